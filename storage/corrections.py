"""Corrections (cập nhật) of a locality's facts."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from scheduler.audit import Act, organiser
from scheduler.corrections import Approve, AskRevoke, Decline, Proposal, Propose
from storage.audit import note
from storage.connection import Reader
from storage.tables import corrections


async def propose(connection: AsyncConnection, change: Propose) -> None:
    """The correction waits for approval."""
    row = {"key": change.key, "locality": change.locality, "field": change.field, "value": change.value}
    await connection.execute(insert(corrections), row | {"proposed_at": change.at, "proposed_by": change.by})
    about = f"{change.key}: {change.title}"
    await note(connection, Act(change.locality, change.at, organiser(change.by), "propose", about[:300]))


async def ask_revoke(connection: AsyncConnection, change: AskRevoke) -> None:
    """Revoking waits for approval; nothing changes when it is not in force, or was asked before."""
    row = await _open(connection, change.locality, change.key)
    if row is None or row.approved_at is None or row.revoke_asked_by is not None:
        return
    await connection.execute(update(corrections).where(corrections.c.id == row.id).values(revoke_asked_by=change.by))
    await note(connection, Act(change.locality, change.at, organiser(change.by), "ask to revoke", _about(row)))


async def approve(connection: AsyncConnection, change: Approve) -> None:
    """What waits happens; nothing changes when nothing waits under this key."""
    row = await _open(connection, change.locality, change.key)
    if row is None or (row.approved_at is not None and row.revoke_asked_by is None):
        return
    this = corrections.c.id == row.id
    actor = organiser(change.by)
    if row.approved_at is not None:
        await connection.execute(update(corrections).where(this).values(closed_at=change.at, closed_as="revoked"))
        await note(connection, Act(change.locality, change.at, actor, "revoke", _about(row)))
        return
    earlier = (
        (corrections.c.locality == change.locality)
        & (corrections.c.field == row.field)
        & corrections.c.closed_at.is_(None)
        & corrections.c.approved_at.is_not(None)
    )
    await connection.execute(update(corrections).where(earlier).values(closed_at=change.at, closed_as="superseded"))
    await connection.execute(update(corrections).where(this).values(approved_at=change.at, approved_by=change.by))
    await note(connection, Act(change.locality, change.at, actor, "approve", _about(row)))


async def decline(connection: AsyncConnection, change: Decline) -> None:
    """What waits does not happen; nothing changes when nothing waits under this key."""
    row = await _open(connection, change.locality, change.key)
    if row is None or (row.approved_at is not None and row.revoke_asked_by is None):
        return
    asked_by = row.proposed_by if row.approved_at is None else row.revoke_asked_by
    act = "withdraw" if asked_by == change.by else "decline"
    closed = {"closed_at": change.at, "closed_as": "withdrawn" if act == "withdraw" else "declined"}
    values: dict[str, Any] = {"revoke_asked_by": None} if row.approved_at is not None else closed
    await connection.execute(update(corrections).where(corrections.c.id == row.id).values(values))
    await note(connection, Act(change.locality, change.at, organiser(change.by), act, _about(row)))


async def _open(connection: AsyncConnection, locality: str, key: str) -> Row[Any] | None:
    query = select(corrections).where(
        corrections.c.key == key, corrections.c.locality == locality, corrections.c.closed_at.is_(None)
    )
    return (await connection.execute(query)).one_or_none()


def _about(row: Row[Any]) -> str:
    return str(row.key)


class Corrections:
    """What is corrected, or may be. Written together with the update that asks for it (`storage.changes`)."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    async def of(self, locality: str) -> tuple[Proposal, ...]:
        """Everything that is not closed, oldest first.

        Raises:
            StorageUnavailable: the database cannot be read.
        """
        query = (
            select(corrections)
            .where(corrections.c.locality == locality, corrections.c.closed_at.is_(None))
            .order_by(corrections.c.id)
        )
        async with self._reader.connection() as connection:
            rows = list(await connection.execute(query))
        return tuple(
            Proposal(
                row.key, row.field, row.value, row.proposed_by, row.proposed_at, row.approved_at, row.revoke_asked_by
            )
            for row in rows
        )

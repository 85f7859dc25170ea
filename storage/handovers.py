"""Hand-overs (chuyển cho người thật): the open ones, and what is done to them."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from scheduler.audit import Act, organiser
from scheduler.handover import AskHuman, EndHandover, Handover, HumanAnswered, SetDuty, TakeOver
from storage.audit import note
from storage.connection import Reader
from storage.tables import handovers, organisers


async def ask(connection: AsyncConnection, change: AskHuman) -> None:
    """Somebody waits for a human."""
    row = {"key": change.key, "locality": change.locality, "address_id": change.address_id, "asked_at": change.at}
    await connection.execute(insert(handovers), row | {"due_at": change.due_at, "answered": False})


async def take(connection: AsyncConnection, change: TakeOver) -> None:
    """The organiser has it, unless somebody else has."""
    taken = await connection.execute(
        update(handovers)
        .where(handovers.c.key == change.key, handovers.c.taken_by.is_(None), handovers.c.ended_at.is_(None))
        .values(taken_by=change.organiser_id, taken_at_address=change.address_id, taken_at=change.at)
    )
    if taken.rowcount == 1:
        act = Act(change.locality, change.at, organiser(change.organiser_id), "take over", change.key)
        await note(connection, act)


async def answered(connection: AsyncConnection, change: HumanAnswered) -> None:
    """From now on it does not end by itself."""
    await connection.execute(update(handovers).where(handovers.c.key == change.key).values(answered=True))


async def end(connection: AsyncConnection, change: EndHandover) -> None:
    """The machine answers again."""
    ended = await connection.execute(
        update(handovers)
        .where(handovers.c.key == change.key, handovers.c.ended_at.is_(None))
        .values(ended_at=change.at, ended_how=change.how)
    )
    if ended.rowcount == 1 and change.by is not None:
        await note(connection, Act(change.locality, change.at, organiser(change.by), "end hand-over", change.key))


async def set_duty(connection: AsyncConnection, change: SetDuty) -> None:
    """The organiser's hours from now on."""
    who = organisers.c.id == change.organiser_id
    await connection.execute(update(organisers).where(who).values(hours=change.hours))
    act = Act(change.locality, change.at, organiser(change.organiser_id), "set duty hours", change.hours)
    await note(connection, act)


class Handovers:
    """Reading hand-overs. Written together with the update that asks for it (`storage.changes`)."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    async def open(self, locality: str) -> tuple[Handover, ...]:
        """Those of a locality that have not ended, oldest first.

        Raises:
            StorageUnavailable: the database cannot be read.
        """
        query = select(handovers).where(handovers.c.locality == locality, handovers.c.ended_at.is_(None))
        async with self._reader.connection() as connection:
            rows = list(await connection.execute(query.order_by(handovers.c.id)))
        return tuple(
            Handover(
                row.key, row.address_id, row.asked_at, row.due_at, row.taken_by, row.taken_at_address, row.answered
            )
            for row in rows
        )

    async def with_overdue(self, now: dt.datetime) -> list[str]:
        """The localities where somebody waited longer than a working day without an answer.

        Raises:
            StorageUnavailable: the database cannot be read.
        """
        query = select(handovers.c.locality).where(
            handovers.c.ended_at.is_(None), handovers.c.answered.is_(False), handovers.c.due_at <= now
        )
        async with self._reader.connection() as connection:
            return sorted(set((await connection.execute(query)).scalars()))

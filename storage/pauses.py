"""Pauses (tạm dừng) of localities."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from scheduler.audit import Act, organiser
from scheduler.pausing import EndPause, Pause, StartPause
from storage.audit import note
from storage.connection import Reader
from storage.inserting import insert_into
from storage.tables import pauses


async def start_pause(connection: AsyncConnection, change: StartPause) -> None:
    """The locality is silent from now on; nothing changes when it is already."""
    statement = insert_into(connection, pauses).on_conflict_do_nothing().returning(pauses.c.id)
    row = {"locality": change.locality, "began_at": change.at, "began_by": change.organiser_id}
    if (await connection.execute(statement, row)).scalar_one_or_none() is not None:
        await note(connection, Act(change.locality, change.at, organiser(change.organiser_id), "pause"))


async def end_pause(connection: AsyncConnection, change: EndPause) -> None:
    """The locality answers again; nothing changes when it does already."""
    lasting = (pauses.c.locality == change.locality) & pauses.c.ended_at.is_(None)
    ended = update(pauses).where(lasting).values(ended_at=change.at, ended_by=change.organiser_id)
    if (await connection.execute(ended)).rowcount:
        await note(connection, Act(change.locality, change.at, organiser(change.organiser_id), "resume"))


class Pauses:
    """Whether a locality is silent. Written together with the update that asks for it (`storage.changes`)."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    async def lasting(self, locality: str) -> Pause | None:
        """The pause that lasts, None while the locality answers.

        Raises:
            StorageUnavailable: the database cannot be read.
        """
        query = select(pauses).where(pauses.c.locality == locality, pauses.c.ended_at.is_(None))
        async with self._reader.connection() as connection:
            row = (await connection.execute(query)).one_or_none()
        return Pause(row.began_at, row.began_by) if row else None

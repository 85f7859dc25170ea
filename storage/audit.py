"""The audit (nhật ký việc làm): lines are chained inside the transaction of what they tell of."""

from __future__ import annotations

from sqlalchemy import insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from scheduler.audit import BEFORE_ALL, Act, Line, chained, first_broken
from storage.connection import Reader
from storage.tables import audit

_LOCK = 0x61756474
"""PostgreSQL advisory lock: two processes add their lines one after the other. SQLite has one writer anyway."""


async def note(connection: AsyncConnection, act: Act) -> None:
    """Add a line to the audit of its locality; stands or falls with the transaction."""
    if connection.dialect.name == "postgresql":
        await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    newest = select(audit.c.number, audit.c.hash).where(audit.c.locality == act.locality)
    last = (await connection.execute(newest.order_by(audit.c.number.desc()).limit(1))).one_or_none()
    number, before = (last.number + 1, last.hash) if last else (1, BEFORE_ALL)
    row = {"locality": act.locality, "number": number, "at": act.at, "actor": act.actor, "act": act.act}
    row |= {"about": act.about, "hash": chained(number, act, before)}
    await connection.execute(insert(audit), row)


class Audit:
    """Reading the audit."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    async def newest(self, locality: str, limit: int = 20) -> list[Line]:
        """The last lines, oldest first.

        Raises:
            StorageUnavailable: the database cannot be read.
        """
        query = select(audit).where(audit.c.locality == locality).order_by(audit.c.number.desc()).limit(limit)
        async with self._reader.connection() as connection:
            rows = list(await connection.execute(query))
        return [
            Line(row.number, Act(row.locality, row.at, row.actor, row.act, row.about), row.hash)
            for row in reversed(rows)
        ]

    async def first_broken(self, locality: str) -> int | None:
        """The number of the first line that was changed, taken out or put in; None when the chain is whole.

        Raises:
            StorageUnavailable: the database cannot be read.
        """
        return first_broken(await self.newest(locality, limit=1_000_000))

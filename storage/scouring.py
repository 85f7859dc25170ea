"""Scouring (dọn vết): what was deleted leaves SQLite's file, too.

`secure_delete` overwrites deleted rows, but not every copy a page made of them when it was split, and the log beside
the file holds pages as they were. Only a file that was written anew (VACUUM, https://sqlite.org/lang_vacuum.html) and
an emptied log hold nothing of them; measured: 4 of 49,000 words were left without it. PostgreSQL's autovacuum does this
by itself.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.connection import Reader, is_down, reason
from storage.errors import StorageUnavailable
from storage.tables import erasures

LOOKED_BACK = dt.timedelta(days=2)
"""How far a program that has just started looks for erasures after which the one before it may not have scoured."""


class Scouring:
    """One per process; at most one scouring at a time."""

    def __init__(self, engine: AsyncEngine, reader: Reader) -> None:
        self._engine, self._reader = engine, reader
        self._scoured_at: dt.datetime | None = None

    async def scour_after_erasures(self, now: dt.datetime) -> int:
        """Write the file anew if anybody was erased since it was last done; 1 when it was. Writers wait meanwhile (a
        second for some 100 MB).

        Raises:
            StorageUnavailable: somebody kept it locked, the disk is full; call again later.
        """
        since = self._scoured_at or now - LOOKED_BACK
        async with self._reader.connection() as connection:
            newest: dt.datetime | None = (await connection.execute(select(func.max(erasures.c.done_at)))).scalar()
        if newest is None or newest < since:
            return 0
        await self.scour()
        self._scoured_at = now
        return 1

    async def scour(self) -> None:
        """Write SQLite's file anew and empty its log, whether anything was erased or not.

        Raises:
            StorageUnavailable: see `scour_after_erasures`.
        """
        await self._run("VACUUM")
        await self.empty_log()

    async def empty_log(self) -> None:
        """Bring the log's pages into the file and empty it; while somebody reads it stays, for the next time.

        Raises:
            StorageUnavailable: the disk is full, or the database is gone.
        """
        await self._run("PRAGMA wal_checkpoint(TRUNCATE)")

    async def _run(self, statement: str) -> None:
        """Outside of any transaction, past SQLAlchemy, which would begin one."""
        if self._engine.dialect.name != "sqlite":
            return
        async with self._reader.connection() as connection:
            raw: Any = (await connection.get_raw_connection()).driver_connection
            try:
                cursor = await raw.execute(statement)
                await cursor.fetchall()
                await cursor.close()
            except sqlite3.Error as error:
                if not is_down(error):
                    raise
                raise StorageUnavailable(reason(error)) from error

"""Whether the database takes writes: asked by /healthz."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.errors import StorageUnavailable
from storage.writer import Operation, Writer

REMEMBERED_S = 30.0
"""How long a full disk counts while no later commit has succeeded: there may still be room for the probe."""

_DISK = ("SQLITE_FULL", "SQLITE_IOERR", "53")
"""How the reasons begin that a small write may not meet: https://sqlite.org/rescode.html, SQLSTATE class 53."""


class _Probe(Operation[None, None]):
    """A write that changes nothing, yet has to reach the disk."""

    is_work = False

    async def apply(self, connection: AsyncConnection, items: Sequence[None]) -> Sequence[None]:
        on_sqlite = connection.dialect.name == "sqlite"
        # setting the version it has anyway writes a page; a transaction number is written to PostgreSQL's log
        await connection.execute(text("PRAGMA user_version=0" if on_sqlite else "SELECT txid_current()"))
        return items


class Health:
    """Asks the one writer, so that its queue and its task are asked too."""

    def __init__(self, writer: Writer) -> None:
        self._writer, self._probe = writer, _Probe()

    async def check(self, within_s: float = 2.0) -> None:
        """Return when writes are taken.

        Raises:
            StorageUnavailable: locked, full, unreachable or closed, or no answer ``within_s``; or the disk was
                full at the last commit, less than `REMEMBERED_S` ago.
        """
        try:
            async with asyncio.timeout(within_s):
                await self._writer.write(self._probe, None)
        except TimeoutError:
            raise StorageUnavailable("no answer in time") from None
        trouble = self._writer.trouble
        if trouble is None or not trouble.reason.startswith(_DISK):
            return
        if asyncio.get_running_loop().time() - trouble.at < REMEMBERED_S:
            raise StorageUnavailable(trouble.reason)

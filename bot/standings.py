"""How each locality stands (`scheduler.standing`), read from the database and kept for a moment."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable

from scheduler.standing import Standing
from storage.engine import Database

KEPT_S = 1.0
"""So long what another program changed (the command line) may go unseen; what this one changes is seen at once."""


class Standings:
    """One per process. ``kept_s`` 0: every update reads anew, where several programs share a database."""

    def __init__(
        self, database: Database, kept_s: float = KEPT_S, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._database, self._kept_s, self._monotonic = database, kept_s, monotonic
        self._known: dict[str, tuple[float, Standing]] = {}
        self._changes: Counter[str] = Counter()

    async def of(self, locality: str) -> Standing:
        """How it stands now.

        Raises:
            StorageUnavailable: the database cannot be read.
        """
        known = self._known.get(locality)
        if known is not None and self._monotonic() - known[0] < self._kept_s:
            return known[1]
        return await self.read(locality)

    async def read(self, locality: str) -> Standing:
        """How it stands in the database at this moment, for whoever is about to change it.

        Raises:
            StorageUnavailable: the database cannot be read.
        """
        began, changes = self._monotonic(), self._changes[locality]
        standing = Standing(
            await self._database.organisers.of(locality),
            await self._database.handovers.open(locality),
            await self._database.pauses.lasting(locality),
            await self._database.corrections.of(locality),
            await self._database.own_answers.of(locality),
        )
        if changes == self._changes[locality]:  # otherwise it may be how it stood before the change
            self._known[locality] = began, standing
        return standing

    def forget(self, locality: str) -> None:
        """Something was changed: read anew next time."""
        self._changes[locality] += 1
        self._known.pop(locality, None)

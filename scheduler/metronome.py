"""The metronome (máy đếm nhịp): calls idempotent functions of ``now``, and holds nothing that a restart could lose.

What is due is a query of the function called, so a beat that was missed delays work and never drops it. This is the
only file that knows APScheduler.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from apscheduler.schedulers.asyncio import AsyncIOScheduler  # type: ignore[import-untyped]  # ships no types

Work = Callable[[dt.datetime], Awaitable[int]]
"""Does what is due at the given moment (aware UTC), returns how many things it did; calling it again does no harm."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Beat:
    """Work called at the start and then ``every`` so often; ``name`` is what the log calls it."""

    name: str
    every: dt.timedelta
    work: Work


class Metronome:
    """Runs beats on the current event loop between `start` and `stop`; one beat never overlaps itself."""

    def __init__(self, beats: list[Beat], now: Callable[[], dt.datetime]) -> None:
        self._now = now
        self._scheduler = AsyncIOScheduler(timezone=dt.UTC)
        for beat in beats:
            self._scheduler.add_job(
                self._call,
                "interval",
                args=[beat],
                seconds=beat.every.total_seconds(),
                id=beat.name,
                next_run_time=dt.datetime.now(dt.UTC),
                coalesce=True,
                max_instances=1,
                misfire_grace_time=None,
            )

    def start(self) -> None:
        """Begin to beat; the first beat of each work comes at once."""
        self._scheduler.start()

    def stop(self) -> None:
        """No further beats; work in hand is cancelled with its task, and is found due again at the next start."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    async def _call(self, beat: Beat) -> None:
        started = time.monotonic()
        try:
            done = await beat.work(self._now())
        except asyncio.CancelledError:
            # Stopped in the middle: nothing is lost, and APScheduler would call it an error of the work.
            log.info("beat.cut_short beat=%s", beat.name)
            return
        except Exception:
            # A beat that fails must not end the metronome; what was due stays due.
            log.exception("beat.failed beat=%s", beat.name)
            return
        log.info("beat beat=%s done=%d ms=%.1f", beat.name, done, (time.monotonic() - started) * 1000)

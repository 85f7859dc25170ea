"""The clock (đồng hồ) of one run: the real one, or one that started at a chosen moment and ticks on."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable

from bot.commands.now import VIETNAM


class Clock:
    """Call it for the present in aware UTC.

    ``start``: the moment that counts as now (``--now``; naive means Asia/Ho_Chi_Minh), None for the machine's own
    clock. From a start on it ticks with ``monotonic`` (seconds), so that it never jumps.
    """

    def __init__(self, start: dt.datetime | None = None, monotonic: Callable[[], float] = time.monotonic) -> None:
        if start is not None and start.tzinfo is None:
            start = start.replace(tzinfo=VIETNAM)
        self._start = None if start is None else start.astimezone(dt.UTC)
        self._monotonic = monotonic
        self._began = monotonic()

    def __call__(self) -> dt.datetime:
        if self._start is None:
            return dt.datetime.now(dt.UTC)
        return self._start + dt.timedelta(seconds=self._monotonic() - self._began)

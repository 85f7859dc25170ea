"""How much a bot may send (core.telegram.org/bots/faq). Exact thresholds are secret; these are on the strict side."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Counts within sliding windows of so many seconds. ``chat``: one a second, in bursts of at most five."""

    overall: int = 30
    overall_s: float = 1.0
    chat: int = 5
    chat_s: float = 5.0
    group: int = 20
    group_s: float = 60.0


NO_LIMITS = Limits(overall=1_000_000, chat=1_000_000, group=1_000_000)


class SlidingWindow:
    """At most ``count`` events within any ``span_s`` seconds."""

    def __init__(self, count: int, span_s: float) -> None:
        self.count, self.span_s = count, span_s
        self._times: deque[float] = deque()

    def wait(self, now: float) -> float:
        """Seconds until one more fits; 0 when it fits now."""
        while self._times and self._times[0] <= now - self.span_s:
            self._times.popleft()
        if len(self._times) < self.count:
            return 0.0
        return self._times[len(self._times) - self.count] + self.span_s - now

    def add(self, now: float) -> None:
        self._times.append(now)


class Pace:
    """The windows of one token. What is refused does not count."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._overall = SlidingWindow(limits.overall, limits.overall_s)
        self._chats: dict[int, SlidingWindow] = {}
        self._groups: dict[int, SlidingWindow] = {}

    def admit(self, chat_id: int, now: float, *, in_chat_only: bool = False) -> int:
        """0 when this message may go, and is counted; otherwise the seconds to wait, rounded up.

        An edit counts in its chat only (``in_chat_only``). ``now`` is monotonic, in seconds.
        """
        windows = list(self._of(chat_id))
        if not in_chat_only:
            windows.append(self._overall)
        wait = max(window.wait(now) for window in windows)
        if wait > 0:
            return max(1, math.ceil(wait))
        for window in windows:
            window.add(now)
        return 0

    def _of(self, chat_id: int) -> Iterator[SlidingWindow]:
        limits = self._limits
        yield self._chats.setdefault(chat_id, SlidingWindow(limits.chat, limits.chat_s))
        if chat_id < 0:
            yield self._groups.setdefault(chat_id, SlidingWindow(limits.group, limits.group_s))

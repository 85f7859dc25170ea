"""Counting within a sliding window, in bounded memory."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WebLimits:
    """What one visitor or one place may ask of the web chat."""

    new_visitors_per_hour: int = 300
    """New visitors from one IP address (IPv6: from one /64)."""
    messages_per_minute: int = 60
    """Messages of one visitor; a person who floods is told so by the dialogue long before this."""
    body_bytes: int = 16 * 1024
    text_chars: int = 4096
    history: int = 100
    heartbeat_s: float = 15.0


class SlidingWindow:
    """At most ``limit`` different items per key within ``window_s`` seconds.

    ``clock`` gives seconds that never run backwards. Only the ``keys`` most recently used keys are remembered.
    """

    def __init__(self, limit: int, window_s: float, clock: Callable[[], float], keys: int = 10_000) -> None:
        self._limit, self._window_s, self._clock, self._keys = limit, window_s, clock, keys
        self._seen: OrderedDict[str, deque[tuple[float, str]]] = OrderedDict()

    def forget(self, key: str) -> None:
        """Count this key anew."""
        self._seen.pop(key, None)

    def admit(self, key: str, item: str) -> bool:
        """Count ``item`` for ``key``; False when it would be one too many. An item counted before is admitted."""
        now = self._clock()
        seen = self._seen.setdefault(key, deque())
        self._seen.move_to_end(key)
        while seen and seen[0][0] <= now - self._window_s:
            seen.popleft()
        if any(known == item for _, known in seen):
            return True
        if len(seen) >= self._limit:
            return False
        seen.append((now, item))
        if len(self._seen) > self._keys:
            self._seen.popitem(last=False)
        return True

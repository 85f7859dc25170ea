"""Codes that are shown once: the person reads them, what is stored holds a mask.

Channels that push get the real text. Pages read stored rows, so for them the code is kept in memory for a few minutes;
a restart forgets it, and a new code is one command away.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from storage.updates import Reply

MASK = "••-••••••"
KEPT_S = 600.0


def masked(reply: Reply, codes: Sequence[str]) -> Reply:
    """The reply as it is stored."""
    return Reply(_masked(reply.text, codes), _masked(reply.payload, codes)) if codes else reply


def _masked(value: Any, codes: Sequence[str]) -> Any:
    if isinstance(value, str):
        for code in codes:
            value = value.replace(code, MASK)
        return value
    if isinstance(value, Mapping):
        return {key: _masked(one, codes) for key, one in value.items()}
    if isinstance(value, list):
        return [_masked(one, codes) for one in value]
    return value


class ShownOnce:
    """What masks stand for, by the id of the message, for `KEPT_S` seconds."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._codes: dict[int, tuple[float, str]] = {}

    def keep(self, message_id: int, code: str) -> None:
        """Remember a code for the pages that are about to show it."""
        now = self._monotonic()
        self._codes = {key: kept for key, kept in self._codes.items() if now - kept[0] < KEPT_S}
        self._codes[message_id] = now, code

    def forget(self, message_ids: frozenset[int]) -> None:
        """These messages are gone."""
        for message_id in message_ids & self._codes.keys():
            del self._codes[message_id]

    def shown(self, message_id: int, text: str) -> str:
        """The text with the code in it, as long as it is kept."""
        kept = self._codes.get(message_id)
        return text.replace(MASK, kept[1]) if kept and self._monotonic() - kept[0] < KEPT_S else text

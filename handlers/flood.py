"""Floods (nhắn dồn) from one person: one polite message, then silence until they slow down."""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import CallbackQuery, Message, TelegramObject

from handlers import dialogue
from handlers.context import Turn
from handlers.first_contact import Replies

MOST = 20
WITHIN = dt.timedelta(seconds=10)
QUIET_FOR = dt.timedelta(seconds=30)
"""Nobody types twenty messages in ten seconds; a stuck key or a script does."""
REMEMBERED = 10_000
"""Addresses whose newest moments are kept, the least recent forgotten first (about 5 MB)."""


@dataclass(slots=True)
class _Pace:
    moments: deque[dt.datetime] = field(default_factory=lambda: deque(maxlen=MOST))
    quiet_until: dt.datetime | None = None


class FloodGate(BaseMiddleware):
    """Counts messages and presses per address by the turn's clock, in memory."""

    def __init__(self) -> None:
        self._paces: OrderedDict[int, _Pace] = OrderedDict()

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Replies]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Replies:
        turn: Turn = data["turn"]
        pace = self._pace_of(turn.person.address_id)
        if pace.quiet_until is not None and turn.now < pace.quiet_until:
            return []
        pace.moments.append(turn.now)
        if len(pace.moments) < MOST or turn.now - pace.moments[0] > WITHIN:
            return await handler(event, data)
        pace.quiet_until = turn.now + QUIET_FOR
        pace.moments.clear()
        message = event.message if isinstance(event, CallbackQuery) else event
        return [message.answer(dialogue.FLOOD)] if isinstance(message, Message) else []

    def _pace_of(self, address_id: int) -> _Pace:
        pace = self._paces.setdefault(address_id, _Pace())
        self._paces.move_to_end(address_id)
        if len(self._paces) > REMEMBERED:
            self._paces.popitem(last=False)
        return pace

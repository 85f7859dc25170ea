"""The terminal's session: what aiogram sends is held until the terminal prints it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any

from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import EditMessageText, SendMessage, TelegramMethod
from aiogram.types import InlineKeyboardMarkup

from bot.channels.own import OwnSession
from bot.outgoing import SENDING


@dataclass(frozen=True, slots=True)
class Shown:
    """One message as it is shown; ``buttons`` are (label, ref)."""

    text: str
    buttons: tuple[tuple[str, str], ...]


class TerminalSession(OwnSession):
    """Holds the messages to one address (`listen_for`) until they are taken.

    Messages to anybody else are refused: they stay unanswered, for the terminal of the person they are meant for.
    """

    def __init__(self, clock: Callable[[], dt.datetime]) -> None:
        super().__init__(clock)
        self._address_id: int | None = None
        self._held: list[Shown] = []
        self._numbers = count(1)
        self._shown: set[int] = set()

    def listen_for(self, address_id: int) -> None:
        """Take messages to this address (and no other) from now on."""
        self._address_id = address_id

    def take(self) -> list[Shown]:
        """What came since the last call."""
        held, self._held = self._held, []
        return held

    def deliver(self, method: SendMessage | EditMessageText, address_id: int) -> int:
        """Hold the message; one that was shown here already is not shown again.

        Raises:
            TelegramBadRequest: the message is for somebody else.
        """
        if address_id != self._address_id:
            refused: TelegramMethod[Any] = method
            raise TelegramBadRequest(refused, "nobody at this terminal has that address")
        sending = SENDING.get()
        if sending is not None:
            if sending.message_id in self._shown:
                return sending.message_id
            self._shown.add(sending.message_id)
        rows = method.reply_markup.inline_keyboard if isinstance(method.reply_markup, InlineKeyboardMarkup) else []
        buttons = tuple((button.text, button.callback_data or "") for row in rows for button in row)
        self._held.append(Shown(str(method.text), buttons))
        return next(self._numbers)

"""How aiogram's methods go out to the terminal: messages are held until the command prints them."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass
from itertools import count
from typing import Any, cast

from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import AnswerCallbackQuery, EditMessageText, GetMe, SendChatAction, SendMessage, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import Chat, InlineKeyboardMarkup, Message, User


@dataclass(frozen=True, slots=True)
class Shown:
    """One message as it is shown; ``buttons`` are (label, ref)."""

    text: str
    buttons: tuple[tuple[str, str], ...]


class TerminalSession(BaseSession):
    """Holds the messages to one address (`listen_for`) until they are taken.

    Messages to anybody else are refused: they stay unanswered, for the terminal of the person they are meant for.
    """

    def __init__(self, clock: Callable[[], dt.datetime]) -> None:
        super().__init__()
        self._clock = clock
        self._address_id: int | None = None
        self._held: list[Shown] = []
        self._numbers = count(1)

    def listen_for(self, address_id: int) -> None:
        """Take messages to this address (and no other) from now on."""
        self._address_id = address_id

    def take(self) -> list[Shown]:
        """What came since the last call."""
        held, self._held = self._held, []
        return held

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109 - aiogram's signature
    ) -> TelegramType:
        """Carry out one method.

        Raises:
            TelegramBadRequest: the message is for somebody else, or the terminal has no such thing.
        """
        result: Any
        match method:
            case SendMessage(chat_id=chat_id) | EditMessageText(chat_id=chat_id):
                if chat_id != self._address_id:
                    raise TelegramBadRequest(method, "nobody at this terminal has that address")
                result = self._hold(bot, int(chat_id), str(method.text), method.reply_markup)
            case AnswerCallbackQuery() | SendChatAction():
                result = True
            case GetMe():
                result = User(id=bot.id, is_bot=True, first_name="Trợ lý").as_(bot)
            case _:
                raise TelegramBadRequest(method, f"the terminal does not know {type(method).__name__}")
        return cast(TelegramType, result)

    def _hold(self, bot: Bot, chat_id: int, text: str, markup: object) -> Message:
        rows = markup.inline_keyboard if isinstance(markup, InlineKeyboardMarkup) else []
        buttons = tuple((button.text, button.callback_data or "") for row in rows for button in row)
        self._held.append(Shown(text, buttons))
        chat = Chat(id=chat_id, type="private")
        return Message(message_id=next(self._numbers), date=self._clock(), chat=chat, text=text).as_(bot)

    async def close(self) -> None:
        """Nothing to close."""

    async def stream_content(
        self,
        url: str,
        headers: dict[str, Any] | None = None,
        timeout: int = 30,  # noqa: ASYNC109 - aiogram's signature
        chunk_size: int = 65536,
        raise_for_status: bool = True,
    ) -> AsyncGenerator[bytes, None]:
        """The terminal has no files to read.

        Raises:
            FileNotFoundError: always.
        """
        raise FileNotFoundError(url)
        yield b""  # makes this the generator that aiogram expects

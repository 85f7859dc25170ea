"""How aiogram's methods go out to the web chat."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncGenerator, Callable
from typing import Any, cast

from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import AnswerCallbackQuery, EditMessageText, GetMe, SendChatAction, SendMessage, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import Chat, Message, User

from bot.channels.webchat.streams import Streams
from bot.outgoing import SENDING


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class WebChatSession(BaseSession):
    """A web chat's network: sending a message rings the open pages of its address (``chat_id`` is our address id).

    The text itself is a stored row, committed before this is called; pages read it from there. An edit is shown as a
    new message. A result's ``message_id`` is the id of the row that is leaving, 0 for what is in no transcript.
    """

    def __init__(self, streams: Streams, clock: Callable[[], dt.datetime] = _now) -> None:
        super().__init__()
        self._streams, self._clock = streams, clock

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109 - aiogram's signature
    ) -> TelegramType:
        """Carry out one method.

        Raises:
            TelegramBadRequest: the web chat has no such thing (photos, polls, …).
        """
        result: Any
        match method:
            case SendMessage(chat_id=int(chat_id), text=text) | EditMessageText(chat_id=int(chat_id), text=text):
                self._streams.ring_address(chat_id)
                result = self._message(bot, chat_id, str(text))
            case AnswerCallbackQuery() | SendChatAction():
                result = True
            case GetMe():
                result = User(id=bot.id, is_bot=True, first_name="Trợ lý").as_(bot)
            case _:
                raise TelegramBadRequest(method, f"the web chat does not know {type(method).__name__}")
        return cast(TelegramType, result)

    def _message(self, bot: Bot, chat_id: int, text: str) -> Message:
        sending, chat = SENDING.get(), Chat(id=chat_id, type="private")
        number = sending.message_id if sending else 0
        return Message(message_id=number, date=self._clock(), chat=chat, text=text).as_(bot)

    async def close(self) -> None:
        """Nothing to close: pages belong to the web server."""

    async def stream_content(
        self,
        url: str,
        headers: dict[str, Any] | None = None,
        timeout: int = 30,  # noqa: ASYNC109 - aiogram's signature
        chunk_size: int = 65536,
        raise_for_status: bool = True,
    ) -> AsyncGenerator[bytes, None]:
        """The web chat has no files to read.

        Raises:
            FileNotFoundError: always.
        """
        raise FileNotFoundError(url)
        yield b""  # makes this a generator, as aiogram asks

"""What the channels of our own (web chat, terminal) share: no network behind them, texts and buttons only."""

from __future__ import annotations

import datetime as dt
from abc import abstractmethod
from collections.abc import AsyncGenerator, Callable
from typing import Any, cast

from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import (
    AnswerCallbackQuery,
    EditMessageText,
    GetMe,
    SendChatAction,
    SendDocument,
    SendMessage,
    TelegramMethod,
)
from aiogram.methods.base import TelegramType
from aiogram.types import BufferedInputFile, Chat, Message, User


class OwnSession(BaseSession):
    """A session whose methods reach the person without a platform: sending is `deliver`, all the rest is refused."""

    def __init__(self, clock: Callable[[], dt.datetime]) -> None:
        super().__init__()
        self._clock = clock

    @abstractmethod
    def deliver(self, method: SendMessage | EditMessageText, address_id: int) -> int:
        """Bring the message to the person; the id it is known by.

        Raises:
            TelegramBadRequest: it cannot reach that address.
        """

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109 - aiogram's signature
    ) -> TelegramType:
        """Carry out one method; an edit is a new message, a document one that holds its text.

        Raises:
            TelegramBadRequest: such a channel has no such thing (photos, polls, …).
        """
        result: Any
        match method:
            case SendMessage(chat_id=int(address_id)) | EditMessageText(chat_id=int(address_id)):
                number = self.deliver(method, address_id)
                chat = Chat(id=address_id, type="private")
                text = str(method.text)
                result = Message(message_id=number, date=self._clock(), chat=chat, text=text).as_(bot)
            case SendDocument(chat_id=int(address_id), document=BufferedInputFile() as file):
                told = SendMessage(chat_id=address_id, text=f"{method.caption or ''}\n\n{file.data.decode()}".strip())
                number = self.deliver(told, address_id)
                chat = Chat(id=address_id, type="private")
                result = Message(message_id=number, date=self._clock(), chat=chat, caption=method.caption).as_(bot)
            case AnswerCallbackQuery() | SendChatAction():
                result = True
            case GetMe():
                result = User(id=bot.id, is_bot=True, first_name="Trợ lý").as_(bot)
            case _:
                raise TelegramBadRequest(method, f"{type(self).__name__} does not know {type(method).__name__}")
        return cast(TelegramType, result)

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
        """There are no files to read.

        Raises:
            FileNotFoundError: always.
        """
        raise FileNotFoundError(url)
        yield b""  # makes this the generator that aiogram expects

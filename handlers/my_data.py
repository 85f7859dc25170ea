"""What is held about the person who asks (dữ liệu của tôi): in words, and as a file."""

from __future__ import annotations

from aiogram import Router
from aiogram.methods import SendDocument, SendMessage
from aiogram.types import Message

from handlers import words_of_rights as words
from handlers.context import Turn
from handlers.filters import Commands
from handlers.replies import say, send_my_data


async def show_my_data(message: Message, turn: Turn) -> SendMessage | list[SendMessage | SendDocument]:
    """/dulieucuatoi"""
    if message.chat.type != "private":
        return say(message, turn, words.PRIVATELY)
    holdings = await turn.records.rights.held.of(turn.person.address_id)
    if holdings is None:
        return say(message, turn, words.NOTHING_HELD)
    return [say(message, turn, words.held(holdings)), send_my_data(message, words.FILE_CAPTION)]


def my_data_router() -> Router:
    """/dulieucuatoi"""
    router = Router(name="my data")
    router.message.register(show_my_data, Commands("my_data"))
    return router

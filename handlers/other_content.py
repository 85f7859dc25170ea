"""Stickers, photos, voice, files, contacts, locations: the machine reads text only and never downloads anything."""

from __future__ import annotations

from aiogram import Router
from aiogram.methods import SendMessage
from aiogram.types import Message

from handlers import dialogue
from handlers.context import Turn
from handlers.replies import say


async def ask_for_text(message: Message, turn: Turn) -> SendMessage:
    """A kind text for each kind of content."""
    return say(message, turn, dialogue.other_content(message.content_type))


def other_content_router() -> Router:
    """Whatever no other router took."""
    router = Router(name="other content")
    router.message.register(ask_for_text)
    return router

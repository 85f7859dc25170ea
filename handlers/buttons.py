"""Buttons: what a choice's ref asks for (``q:`` fact, ``c:`` clause, ``g:`` guide, ``m:`` menu), pressed or typed."""

from __future__ import annotations

from aiogram import Router
from aiogram.methods import SendMessage
from aiogram.types import CallbackQuery, Message

from handlers import dialogue
from handlers.context import Turn
from handlers.filters import Chooses, Presses
from handlers.menus import NoSuchMenu, main_choices, menu
from handlers.replies import say, show


async def press(query: CallbackQuery, turn: Turn, ref: str) -> SendMessage | list[SendMessage]:
    """A pressed button. One whose message the platform no longer shows cannot be answered in place."""
    return reply_to_ref(query.message, turn, ref) if isinstance(query.message, Message) else []


async def choose(message: Message, turn: Turn, ref: str) -> SendMessage:
    """A number or label typed by hand."""
    return reply_to_ref(message, turn, ref)


def reply_to_ref(message: Message, turn: Turn, ref: str) -> SendMessage:
    """What pressing a ref brings; a ref of an older pack brings kind words and the main menu."""
    try:
        if ref == "m:about":
            return say(message, turn, dialogue.about(turn.answerer.pack, turn.claimed), main_choices(turn)[:-1])
        if ref.startswith("m:"):
            return say(message, turn, *menu(turn, ref))
        return show(message, turn, turn.answerer.answer_ref(ref, turn.now), asked=ref)
    except (KeyError, NoSuchMenu):
        return say(message, turn, dialogue.GONE_BUTTON, main_choices(turn))


def buttons_router() -> Router:
    """Pressed buttons, and numbers or labels of the newest menu."""
    router = Router(name="buttons")
    router.callback_query.register(press, Presses())
    router.message.register(choose, Chooses())
    return router

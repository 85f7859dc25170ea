"""/start, with what a poster's or page's link hands on: ``q_launch``, ``desk_<key>``, ``guide_<slug>``."""

from __future__ import annotations

from aiogram import Router
from aiogram.methods import SendMessage
from aiogram.types import Message

from handlers import dialogue
from handlers.buttons import reply_to_ref
from handlers.context import Turn
from handlers.filters import Commands
from handlers.menus import is_answered, main_choices
from handlers.replies import say


async def start(message: Message, turn: Turn, payload: str, first_contact: bool) -> SendMessage | list[SendMessage]:
    """The welcome (at first contact it is already on its way), or what the link asks for."""
    ref = ref_of_payload(payload)
    if ref is not None and is_answered(turn, ref):
        return reply_to_ref(message, turn, ref)
    if first_contact:
        return []
    return say(message, turn, dialogue.welcome(turn.answerer.pack, turn.claimed), main_choices(turn))


def ref_of_payload(payload: str) -> str | None:
    """The ref a deep link's payload stands for, or None for a payload we do not know."""
    if payload == "q_launch":
        return "q:launch.when"
    kind, _, key = payload.partition("_")
    prefix = {"desk": "q:desk.", "guide": "g:"}.get(kind)
    return prefix + key if prefix and key else None


def start_router() -> Router:
    """/start"""
    router = Router(name="start")
    router.message.register(start, Commands("start"))
    return router

"""Erasing everything about the person who asks (xóa dữ liệu), after two taps."""

from __future__ import annotations

import datetime as dt

from aiogram import Router
from aiogram.methods import SendMessage
from aiogram.types import CallbackQuery, Message

from handlers import dialogue
from handlers import words_of_rights as words
from handlers.context import Turn
from handlers.filters import Commands, Picks
from handlers.handover import leave_unheard
from handlers.menus import main_choices
from handlers.replies import message_of, say
from knowledge.outcome import Choice
from scheduler.erasure import AskErasure

VALID_FOR = dt.timedelta(minutes=15)
"""An older button asks anew: it may have been found long after by somebody else with the same device."""


async def offer(message: Message, turn: Turn) -> SendMessage:
    """/xoadulieu: what would go."""
    if message.chat.type != "private":
        return say(message, turn, words.PRIVATELY)
    here = turn.person.address_id
    organisers = turn.standing.organisers
    # also one whose session ran out: the role is still theirs
    is_organiser = any(session.address_id == here for one in organisers for session in one.sessions)
    text = words.erasing(is_organiser, len(organisers) == 1)
    return say(message, turn, text, [Choice(words.ERASE, _ref("sure", turn.now)), Choice(words.KEEP, "x:keep")])


async def decide(event: Message | CallbackQuery, turn: Turn, ref: str) -> SendMessage | list[SendMessage]:
    """``x:sure:SECONDS`` asks once more, ``x:erase:SECONDS`` erases, ``x:keep`` leaves everything as it is."""
    message = message_of(event)
    if message is None:
        return []
    _, act, *rest = ref.split(":")
    if act == "keep":
        return say(message, turn, words.KEPT)
    if act not in ("sure", "erase"):
        return say(message, turn, dialogue.GONE_BUTTON, main_choices(turn))
    if not _is_fresh(rest, turn.now) or message.chat.type != "private":
        return await offer(message, turn)
    if act == "sure":
        yes = Choice(words.ERASE_SURELY, _ref("erase", turn.now))
        return say(message, turn, words.SURE, [yes, Choice(words.KEEP, "x:keep")])
    leave_unheard(turn)
    turn.work.change(AskErasure(turn.locality, turn.person.address_id, turn.now))
    return say(message, turn, words.ERASED)


def _ref(act: str, now: dt.datetime) -> str:
    return f"x:{act}:{int(now.timestamp())}"


def _is_fresh(rest: list[str], now: dt.datetime) -> bool:
    if len(rest) != 1 or not (rest[0].isascii() and rest[0].isdecimal() and len(rest[0]) < 12):
        return False
    return dt.timedelta() <= now - dt.datetime.fromtimestamp(int(rest[0]), dt.UTC) < VALID_FOR


def erasing_router() -> Router:
    """/xoadulieu and its buttons."""
    router = Router(name="erasing")
    router.message.register(offer, Commands("erase"))
    router.message.register(decide, Picks("x:"))
    router.callback_query.register(decide, Picks("x:"))
    return router

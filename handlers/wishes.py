"""Wishes typed as free text that the plan cannot answer: to have one's data erased, to talk to a human."""

from __future__ import annotations

from typing import Any

from aiogram import Router
from aiogram.filters import Filter
from aiogram.methods import SendMessage
from aiogram.types import Message

from handlers import dialogue
from handlers.context import Turn
from handlers.replies import say
from knowledge.text import fold

WISHES = {
    "erase": (
        *("xoa du lieu", "xoa het du lieu", "xoa toan bo du lieu", "xoa tin nhan", "xoa het tin nhan"),
        *("xoa tat ca tin nhan", "xoa cac tin nhan", "xoa toan bo tin nhan", "xoa lich su", "xoa thong tin cua"),
        *("xoa het thong tin", "xoa cuoc tro chuyen"),
    ),
    "human": (
        *("gap nguoi that", "noi chuyen voi nguoi that", "chat voi nguoi that", "hoi nguoi that", "cho gap can bo"),
        *("cho toi gap can bo", "cho tui gap can bo", "muon gap can bo", "noi chuyen voi can bo", "gap tong dai vien"),
        *("gap nhan vien", "gap nguoi phu trach", "muon gap nguoi", "cho toi gap nguoi", "cho tui gap nguoi"),
    ),
}
"""What people type, bare of diacritics, by wish."""

_ELSEWHERE = ("vneid", "zalo", "facebook", "gmail", "vssid", "dien thoai", "may tinh", "o dau", "lam sao", "the nao")
_MOST_OTHER_WORDS = 6
_LONGEST = 120


def wish_in(text: str) -> str | None:
    """The wish a short text is about; None for anything longer, or about other people's apps."""
    if len(text) > _LONGEST:
        return None
    folded = f" {fold(text)} "
    if any(f" {word} " in folded for word in _ELSEWHERE):
        return None
    for wish, phrases in WISHES.items():
        for phrase in phrases:
            if f" {phrase} " in folded and len(folded.split()) - len(phrase.split()) <= _MOST_OTHER_WORDS:
                return wish
    return None


class Wishes(Filter):
    """A wish of the table; the handler gets it as ``wish``."""

    async def __call__(self, message: Message, turn: Turn) -> bool | dict[str, Any]:
        wish = None if turn.scrubbed.found else wish_in(message.text or "")
        return False if wish is None else {"wish": wish}


async def answer_wish(message: Message, turn: Turn, wish: str) -> SendMessage:
    """What is true of it today, and whom to ask."""
    turn.outcome = wish
    words = dialogue.erasing if wish == "erase" else dialogue.human
    return say(message, turn, words(turn.answerer.pack))


def wishes_router() -> Router:
    """Before the questions, which would search the plan for it."""
    router = Router(name="wishes")
    router.message.register(answer_wish, Wishes())
    return router

"""Wishes typed as free text that the plan cannot answer: about one's own data, to talk to a human."""

from __future__ import annotations

from typing import Any

from aiogram import Router
from aiogram.filters import Filter
from aiogram.methods import SendDocument, SendMessage
from aiogram.types import Message

from handlers import handover
from handlers.context import Turn
from handlers.data_requests import take
from handlers.erasing import offer
from handlers.my_data import show_my_data
from knowledge.text import fold
from scheduler.rights import Right

WISHES: dict[str, tuple[str, ...]] = {
    "erase": (
        *("xoa du lieu", "xoa het du lieu", "xoa toan bo du lieu", "xoa tin nhan", "xoa het tin nhan"),
        *("xoa tat ca tin nhan", "xoa cac tin nhan", "xoa toan bo tin nhan", "xoa lich su", "xoa thong tin cua"),
        *("xoa het thong tin", "xoa cuoc tro chuyen"),
    ),
    Right.CORRECT: (
        *("sua thong tin cua toi", "sua thong tin cua tui", "sua du lieu cua toi", "sua du lieu cua tui"),
        *("chinh sua thong tin cua toi", "chinh sua du lieu cua toi", "thong tin cua toi bi sai"),
        "du lieu cua toi bi sai",
    ),
    Right.COMPLAIN: (
        *("khieu nai viec dung du lieu", "khieu nai ve du lieu", "khieu nai du lieu", "khieu nai viec su dung du lieu"),
        *("khieu nai ve viec dung du lieu", "khieu nai viec luu du lieu", "khieu nai ve viec su dung du lieu"),
    ),
    Right.ACCESS: (
        *("ai xem duoc du lieu cua toi", "ai xem duoc du lieu cua tui", "ai doc duoc tin nhan cua toi"),
        *("ai xem duoc tin nhan cua toi", "ai biet du lieu cua toi", "ai duoc xem du lieu cua toi"),
        "ai xem duoc thong tin cua toi",
    ),
    Right.STOP: (
        *("ngung dung du lieu cua toi", "dung su dung du lieu cua toi", "ngung su dung du lieu cua toi"),
        *("khong cho dung du lieu cua toi", "phan doi viec dung du lieu", "han che dung du lieu cua toi"),
    ),
    "my_data": (
        *("xem du lieu cua toi", "xem du lieu cua tui", "em luu gi ve toi", "em giu gi ve toi", "em biet gi ve toi"),
        *("luu nhung gi ve toi", "giu nhung gi ve toi", "may luu gi ve toi", "tai du lieu cua toi"),
    ),
    "human": (
        *("gap nguoi that", "noi chuyen voi nguoi that", "chat voi nguoi that", "hoi nguoi that", "cho gap can bo"),
        *("cho toi gap can bo", "cho tui gap can bo", "muon gap can bo", "noi chuyen voi can bo", "gap tong dai vien"),
        *("muon hoi can bo", "cho hoi can bo", "cho toi hoi can bo", "noi voi nguoi that", "goi nguoi that"),
        *("gap nhan vien", "gap nguoi phu trach", "muon gap nguoi", "cho toi gap nguoi", "cho tui gap nguoi"),
    ),
}
"""What people type, bare of diacritics, by wish."""

_WHOLE = {"human": ("gap can bo", "gap nguoi", "nguoi that", "hoi can bo", "can gap can bo", "tim can bo", "gap ai do")}
"""Wishes that stand alone; with other words around them they would be questions."""

_ELSEWHERE = ("vneid", "zalo", "facebook", "gmail", "vssid", "dien thoai", "may tinh", "o dau", "lam sao", "the nao")
_RIGHTS = frozenset(right.value for right in Right)
_MOST_OTHER_WORDS = 6
_LONGEST = 120


def wish_in(text: str) -> str | None:
    """The wish a short text is about; None for anything longer, or about other people's apps."""
    if len(text) > _LONGEST:
        return None
    folded = f" {fold(text)} "
    for wish, whole in _WHOLE.items():
        if folded.strip() in whole:
            return wish
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
        wish = None if turn.scrubbed.found or turn.is_with_human else wish_in(message.text or "")
        return False if wish is None else {"wish": wish}


async def answer_wish(message: Message, turn: Turn, wish: str) -> SendMessage | list[SendMessage | SendDocument]:
    """As the command for it does."""
    turn.outcome = wish
    if wish == "erase":
        return await offer(message, turn)
    if wish == "my_data":
        return await show_my_data(message, turn)
    if wish in _RIGHTS:
        return await take(message, turn, Right(wish))
    return handover.offer(message, turn)


def wishes_router() -> Router:
    """Before the questions, which would search the plan for it."""
    router = Router(name="wishes")
    router.message.register(answer_wish, Wishes())
    return router

"""Commands (lệnh) as people type them: with a slash, in Vietnamese or English, or as a plain word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from knowledge.text import fold

OrganiserCommand = Literal[
    "powers",
    "organisers",
    "invite",
    "rename",
    "renew_code",
    "sign_out",
    "sign_out_everywhere",
    "audit",
    "duty",
    "requests",
    "pause",
    "resume",
    "today",
    "correct",
    "corrections",
    "cancel",
    "unanswered",
    "own_answers",
]
"""Commands only organisers have; in anybody else's hands they are unknown ones."""

Name = (
    Literal["start", "help", "menu", "stop", "subscribe", "my_data", "erase", "machine", "done", "unknown"]
    | OrganiserCommand
)
_SLASHED: dict[str, Name] = {
    "start": "start",
    "batdau": "start",
    "help": "help",
    "trogiup": "help",
    "menu": "menu",
    "dung": "stop",
    "stop": "stop",
    "dangky": "subscribe",
    "dulieucuatoi": "my_data",
    "xoadulieu": "erase",
    "quanly": "powers",
    "nguoitochuc": "organisers",
    "moi": "invite",
    "ten": "rename",
    "mamoi": "renew_code",
    "thoat": "sign_out",
    "thoathet": "sign_out_everywhere",
    "nhatky": "audit",
    "truc": "duty",
    "bot": "machine",
    "xong": "done",
    "yeucau": "requests",
    "tamdung": "pause",
    "tieptuc": "resume",
    "homnay": "today",
    "sua": "correct",
    "suadoi": "corrections",
    "huy": "cancel",
    "cauhoi": "unanswered",
    "traloi": "own_answers",
}
_WORDS: dict[str, Name] = {
    "menu": "menu",
    "muc luc": "menu",
    "bat dau": "start",
    "start": "start",
    "tro giup": "help",
    "giup": "help",
    "giup voi": "help",
    "help": "help",
    "dung lai": "stop",
    "xong": "done",
    "xong roi": "done",
    "hoi may": "machine",
    "quay lai may": "machine",
    "dung nhan tin": "stop",
    "ngung nhan tin": "stop",
    "thoi nhan tin": "stop",
    "huy dang ki": "stop",
    "dang ki nhan tin": "subscribe",
    "stop": "stop",
}
_LONGEST_WORDS = 20


@dataclass(frozen=True, slots=True)
class TypedCommand:
    """``payload`` is what followed the command (a deep link's payload after /start)."""

    name: Name
    payload: str = ""


def typed_command(text: str) -> TypedCommand | None:
    """The command a text is, or None for anything else."""
    if text.startswith("/"):
        head, _, payload = text[1:].partition(" ")
        name = fold(head.partition("@")[0]).replace(" ", "")
        return TypedCommand(_SLASHED.get(name, "unknown"), payload.strip())
    if len(text) > _LONGEST_WORDS:
        return None
    if text.strip().lower() == "dừng":
        return TypedCommand("stop")
    word = _WORDS.get(fold(text))
    return None if word is None else TypedCommand(word)

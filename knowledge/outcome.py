"""What answering a question comes to: `Answer | Guide | Clarify | Refuse | Chitchat`.

Texts are finished Vietnamese, cited, ready to be shown, at most `MAX_CHARS` characters (guides excepted). Buttons are
`Choice`s; a choice's ``ref`` says what pressing it asks for, in at most 64 bytes of UTF-8 (Telegram's callback_data):

- ``q:<fact>``    a fact of the pack, e.g. ``q:launch.when``
- ``c:<clause>``  the plan's own words, e.g. ``c:II.7.2``
- ``g:<guide>``   a guide, e.g. ``g:vneid-level2``
- ``m:<menu>``    a menu of the dialogue, e.g. ``m:desks``
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

MAX_CHARS = 1200
"""No answer is longer (DESIGN 5): dumping the plan is no answer."""

Reason = Literal["plan_silent", "other_locality", "personal_data", "off_topic", "not_understood"]


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: what the person reads and what pressing it asks for."""

    label: str
    ref: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A cited answer (câu trả lời). ``facts``: keys of the facts told; ``topic``: what a follow-up is about."""

    text: str
    clauses: tuple[str, ...]
    facts: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    topic: str | None = None
    kind: Literal["answer"] = "answer"


@dataclass(frozen=True, slots=True)
class Guide:
    """The question asks for a step-by-step guide (hướng dẫn); ``text`` introduces it."""

    text: str
    guide: str
    choices: tuple[Choice, ...] = ()
    topic: str | None = None
    kind: Literal["guide"] = "guide"


@dataclass(frozen=True, slots=True)
class Clarify:
    """The question fits several things; ``text`` asks back, ``choices`` are the things."""

    text: str
    choices: tuple[Choice, ...] = ()
    topic: str | None = None
    kind: Literal["clarify"] = "clarify"


@dataclass(frozen=True, slots=True)
class Refuse:
    """An honest "not known here", with the reason and whom to ask."""

    text: str
    reason: Reason
    clauses: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    topic: str | None = None
    kind: Literal["refuse"] = "refuse"


@dataclass(frozen=True, slots=True)
class Chitchat:
    """Greetings, thanks, "bạn là ai": a friendly word, no fact."""

    text: str
    choices: tuple[Choice, ...] = ()
    topic: str | None = None
    kind: Literal["chitchat"] = "chitchat"


Outcome = Answer | Guide | Clarify | Refuse | Chitchat


def topic_after(outcome: Outcome, before: str | None) -> str | None:
    """What the conversation is about once ``outcome`` was told: an answer sets it, others leave it as it was."""
    return outcome.topic if isinstance(outcome, Answer) else outcome.topic or before

"""Which fact shall be corrected: buttons made from the pack."""

from __future__ import annotations

from aiogram.methods import SendMessage
from aiogram.types import Message

from handlers import words_of_corrections as words
from handlers.context import Turn
from handlers.replies import MAX_REF_BYTES, say
from knowledge.answering.facts.naming import short_name
from knowledge.answering.wording import label
from knowledge.correcting.model import CONTACT, field_of, fields_of, part_label
from knowledge.outcome import Choice
from knowledge.pack.loading import LoadedPack

A_PAGE = 6


def field_choices(loaded: LoadedPack) -> list[Choice]:
    """The launch's facts, the contact, and the way to all other activities."""
    launch = loaded.launch
    own = (
        [Choice(one.label, f"s:f:{one.key}") for one in fields_of(loaded, launch.key) if _fits(one.key)]
        if launch
        else []
    )
    contact = field_of(loaded.pack, CONTACT)
    others = [Choice(words.OTHERS, "s:others:0")] if len(loaded.pack.activities) > (1 if launch else 0) else []
    return [*own, Choice(contact.label, f"s:f:{contact.key}"), *others]


def _fits(key: str) -> bool:
    """Whether a key fits behind a button; a loaded pack may have longer ones."""
    return len(f"s:f:{key}".encode()) <= MAX_REF_BYTES


def choose(message: Message, turn: Turn, act: str, key: str) -> SendMessage:
    """``others`` shows a page of activities, ``a`` the facts of one."""
    loaded = turn.answerer.pack
    if act == "a":
        fields = fields_of(loaded, key)
        if not fields:
            return say(message, turn, words.GONE)
        name = short_name(loaded.activities[key])
        return say(
            message, turn, name, [Choice(part_label(one.part), f"s:f:{one.key}") for one in fields if _fits(one.key)]
        )
    first = int(key) * A_PAGE if key.isdecimal() and len(key) < 4 else 0
    others = [activity for activity in loaded.pack.activities if activity.kind != "launch"]
    choices = [
        Choice(label(short_name(one)), f"s:a:{one.key}") for one in others[first : first + A_PAGE] if _fits(one.key)
    ]
    if len(others) > first + A_PAGE:
        choices.append(Choice(words.MORE, f"s:others:{first // A_PAGE + 1}"))
    return say(message, turn, words.CHOOSE_ACTIVITY, choices)

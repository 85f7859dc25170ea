"""Somebody tells of a fraud: what to do now comes before everything else, also when a secret was typed with it."""

from __future__ import annotations

from typing import Any

from aiogram import Router
from aiogram.filters import Filter
from aiogram.methods import SendMessage
from aiogram.types import Message

from handlers import dialogue
from handlers.choosing import chosen
from handlers.context import Turn
from handlers.filters import MAX_QUESTION_CHARS
from handlers.first_contact import HELP_FIRST
from handlers.replies import say, show
from handlers.typed_commands import typed_command
from knowledge.answering.fraud import Fraud, fraud_help, fraud_in


class TellsOfFraud(Filter):
    """A typed story of a fraud, however long; the handler gets it as ``fraud``. Labels of buttons are none."""

    async def __call__(self, message: Message, turn: Turn) -> bool | dict[str, Any]:
        text = message.text
        if turn.is_answered_by_human:
            return False  # nobody speaks in between
        if text is None or typed_command(text) is not None or chosen(turn.conversation.menu, text) is not None:
            return False
        fraud = fraud_in(turn.scrubbed.text or text)
        return False if fraud is None else {"fraud": fraud, HELP_FIRST: True}


async def help_at_once(message: Message, turn: Turn, fraud: Fraud) -> list[SendMessage]:
    """The help; after it the warning about a secret that was typed with the story, or that the rest was too long."""
    found, after = turn.scrubbed.found, []
    if found:
        after.append(say(message, turn, dialogue.secret_warning(found)))
    elif len(message.text or "") > MAX_QUESTION_CHARS:
        after.append(say(message, turn, dialogue.too_long(MAX_QUESTION_CHARS)))
    return [show(message, turn, fraud_help(fraud)), *after]


def fraud_router() -> Router:
    """Before all others."""
    router = Router(name="fraud")
    router.message.register(help_at_once, TellsOfFraud())
    return router

"""What must be said before anything is answered: secrets were typed, the text is too long, or there is none."""

from __future__ import annotations

from aiogram import Router
from aiogram.methods import SendMessage
from aiogram.types import Message

from handlers import dialogue
from handlers.context import Turn
from handlers.filters import MAX_QUESTION_CHARS, NeedsCare
from handlers.replies import say, show


async def take_care(message: Message, turn: Turn) -> SendMessage | list[SendMessage]:
    """A warning after a secret, followed by the answer when the rest of the text asks for one."""
    if turn.scrubbed.found:
        return _warn(message, turn)
    if (message.text or "").strip():
        return say(message, turn, dialogue.too_long(MAX_QUESTION_CHARS))
    return say(message, turn, dialogue.EMPTY)


def _warn(message: Message, turn: Turn) -> SendMessage | list[SendMessage]:
    warning = say(message, turn, dialogue.secret_warning(turn.scrubbed.found))
    question = turn.scrubbed.words
    if turn.standing.pause is not None or not question or len(question) > MAX_QUESTION_CHARS:
        return warning
    outcome = turn.answerer.answer(question, turn.now, turn.conversation.topic)
    return [warning, show(message, turn, outcome)] if outcome.kind in ("answer", "guide") else warning


def safety_router() -> Router:
    """Over-long, empty, or with a secret."""
    router = Router(name="safety")
    router.message.register(take_care, NeedsCare())
    return router

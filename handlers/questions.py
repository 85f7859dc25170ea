"""Free questions: the text goes to the answerer, the outcome comes back as a reply."""

from __future__ import annotations

from aiogram import Router
from aiogram.methods import SendMessage
from aiogram.types import Message

from handlers import dialogue
from handlers.context import Turn
from handlers.filters import IsText, PlainQuestion
from handlers.menus import main_choices
from handlers.replies import say, show


async def ask(message: Message, turn: Turn, first_contact: bool) -> SendMessage | list[SendMessage]:
    """A plain question. A greeting at first contact is answered by the welcome alone."""
    outcome = turn.answerer.answer(message.text or "", turn.now, turn.conversation.topic)
    if first_contact and outcome.kind == "chitchat":
        return []
    return show(message, turn, outcome)


async def puzzle_over_number(message: Message, turn: Turn) -> SendMessage:
    """A number that is in no open menu."""
    return say(message, turn, dialogue.NO_SUCH_NUMBER, main_choices(turn))


def questions_router() -> Router:
    """The way most messages take; its filter leaves out whatever is not a plain question."""
    router = Router(name="questions")
    router.message.register(ask, PlainQuestion())
    return router


def numbers_router() -> Router:
    """What is left of the texts: bare numbers that choose nothing."""
    router = Router(name="numbers")
    router.message.register(puzzle_over_number, IsText())
    return router

"""/homnay: how much was asked today, without naming anybody."""

from __future__ import annotations

from aiogram import Router
from aiogram.methods import SendMessage
from aiogram.types import Message

from handlers import words_of_questions as words
from handlers.context import Turn
from handlers.filters import OrganiserCommands
from handlers.replies import say
from scheduler.organisers import Organiser
from scheduler.questions import start_of_day


async def show_today(message: Message, turn: Turn, me: Organiser) -> SendMessage:
    """/homnay"""
    counts = await turn.records.questions.counts(turn.locality, start_of_day(turn.now), turn.now)
    return say(message, turn, words.today(counts, turn.now))


def todays_counts_router() -> Router:
    """Counts for organisers."""
    router = Router(name="today's counts")
    router.message.register(show_today, OrganiserCommands("today"))
    return router

"""/tamdung stops all answers of the locality at once, /tieptuc lets them go on; citizens are told, once an hour."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from aiogram import BaseMiddleware, Router
from aiogram.methods import SendMessage
from aiogram.types import CallbackQuery, Message, TelegramObject

from handlers import words_of_pausing as words
from handlers.context import Turn
from handlers.filters import OrganiserCommands, OrganiserPicks
from handlers.replies import notify_others, say
from knowledge.outcome import Choice
from scheduler.organisers import Organiser
from scheduler.pausing import TOLD_EVERY, EndPause, StartPause


class Silence(BaseMiddleware):
    """While the locality is paused its handlers are not called for citizens; an organiser can still try answers."""

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        turn: Turn = data["turn"]
        pause = turn.standing.pause
        if pause is None or turn.standing.organiser_at(turn.person.address_id, turn.now):
            return await handler(event, data)
        turn.outcome = "paused"
        message = event.message if isinstance(event, CallbackQuery) else event
        told_at = turn.conversation.pause_told_at
        if not isinstance(message, Message) or (told_at and pause.since <= told_at > turn.now - TOLD_EVERY):
            return []
        turn.conversation = replace(turn.conversation, pause_told_at=turn.now)
        return say(message, turn, words.notice(turn.answerer.pack, pause))


def silent_while_paused(router: Router) -> Router:
    """The router, whose handlers are not called for citizens while the locality is paused."""
    router.message.middleware(Silence())
    router.callback_query.middleware(Silence())
    return router


async def ask_to_pause(message: Message, turn: Turn, me: Organiser) -> SendMessage:
    """/tamdung"""
    if (pause := turn.standing.pause) is not None:
        by = turn.standing.organiser(pause.by)
        return say(message, turn, words.already_paused(pause, by.name if by else "Một người tổ chức"))
    return say(message, turn, words.SURE, [Choice(words.YES_PAUSE, "p:pause"), Choice(words.NO_PAUSE, "p:keep")])


async def pick(event: Message | CallbackQuery, turn: Turn, me: Organiser, ref: str) -> SendMessage | list[SendMessage]:
    """The second tap."""
    message = event.message if isinstance(event, CallbackQuery) else event
    if not isinstance(message, Message):
        return []
    if ref != "p:pause":
        return say(message, turn, words.NOT_PAUSED)
    turn.standing = await turn.work.alone()
    if turn.standing.organiser(me.id) is None or turn.standing.pause is not None:
        return say(message, turn, words.PAUSED if turn.standing.pause else words.NOT_PAUSED)
    turn.work.change(StartPause(turn.locality, me.id, turn.now))
    notify_others(turn, me, words.told_of_pause(me.name))
    return say(message, turn, words.PAUSED)


async def resume(message: Message, turn: Turn, me: Organiser) -> SendMessage:
    """/tieptuc"""
    turn.standing = await turn.work.alone()
    if turn.standing.organiser(me.id) is None or turn.standing.pause is None:
        return say(message, turn, words.WAS_NOT_PAUSED)
    turn.work.change(EndPause(turn.locality, me.id, turn.now))
    notify_others(turn, me, words.told_of_resuming(me.name))
    return say(message, turn, words.RESUMED)


def pausing_router() -> Router:
    """Commands and buttons of organisers about pausing."""
    router = Router(name="pausing")
    router.message.register(ask_to_pause, OrganiserCommands("pause"))
    router.message.register(resume, OrganiserCommands("resume"))
    router.message.register(pick, OrganiserPicks("p:"))
    router.callback_query.register(pick, OrganiserPicks("p:"))
    return router

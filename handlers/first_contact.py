"""First contact: whatever the first message is, the welcome comes first and the answer to it right after; only help
that cannot wait comes before the welcome. That it was shown, and with which words, is recorded."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from aiogram import BaseMiddleware
from aiogram.methods import SendMessage
from aiogram.types import CallbackQuery, Message, TelegramObject

from handlers import dialogue
from handlers.context import Turn
from handlers.menus import main_choices
from handlers.replies import say
from scheduler.consent import Consent, Purpose, RecordConsent

Replies = SendMessage | list[SendMessage]

HELP_FIRST = "help_first"
"""What a filter hands on with a message whose answer cannot wait."""


class FirstContact(BaseMiddleware):
    """Puts the welcome before a newcomer's first replies; tells handlers by ``first_contact``."""

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Replies]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Replies:
        turn: Turn = data["turn"]
        data["first_contact"] = not turn.conversation.welcomed
        message = event.message if isinstance(event, CallbackQuery) else event
        if turn.conversation.welcomed or not isinstance(message, Message):
            return await handler(event, data)
        urgent = HELP_FIRST in data
        choices = [] if urgent else main_choices(turn)  # the help's buttons stay the newest menu
        text = dialogue.welcome(turn.answerer.pack, turn.claimed)
        welcome = say(message, turn, text, choices)
        shown = Consent(Purpose.NOTICE, turn.person.account.channel, text, turn.now)
        turn.work.change(RecordConsent(turn.person.address_id, shown))
        turn.conversation = replace(turn.conversation, welcomed=True)
        replies = await handler(event, data)
        answer = replies if isinstance(replies, list) else [replies]
        return [*answer, welcome] if urgent else [welcome, *answer]

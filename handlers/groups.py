"""Being added to a group: a short note who we are and what we read there."""

from __future__ import annotations

from dataclasses import replace

from aiogram import Router
from aiogram.methods import SendMessage
from aiogram.types import ChatMemberUpdated

from handlers import dialogue
from handlers.context import Turn
from scheduler.consent import Consent, Purpose, RecordConsent


async def introduce(change: ChatMemberUpdated, turn: Turn) -> SendMessage:
    """The note stands for the welcome: a group is not welcomed again."""
    turn.conversation = replace(turn.conversation, welcomed=True)
    text = dialogue.group_note(turn.answerer.pack, turn.claimed)
    shown = Consent(Purpose.NOTICE, turn.person.account.channel, text, turn.now)
    turn.work.change(RecordConsent(turn.person.address_id, shown))
    return change.answer(text)


def groups_router() -> Router:
    """Our own coming into a group; channels hand on nothing else of this kind."""
    router = Router(name="groups")
    router.my_chat_member.register(introduce)
    return router

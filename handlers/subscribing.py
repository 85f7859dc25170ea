"""News: agreeing to them (đăng ký nhận tin) below the text one agrees to, and stopping (dừng)."""

from __future__ import annotations

from aiogram import Router
from aiogram.methods import SendMessage
from aiogram.types import CallbackQuery, Message

from handlers import dialogue
from handlers import words_of_rights as words
from handlers.context import Turn
from handlers.filters import Commands, Picks
from handlers.replies import message_of, say
from knowledge.outcome import Choice
from scheduler.consent import Consent, Purpose, RecordConsent, WithdrawConsents, mark_of


async def subscribe(message: Message, turn: Turn) -> SendMessage:
    """/dangky: the text and two buttons."""
    if message.chat.type != "private":
        return say(message, turn, words.PRIVATELY)
    if await _agreed(turn):
        return say(message, turn, words.AGREED_ALREADY)
    return _ask(message, turn)


async def decide(event: Message | CallbackQuery, turn: Turn, ref: str) -> SendMessage | list[SendMessage]:
    """``n:yes:MARK`` agrees to the text with that mark, ``n:no`` to nothing; a text that has changed is shown anew."""
    message = message_of(event)
    if message is None:
        return []
    text = words.consent_text(turn.answerer.pack, turn.claimed)
    if ref == "n:no":
        return say(message, turn, words.DECLINED)
    if ref != f"n:yes:{mark_of(text)}":
        return _ask(message, turn)
    consent = Consent(Purpose.NEWS, turn.person.account.channel, text, turn.now)
    turn.work.change(RecordConsent(turn.person.address_id, consent))
    return say(message, turn, words.AGREED)


async def stop(message: Message, turn: Turn) -> SendMessage:
    """/dung: every consent ends. Besides, nothing is sent unasked."""
    if not await _agreed(turn):
        return say(message, turn, dialogue.STOPPED)
    turn.work.change(WithdrawConsents(turn.person.address_id, turn.now))
    return say(message, turn, words.WITHDRAWN)


def _ask(message: Message, turn: Turn) -> SendMessage:
    text = words.consent_text(turn.answerer.pack, turn.claimed)
    return say(message, turn, text, [Choice(words.AGREE, f"n:yes:{mark_of(text)}"), Choice(words.DECLINE, "n:no")])


async def _agreed(turn: Turn) -> bool:
    return any(one.stands for one in await turn.records.rights.consents.of(turn.person.address_id))


def subscribing_router() -> Router:
    """/dangky, /dung and the two buttons."""
    router = Router(name="subscribing")
    router.message.register(subscribe, Commands("subscribe"))
    router.message.register(stop, Commands("stop"))
    router.message.register(decide, Picks("n:"))
    router.callback_query.register(decide, Picks("n:"))
    return router

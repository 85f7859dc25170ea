"""Requests about one's data that only a human can settle: taken from citizens, shown to organisers with their dates."""

from __future__ import annotations

from aiogram import Router
from aiogram.methods import SendMessage
from aiogram.types import CallbackQuery, Message

from handlers import organiser_words
from handlers import words_of_rights as words
from handlers.context import Turn
from handlers.filters import OrganiserCommands, OrganiserPicks
from handlers.replies import MAX_CHOICES, message_of, notify, say
from knowledge.outcome import Choice
from scheduler.organisers import Organiser
from scheduler.rights import AnswerRequest, AskRight, Request, Right, SettleRequest, answer_on, settle_on
from scheduler.working_days import local_date


async def take(message: Message, turn: Turn, right: Right) -> SendMessage:
    """A citizen asks: organisers are told the kind and the dates. Without an organiser nothing is noted, the citizen
    is told where to go."""
    if message.chat.type != "private":
        return say(message, turn, words.PRIVATELY)
    standing = await turn.work.alone()
    if not standing.claimed:
        return say(message, turn, words.nobody_to_ask(turn.answerer.pack, right))
    for one in await turn.records.rights.requests.open_ones(turn.locality):
        if (one.address_id, one.right) == (turn.person.address_id, right):
            return say(message, turn, words.request_known(right, one.settle_on))
    answer, settle = answer_on(turn.now), settle_on(right, turn.now)
    turn.work.change(AskRight(turn.locality, turn.person.address_id, right, turn.now, answer, settle))
    for organiser in standing.organisers:
        for address_id in organiser.addresses(turn.now):
            notify(turn, address_id, words.request_came(right, answer, settle))
    return say(message, turn, words.request_taken(right, answer, settle))


async def show_or_answer(message: Message, turn: Turn, me: Organiser, payload: str) -> SendMessage:
    """/yeucau lists what is open; /yeucau SỐ LỜI sends an answer to whoever asked."""
    number, _, answer = payload.partition(" ")
    if number.isdecimal() and answer.strip():
        return await _answer(message, turn, me, int(number), answer.strip())
    open_ones = await turn.records.rights.requests.open_ones(turn.locality)
    if not open_ones:
        return say(message, turn, words.NO_REQUESTS)
    choices = [Choice(words.settle_label(one.id), f"r:settle:{one.id}") for one in open_ones[:MAX_CHOICES]]
    return say(message, turn, words.open_requests(open_ones, local_date(turn.now)), choices)


async def settle(
    event: Message | CallbackQuery, turn: Turn, me: Organiser, ref: str
) -> SendMessage | list[SendMessage]:
    """``r:settle:ID``: it is done, and whoever asked is told."""
    message = message_of(event)
    if message is None:
        return []
    if _needs_code(turn, me):
        return say(message, turn, organiser_words.NEEDS_CODE)
    number = ref.rpartition(":")[2]
    request = await _open(turn, int(number)) if number.isdecimal() else None
    if request is None:
        return say(message, turn, words.NOT_OPEN)
    turn.work.change(SettleRequest(turn.locality, request.id, me.id, turn.now))
    notify(turn, request.address_id, words.settled_for_you(request.right))
    return say(message, turn, words.settled(request.id))


async def _answer(message: Message, turn: Turn, me: Organiser, number: int, answer: str) -> SendMessage:
    if _needs_code(turn, me):
        return say(message, turn, organiser_words.NEEDS_CODE)
    request = await _open(turn, number)
    if request is None:
        return say(message, turn, words.NOT_OPEN)
    turn.work.change(AnswerRequest(turn.locality, request.id, me.id, turn.now))
    notify(turn, request.address_id, words.answer_of(request.right, answer))
    return say(message, turn, words.answer_relayed(request.id))


async def _open(turn: Turn, number: int) -> Request | None:
    await turn.work.alone()
    open_ones = await turn.records.rights.requests.open_ones(turn.locality)
    return next((one for one in open_ones if one.id == number), None)


def _needs_code(turn: Turn, me: Organiser) -> bool:
    session = me.session_at(turn.person.address_id, turn.now)
    return session is None or session.needs_code(turn.now)


def data_requests_router() -> Router:
    """/yeucau and its buttons; citizens ask by plain words (`handlers.wishes`)."""
    router = Router(name="data requests")
    router.message.register(show_or_answer, OrganiserCommands("requests"))
    router.message.register(settle, OrganiserPicks("r:"))
    router.callback_query.register(settle, OrganiserPicks("r:"))
    return router

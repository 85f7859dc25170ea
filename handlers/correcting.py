"""/sua corrects a fact: chosen by buttons, typed, previewed, and in force once another organiser agrees."""

from __future__ import annotations

from aiogram import Router
from aiogram.methods import SendMessage
from aiogram.types import CallbackQuery, Message

from handlers import organiser_words
from handlers import words_of_corrections as words
from handlers.choosing_field import choose, field_choices
from handlers.context import Turn
from handlers.deciding import decide, list_corrections
from handlers.filters import FillsForm, OrganiserCommands, OrganiserPicks
from handlers.proposals import decision_choices, effect_of, is_alone, needs_code, what_of
from handlers.replies import ask, notify_others, say, with_form
from knowledge.correcting.model import NoSuchField, field_of
from knowledge.correcting.typed import BadValue, read_value
from knowledge.correcting.wording import current_value
from knowledge.outcome import Choice
from scheduler.corrections import Proposal, Propose, new_key
from scheduler.organisers import Organiser

FORM = "correct"


async def begin(message: Message, turn: Turn, me: Organiser) -> SendMessage:
    """/sua; on a web page the personal code first, so that nobody types a form in vain."""
    if needs_code(turn, me):
        return say(message, turn, organiser_words.NEEDS_CODE)
    return say(message, turn, words.CHOOSE, field_choices(turn.answerer.pack))


async def take_value(message: Message, turn: Turn, me: Organiser, filled: tuple[str, ...]) -> SendMessage:
    """The new value, typed: previewed, or asked for again."""
    field, text = filled[0], message.text or ""
    loaded = turn.answerer.pack
    if turn.scrubbed.found:
        return ask(message, turn, (FORM, field), words.NUMBER_TYPED)
    try:
        value = read_value(loaded, field, text, turn.now)
    except BadValue as bad:
        return ask(message, turn, (FORM, field), words.fault(bad.fault))
    except NoSuchField:
        return say(message, turn, words.GONE)
    proposal = Proposal("", field, value, me.id, turn.now)
    changed, told = await effect_of(turn, proposal)
    if not changed:
        return say(message, turn, words.NO_CHANGE)
    known = words.preview(what_of(turn, proposal), changed, told, is_alone(turn))
    choices = [Choice(words.YES, "s:yes"), Choice(words.AGAIN, f"s:f:{field}"), Choice(words.NO, "s:no")]
    return ask(message, turn, (FORM, field, value), known, choices)


async def pick(event: Message | CallbackQuery, turn: Turn, me: Organiser, ref: str) -> SendMessage | list[SendMessage]:
    """The buttons of all this."""
    message = event.message if isinstance(event, CallbackQuery) else event
    if not isinstance(message, Message):
        return []
    act, _, key = ref.removeprefix("s:").partition(":")
    if act == "no":
        return say(message, turn, words.LEFT)
    if act == "f":
        return _ask_value(message, turn, key)
    if act == "yes":
        return await _send(message, turn, me)
    if act in ("a", "others"):
        return choose(message, turn, act, key)
    if needs_code(turn, me):
        return say(message, turn, organiser_words.NEEDS_CODE)
    return await decide(message, turn, me, act, key)


def _ask_value(message: Message, turn: Turn, key: str) -> SendMessage:
    pack = turn.answerer.pack.pack
    try:
        field = field_of(pack, key)
    except NoSuchField:
        return say(message, turn, words.GONE)
    return ask(message, turn, (FORM, key), words.ask_value(field.label, field.part, current_value(pack, key)))


async def _send(message: Message, turn: Turn, me: Organiser) -> SendMessage:
    """Confirmed by the proposer: what is in the form, and nothing that a forged button says."""
    form = turn.conversation.form
    if len(form) != 3 or form[0] != FORM:
        return say(message, turn, words.GONE)
    if needs_code(turn, me):
        return with_form(message, turn, organiser_words.NEEDS_CODE)
    turn.standing = await turn.work.alone()
    if turn.standing.organiser(me.id) is None:
        return say(message, turn, words.GONE)
    proposal = Proposal(new_key(), form[1], form[2], me.id, turn.now)
    what = what_of(turn, proposal)
    turn.work.change(Propose(turn.locality, proposal.key, form[1], form[2], what, me.id, turn.now))
    alone = is_alone(turn)
    if not alone:
        changed, told = await effect_of(turn, proposal)
        text = words.asks(me.name, what, words.effect(changed, told))
        notify_others(turn, me, text, decision_choices(proposal.key))
    return say(message, turn, words.sent(proposal.key, turn.locality, alone))


async def leave(message: Message, turn: Turn, me: Organiser) -> SendMessage:
    """/huy"""
    return say(message, turn, words.LEFT if turn.conversation.form else words.NOTHING_IN_HAND)


def correcting_router() -> Router:
    """Commands and buttons of organisers about corrections."""
    router = Router(name="correcting")
    router.message.register(begin, OrganiserCommands("correct"))
    router.message.register(list_corrections, OrganiserCommands("corrections"))
    router.message.register(leave, OrganiserCommands("cancel"))
    router.message.register(pick, OrganiserPicks("s:"))
    router.callback_query.register(pick, OrganiserPicks("s:"))
    return router


def value_forms_router() -> Router:
    """The new value, typed. Before the questions, which would search the plan for it."""
    router = Router(name="new values")
    router.message.register(take_value, FillsForm(FORM))
    return router

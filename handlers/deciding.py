"""/suadoi lists corrections; another organiser agrees or not, the proposer withdraws, anybody asks to revoke."""

from __future__ import annotations

from dataclasses import replace

from aiogram.methods import SendMessage
from aiogram.types import Message

from handlers import words_of_corrections as words
from handlers.context import Turn
from handlers.proposals import decision_choices, effect_of, is_alone, what_of
from handlers.replies import notify_others, say
from knowledge.correcting.model import NoSuchField
from knowledge.outcome import Choice
from scheduler.corrections import Approve, AskRevoke, Decline, Proposal
from scheduler.organisers import Organiser


async def list_corrections(message: Message, turn: Turn, me: Organiser) -> SendMessage:
    """/suadoi"""
    names = {one.id: one.name for one in turn.standing.organisers}
    lines, choices = [], list[Choice]()
    for number, one in enumerate(turn.standing.corrections, start=1):
        lines.append(words.line(number, one, _what(turn, one), names))
        choices += _choices_of(one, number, me)
    return say(message, turn, words.listed(lines), choices) if lines else say(message, turn, words.NONE)


def _choices_of(one: Proposal, number: int, me: Organiser) -> list[Choice]:
    if not one.waits:
        return [Choice(words.choice_label(words.REVOKE, number), f"s:revoke:{one.key}")]
    if one.asked_by == me.id:
        return [Choice(words.choice_label(words.WITHDRAW, number), f"s:withdraw:{one.key}")]
    return [Choice(words.choice_label(choice.label, number), choice.ref) for choice in decision_choices(one.key)]


async def decide(message: Message, turn: Turn, me: Organiser, act: str, key: str) -> SendMessage:
    """``ok``, ``decline``, ``withdraw`` or ``revoke`` of the proposal with this key, as it stands at this moment."""
    turn.standing = await turn.work.alone()
    one = next((one for one in turn.standing.corrections if one.key == key), None)
    if one is None or turn.standing.organiser(me.id) is None or one.waits == (act == "revoke"):
        return say(message, turn, words.GONE)
    if act == "revoke":
        return await _ask_to_revoke(message, turn, me, one)
    if act in ("ok", "decline") and one.asked_by == me.id:
        return say(message, turn, words.NOT_YOUR_OWN)
    if act == "ok":
        return await _approve(message, turn, me, one)
    if act == "decline" or (act == "withdraw" and one.asked_by == me.id):
        return _decline(message, turn, me, one)
    return say(message, turn, words.GONE)


async def _approve(message: Message, turn: Turn, me: Organiser, one: Proposal) -> SendMessage:
    _, told = await effect_of(turn, one)
    text = words.approved(me.name, _what(turn, one), told)
    turn.work.change(Approve(turn.locality, one.key, turn.now, me.id))
    notify_others(turn, me, text)
    return say(message, turn, text)


def _decline(message: Message, turn: Turn, me: Organiser, one: Proposal) -> SendMessage:
    said = words.withdrawn if one.asked_by == me.id else words.declined
    text = said(me.name, _what(turn, one))
    turn.work.change(Decline(turn.locality, one.key, me.id, turn.now))
    notify_others(turn, me, text)
    return say(message, turn, text)


async def _ask_to_revoke(message: Message, turn: Turn, me: Organiser, one: Proposal) -> SendMessage:
    turn.work.change(AskRevoke(turn.locality, one.key, me.id, turn.now))
    asked = replace(one, revoked_by=me.id)
    alone = is_alone(turn)
    if not alone:
        changed, told = await effect_of(turn, asked)
        notify_others(
            turn, me, words.asks(me.name, _what(turn, asked), words.effect(changed, told)), decision_choices(one.key)
        )
    return say(message, turn, words.sent(one.key, turn.locality, alone))


def _what(turn: Turn, one: Proposal) -> str:
    """What it says; of a field that the pack in force has no more, its key."""
    try:
        return what_of(turn, one)
    except NoSuchField:
        return f"{one.field}: {one.value}"

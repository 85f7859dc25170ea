"""A code typed: somebody becomes an organiser (nhận quyền), or signs in with their personal code."""

from __future__ import annotations

import datetime as dt
from typing import Any

from aiogram import Router
from aiogram.filters import Filter
from aiogram.methods import SendMessage
from aiogram.types import Message

from handlers import organiser_words as words
from handlers.context import Turn
from handlers.replies import notify, say, with_form
from scheduler.codes import TRIES, TRIES_WITHIN, code_in, hash_code, new_code
from scheduler.organisers import Invitation, Join, SignIn, WrongCode, session_until


class TypesCode(Filter):
    """A message that is one of this locality's codes by its form; the handler gets it as ``code``."""

    async def __call__(self, message: Message, turn: Turn) -> bool | dict[str, Any]:
        code = code_in(message.text or "", turn.locality)
        return False if code is None else {"code": code}


async def take_code(message: Message, turn: Turn, code: str) -> SendMessage:
    """Five wrong codes an hour, whatever they were tried for. In a group nobody becomes anything: all its members
    would, and all of them would read the personal code."""
    if message.chat.type != "private":
        return say(message, turn, words.CODE_IN_PRIVATE)
    standing = await turn.work.alone()
    since = turn.now - TRIES_WITHIN
    if await turn.records.organisers.wrong_codes(turn.person.address_id, since) >= TRIES:
        return say(message, turn, words.TOO_MANY_CODES)
    hashed = hash_code(code, turn.records.key)
    organiser_id = await turn.records.organisers.by_code(turn.locality, hashed)
    if organiser_id is not None:
        turn.work.change(SignIn(turn.locality, organiser_id, turn.person.address_id, turn.now, _until(turn)))
        return with_form(message, turn, words.SIGNED_IN)
    invitation = await turn.records.organisers.invitation(turn.locality, hashed, turn.now)
    if invitation is None:
        turn.work.change(WrongCode(turn.person.address_id, turn.now))
        return say(message, turn, words.WRONG_CODE)
    if standing.organiser_at(turn.person.address_id, turn.now):
        return say(message, turn, words.ALREADY)
    turn.standing = standing
    return _join(message, turn, invitation)


def _join(message: Message, turn: Turn, invitation: Invitation) -> SendMessage:
    personal = new_code(turn.locality)
    turn.work.hide(personal)
    turn.work.change(
        Join(
            turn.locality,
            invitation,
            turn.person.address_id,
            hash_code(personal, turn.records.key),
            turn.now,
            _until(turn),
        )
    )
    for other in turn.standing.organisers:
        for address_id in other.addresses(turn.now):
            notify(turn, address_id, words.told_of_newcomer(invitation.name))
    first = not turn.standing.claimed
    return say(message, turn, words.joined(turn.answerer.pack, invitation.name, personal, first))


def _until(turn: Turn) -> dt.datetime | None:
    return session_until(turn.person.account.channel, turn.now)


def claiming_router() -> Router:
    """Codes."""
    router = Router(name="claiming")
    router.message.register(take_code, TypesCode())
    return router

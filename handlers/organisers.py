"""Organisers among themselves: who they are, inviting, removing, signing out, the audit.

Every handler gets ``me``, the organiser who is signed in where this came from: the filters ask the standing for it, so
a command or a button of theirs in anybody else's hands is none.
"""

from __future__ import annotations

from aiogram import Router
from aiogram.methods import SendMessage
from aiogram.types import CallbackQuery, Message

from handlers import organiser_words as words
from handlers.context import Turn
from handlers.filters import OrganiserCommands, OrganiserPicks
from handlers.handover import leave
from handlers.replies import notify, say
from knowledge.outcome import Choice
from scheduler.codes import VALID_FOR, hash_code, new_code
from scheduler.organisers import Invite, Organiser, Remove, Rename, RenewCode, SignOut


async def show_powers(message: Message, turn: Turn, me: Organiser) -> SendMessage:
    """/quanly"""
    return say(message, turn, words.powers(turn.answerer.pack))


async def show_people(message: Message, turn: Turn, me: Organiser) -> SendMessage:
    """/nguoitochuc"""
    choices = [Choice(words.remove_label(one.name), f"o:remove:{one.id}") for one in turn.standing.organisers]
    return say(message, turn, words.people(turn.standing.organisers, me), choices)


async def invite(message: Message, turn: Turn, me: Organiser, payload: str) -> SendMessage:
    """/moi Tên"""
    name = " ".join(payload.split())[: words.NAME_CHARS]
    if not name:
        return say(message, turn, words.INVITE_WHOM)
    if (await turn.work.alone()).organiser(me.id) is None:
        return say(message, turn, words.YOU_WERE_REMOVED)
    code = new_code(turn.locality)
    expires_at = turn.now + VALID_FOR
    turn.work.hide(code)
    turn.work.change(Invite(turn.locality, hash_code(code, turn.records.key), name, turn.now, expires_at, me.id))
    return say(message, turn, words.invited(name, code, expires_at))


async def rename(message: Message, turn: Turn, me: Organiser, payload: str) -> SendMessage:
    """/ten Tên"""
    name = " ".join(payload.split())[: words.NAME_CHARS]
    if not name:
        return say(message, turn, words.NAME_WHICH)
    turn.work.change(Rename(turn.locality, me.id, name, turn.now))
    return say(message, turn, words.renamed(name))


async def renew_code(message: Message, turn: Turn, me: Organiser) -> SendMessage:
    """/mamoi: for who lost the personal code, or fears that somebody has read it."""
    if message.chat.type != "private":
        return say(message, turn, words.CODE_IN_PRIVATE)
    code = new_code(turn.locality)
    turn.work.hide(code)
    turn.work.change(RenewCode(turn.locality, me.id, hash_code(code, turn.records.key), turn.now))
    return say(message, turn, words.renewed(code))


async def sign_out(message: Message, turn: Turn, me: Organiser) -> SendMessage:
    """/thoat"""
    leave(turn, me, turn.person.address_id)
    turn.work.change(SignOut(turn.locality, me.id, turn.now, turn.person.address_id))
    return say(message, turn, words.SIGNED_OUT)


async def sign_out_everywhere(message: Message, turn: Turn, me: Organiser) -> SendMessage:
    """/thoathet"""
    leave(turn, me)
    turn.work.change(SignOut(turn.locality, me.id, turn.now))
    return say(message, turn, words.SIGNED_OUT_EVERYWHERE)


async def show_audit(message: Message, turn: Turn, me: Organiser) -> SendMessage:
    """/nhatky"""
    lines = await turn.records.audit.newest(turn.locality)
    broken = await turn.records.audit.first_broken(turn.locality)
    names = {one.id: one.name for one in turn.standing.organisers}
    return say(message, turn, words.audit(lines, names, broken))


async def pick(event: Message | CallbackQuery, turn: Turn, me: Organiser, ref: str) -> SendMessage | list[SendMessage]:
    """``o:remove:ID`` asks once more, ``o:removed:ID`` removes, ``o:keep`` leaves everything as it is."""
    message = event.message if isinstance(event, CallbackQuery) else event
    if not isinstance(message, Message):
        return []
    _, act, *rest = ref.split(":")
    key = int(rest[0]) if rest and rest[0].isdecimal() else 0
    if act not in ("remove", "removed"):
        return say(message, turn, words.KEPT)
    standing = await turn.work.alone()
    other, me_now = standing.organiser(key), standing.organiser(me.id)
    if other is None or me_now is None:
        return say(message, turn, words.NOT_THERE)
    if act == "remove":
        sure = (
            words.sure_to_leave(turn.answerer.pack, len(standing.organisers) == 1)
            if key == me.id
            else words.sure_to_remove(other.name)
        )
        return say(message, turn, sure, [Choice(words.YES_REMOVE, f"o:removed:{key}"), Choice(words.NO_KEEP, "o:keep")])
    turn.standing = standing
    leave(turn, other)
    turn.work.change(Remove(turn.locality, key, turn.now, me.id))
    if key == me.id:
        return say(message, turn, words.YOU_LEFT)
    for address_id in other.addresses(turn.now):
        notify(turn, address_id, words.YOU_WERE_REMOVED)
    return say(message, turn, words.removed(other.name))


def organisers_router() -> Router:
    """Commands and buttons of organisers about each other."""
    router = Router(name="organisers")
    router.message.register(show_powers, OrganiserCommands("powers"))
    router.message.register(show_people, OrganiserCommands("organisers"))
    router.message.register(invite, OrganiserCommands("invite"))
    router.message.register(rename, OrganiserCommands("rename"))
    router.message.register(renew_code, OrganiserCommands("renew_code"))
    router.message.register(sign_out, OrganiserCommands("sign_out"))
    router.message.register(sign_out_everywhere, OrganiserCommands("sign_out_everywhere"))
    router.message.register(show_audit, OrganiserCommands("audit"))
    router.message.register(pick, OrganiserPicks("o:"))
    router.callback_query.register(pick, OrganiserPicks("o:"))
    return router

"""Hand-over (chuyển cho người thật): asking, taking, relaying both ways, ending. The machine is silent in between."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any

from aiogram import Router
from aiogram.filters import Filter
from aiogram.methods import SendMessage
from aiogram.types import CallbackQuery, Message

from handlers import dialogue, organiser_words
from handlers import words_of_handover as words
from handlers.answering_for_all import offer_for_all
from handlers.context import Turn
from handlers.filters import OrganiserCommands, OrganiserPicks, Picks, needs_code
from handlers.menus import main_choices
from handlers.replies import notify, say
from handlers.typed_commands import typed_command
from knowledge.outcome import Choice
from scheduler.codes import without_codes
from scheduler.duty import BadHours, a_working_day_after, read_hours
from scheduler.handover import AskHuman, EndHandover, Handover, HumanAnswered, SetDuty, TakeOver
from scheduler.organisers import Organiser

ASK = Choice(dialogue.ASK_HUMAN, "h:ask")
RELAYED_CHARS = 3000
"""A longer text is sent back: with a name before it, it would not fit into one message of every platform."""
HIDDEN_CODE = "[mã]"
SHOWN_LINES = 10
"""So much of the transcript a human gets to read."""


# --- the citizen ------------------------------------------------------------------------------------------------------


def offer(message: Message, turn: Turn) -> SendMessage:
    """What pressing "Hỏi người thật", or saying so, brings: a question first, or why nobody can be reached."""
    pack, standing = turn.answerer.pack, turn.standing
    if not standing.claimed:
        return say(message, turn, words.nobody_here(pack))
    if message.chat.type != "private":
        return say(message, turn, words.NOT_IN_GROUPS)
    if standing.handover_of(turn.person.address_id):
        return say(message, turn, words.ALREADY_WAITING)
    if not standing.on_duty(turn.now):
        return say(message, turn, words.nobody_on_duty(pack, _opens_at(turn)))
    choices = [Choice(words.YES_HAND_OVER, "h:yes"), Choice(words.NO_STAY, "h:no")]
    return say(message, turn, words.sure(pack), choices)


def _opens_at(turn: Turn) -> dt.datetime | None:
    openings = (one.hours.next_opening(turn.now) for one in turn.standing.organisers if one.addresses(turn.now))
    return min((at for at in openings if at is not None), default=None)


async def decide(event: Message | CallbackQuery, turn: Turn, ref: str) -> SendMessage | list[SendMessage]:
    """``h:ask`` asks, ``h:yes`` hands over, ``h:no`` stays."""
    message = event.message if isinstance(event, CallbackQuery) else event
    if not isinstance(message, Message):
        return []
    if ref == "h:no":
        return say(message, turn, words.STAYED)
    if ref == ASK.ref:
        return offer(message, turn)
    if ref != "h:yes":
        return say(message, turn, dialogue.GONE_BUTTON, main_choices(turn))
    turn.standing = await turn.work.alone()
    return await _hand_over(message, turn)


async def _hand_over(message: Message, turn: Turn) -> SendMessage:
    here, on_duty = turn.person.address_id, turn.standing.on_duty(turn.now)
    if not on_duty or turn.standing.handover_of(here) or message.chat.type != "private":
        return offer(message, turn)
    turn.work.quote(here)
    key, due_at = secrets.token_hex(6), a_working_day_after(turn.now)
    turn.outcome = "handed_over"
    turn.work.change(AskHuman(turn.locality, key, here, turn.now, due_at))
    request = words.request(await _transcript(turn, here), due_at)
    for organiser in on_duty:
        for address_id in organiser.addresses(turn.now):
            if address_id != here:
                notify(turn, address_id, request, [Choice(words.TAKE, f"t:{key}")])
    return say(message, turn, words.HANDED_OVER)


async def _transcript(turn: Turn, address_id: int) -> list[tuple[bool, str]]:
    return [(line.theirs, line.text) for line in await turn.records.transcripts.newest(address_id, SHOWN_LINES)]


class InHandover(Filter):
    """A citizen's message or button while a hand-over of theirs is open; the handler gets it as ``open``."""

    async def __call__(self, event: Message | CallbackQuery, turn: Turn) -> bool | dict[str, Any]:
        found = turn.standing.handover_of(turn.person.address_id)
        if found is None or _is_of_ones_data(event):
            return False
        return {"open": found}


def _is_of_ones_data(event: Message | CallbackQuery) -> bool:
    """Seeing and erasing one's data is between a person and the machine, also while a human answers."""
    if isinstance(event, CallbackQuery):
        return (event.data or "").startswith("x:")
    command = typed_command(event.text or "")
    return command is not None and command.name in ("erase", "my_data")


async def hear_citizen(message: Message, turn: Turn, open: Handover) -> SendMessage | list[SendMessage]:
    """Words go to the human; "xong" and /bot bring the machine back; other commands are words, too."""
    if _ends(message):
        return await _back_to_machine(message, turn, open)
    if (refusal := _not_relayed(message, turn)) is not None:
        return refusal
    if open.is_waiting:
        return say(message, turn, words.ADDED)
    human, there = turn.standing.organiser(open.taken_by or 0), open.taken_at_address
    if human is None or there is None or human.session_at(there, turn.now) is None:
        turn.work.change(EndHandover(turn.locality, open.key, turn.now, "organiser"))
        return say(message, turn, words.HUMAN_LEFT, [Choice(words.ASK_AGAIN, ASK.ref)])
    turn.outcome = "to_human"
    turn.work.quote(turn.person.address_id)
    notify(turn, there, words.from_citizen(without_codes(turn.text, HIDDEN_CODE)))
    return []


async def hold_buttons(query: CallbackQuery, turn: Turn, open: Handover) -> SendMessage | list[SendMessage]:
    """A button would make the machine speak in between."""
    return say(query.message, turn, words.WITH_HUMAN) if isinstance(query.message, Message) else []


def _not_relayed(message: Message, turn: Turn) -> SendMessage | None:
    if message.text is None:
        return say(message, turn, words.TEXT_ONLY)
    if turn.scrubbed.found:
        return say(message, turn, dialogue.secret_warning(turn.scrubbed.found))
    return say(message, turn, dialogue.too_long(RELAYED_CHARS)) if len(message.text) > RELAYED_CHARS else None


async def _back_to_machine(message: Message, turn: Turn, open: Handover) -> SendMessage:
    turn.work.change(EndHandover(turn.locality, open.key, turn.now, "citizen"))
    if open.taken_at_address is not None:
        notify(turn, open.taken_at_address, words.CITIZEN_LEFT)
    return say(message, turn, words.BACK_TO_MACHINE, [ASK])


def leave_unheard(turn: Turn) -> None:
    """A citizen who is being erased waits for nobody; whoever answers them is told that they are gone."""
    open_one = turn.standing.handover_of(turn.person.address_id)
    if open_one is None:
        return
    turn.work.change(EndHandover(turn.locality, open_one.key, turn.now, "erased"))
    if open_one.taken_at_address is not None:
        notify(turn, open_one.taken_at_address, words.CITIZEN_LEFT)


def _ends(message: Message) -> bool:
    command = typed_command(message.text or "")
    return command is not None and command.name in ("done", "machine", "stop")


# --- the organiser ----------------------------------------------------------------------------------------------------


async def take(event: Message | CallbackQuery, turn: Turn, me: Organiser, ref: str) -> SendMessage | list[SendMessage]:
    """``t:KEY``: the first one has it, the others see who."""
    message = event.message if isinstance(event, CallbackQuery) else event
    if not isinstance(message, Message):
        return []
    turn.standing = standing = await turn.work.alone()
    here, found = turn.person.address_id, standing.handover(ref.partition(":")[2])
    if found is None or standing.organiser(me.id) is None:
        return say(message, turn, words.NOT_OPEN)
    if needs_code(turn, me):
        return say(message, turn, organiser_words.NEEDS_CODE)
    holder = standing.organiser(found.taken_by) if found.taken_by is not None else None
    if holder is not None:
        return say(message, turn, words.taken_by_other("Anh/chị" if holder.id == me.id else holder.name))
    if standing.taken_at(here):
        return say(message, turn, words.ONE_AT_A_TIME)
    turn.work.quote(found.address_id)
    turn.work.change(TakeOver(turn.locality, found.key, me.id, here, turn.now))
    notify(turn, found.address_id, words.taken_for_citizen(me.name))
    for other in standing.on_duty(turn.now):
        for address_id in other.addresses(turn.now) if other.id != me.id else ():
            notify(turn, address_id, words.taken_by_other(me.name))
    return say(message, turn, words.taken(await _transcript(turn, found.address_id)))


def leave(turn: Turn, organiser: Organiser, address_id: int | None = None) -> None:
    """End what this organiser is answering (at one address, or anywhere), because they go; the citizens are told."""
    for one in turn.standing.handovers:
        if one.taken_by == organiser.id and address_id in (None, one.taken_at_address):
            turn.work.change(EndHandover(turn.locality, one.key, turn.now, "organiser"))
            notify(turn, one.address_id, words.HUMAN_LEFT, [Choice(words.ASK_AGAIN, ASK.ref)])


class Answering(Filter):
    """What an organiser writes while they answer somebody, commands apart; the handler gets ``me`` and ``open``."""

    async def __call__(self, message: Message, turn: Turn) -> bool | dict[str, Any]:
        found = turn.standing.taken_at(turn.person.address_id)
        me = turn.standing.organiser_at(turn.person.address_id, turn.now)
        if found is None or me is None:
            return False
        command = typed_command(message.text or "")
        return {"me": me, "open": found} if command is None or command.name in ("done", "machine") else False


async def answer(
    message: Message,
    turn: Turn,
    me: Organiser,
    open: Handover,
) -> SendMessage | list[SendMessage]:
    """Words go to the citizen under the organiser's name; "xong" ends it."""
    if _ends(message):
        turn.work.change(EndHandover(turn.locality, open.key, turn.now, "organiser", me.id))
        notify(turn, open.address_id, words.ended_by_human(me.name), [ASK])
        return await offer_for_all(message, turn, me, open.address_id, words.YOU_ENDED)
    if (refusal := _not_relayed(message, turn)) is not None:
        return refusal
    if not open.answered:
        turn.work.change(HumanAnswered(open.key))
    notify(turn, open.address_id, words.from_human(me.name, without_codes(turn.text, HIDDEN_CODE)))
    return []


async def set_duty(message: Message, turn: Turn, me: Organiser, payload: str) -> SendMessage:
    """/truc"""
    if not payload:
        return say(message, turn, words.DUTY_HOW.format(hours=me.hours))
    try:
        hours = str(read_hours(payload))
    except BadHours:
        return say(message, turn, words.BAD_DUTY)
    turn.work.change(SetDuty(turn.locality, me.id, hours, turn.now))
    return say(message, turn, words.duty_set(hours))


def handover_router() -> Router:
    """Before everything that would answer in the machine's place."""
    router = Router(name="hand-over")
    router.message.register(answer, Answering())
    router.message.register(take, OrganiserPicks("t:"))
    router.callback_query.register(take, OrganiserPicks("t:"))
    router.message.register(hear_citizen, InHandover())
    router.callback_query.register(hold_buttons, InHandover())
    router.message.register(decide, Picks("h:"))
    router.callback_query.register(decide, Picks("h:"))
    router.message.register(set_duty, OrganiserCommands("duty"))
    return router

"""/cauhoi: unanswered questions by likeness, answered once for all who asked; /traloi: those answers, revocable."""

from __future__ import annotations

import asyncio
import datetime as dt

from aiogram import Router
from aiogram.methods import SendMessage
from aiogram.types import CallbackQuery, Message

from handlers import organiser_words
from handlers import words_of_questions as words
from handlers.context import Turn
from handlers.dialogue import office_of
from handlers.filters import FillsForm, OrganiserCommands, OrganiserPicks
from handlers.proposals import needs_code
from handlers.replies import ask, notify, say, with_form
from handlers.words_of_handover import from_human
from knowledge.answering.own_answers import said
from knowledge.outcome import Choice
from scheduler.organisers import Organiser
from scheduler.own_answers import KeepAnswer, RevokeAnswer
from scheduler.questions import Asked
from scheduler.unanswered import Group, grouped
from scheduler.working_days import VIETNAM

FORM = "answer"
LOOKED_BACK = dt.timedelta(days=30)
SHORTEST, LONGEST = 3, 800
"""Characters of an answer; with question and signature it stays below `MAX_CHARS`."""
MOST_WORDINGS = 10
LOOKED_BACK_LINES = 50
MOST_TOLD = 50
"""So many people get the answer at once, those who asked last: one commit holds them all."""
MOST_LISTED = 8


async def show_unanswered(message: Message, turn: Turn, me: Organiser) -> SendMessage:
    """/cauhoi"""
    turn.work.repeat_questions()
    return await _page(message, turn, 0)


async def show_own_answers(message: Message, turn: Turn, me: Organiser) -> SendMessage:
    """/traloi"""
    newest = turn.standing.own_answers[::-1][:MOST_LISTED]
    if not newest:
        return say(message, turn, words.NO_OWN)
    turn.work.repeat_questions()
    choices = [Choice(words.revoke_label(one.id), f"u:r:{one.id}") for one in newest]
    return say(message, turn, words.own_answers(newest), choices)


async def take_answer(message: Message, turn: Turn, me: Organiser, filled: tuple[str, ...]) -> SendMessage:
    """The answer, typed: previewed, or asked for again."""
    group = await _group(turn, filled[0])
    if group is None:
        return say(message, turn, words.GONE)
    text = (message.text or "").strip()
    if turn.scrubbed.found:
        return ask(message, turn, (FORM, filled[0]), words.NUMBER_TYPED)
    if not SHORTEST <= len(text) <= LONGEST:
        return ask(message, turn, (FORM, filled[0]), words.bad_length(SHORTEST, LONGEST))
    turn.work.repeat_questions()
    told = len(_readers(group, turn))
    choices = [Choice(words.YES, "u:yes"), Choice(words.AGAIN, f"u:a:{filled[0]}"), Choice(words.NO, "u:no")]
    return ask(message, turn, (FORM, filled[0], text), words.preview(group, _said(turn, text), told), choices)


async def pick(event: Message | CallbackQuery, turn: Turn, me: Organiser, ref: str) -> SendMessage | list[SendMessage]:
    """The buttons of all this."""
    message = event.message if isinstance(event, CallbackQuery) else event
    if not isinstance(message, Message):
        return []
    act, _, key = ref.removeprefix("u:").partition(":")
    turn.work.repeat_questions()
    if act == "no":
        return say(message, turn, words.LEFT)
    if act == "p":
        return await _page(message, turn, int(key) if key.isdecimal() and len(key) < 4 else 0)
    if needs_code(turn, me):
        return with_form(message, turn, organiser_words.NEEDS_CODE)
    if act == "a":
        group = await _group(turn, key)
        return ask(message, turn, (FORM, key), words.ask_answer(group, LONGEST)) if group else _gone(message, turn)
    if act == "k":
        return await _keep_from_talk(message, turn, me, key)
    if act == "yes":
        form = turn.conversation.form
        is_whole = len(form) == 3 and form[0] == FORM
        return await _keep(message, turn, me, form[1], form[2]) if is_whole else _gone(message, turn)
    if act == "r":
        return await _revoke(message, turn, me, key)
    return _gone(message, turn)


async def offer_for_all(message: Message, turn: Turn, me: Organiser, address_id: int, before: str) -> SendMessage:
    """After a talk: what was asked there and the machine could not answer, with what the organiser said last, one tap
    from being an answer for all; ``before`` is said first, alone when there is nothing of the kind."""
    asked = await turn.records.questions.unanswered(turn.locality, turn.now - LOOKED_BACK)
    newest = next((one for one in asked if one.address_id == address_id), None)
    group = await _group(turn, str(newest.message_id)) if newest else None
    text = await _last_words(turn, me, address_id)
    if newest is None or group is None or not SHORTEST <= len(text) <= LONGEST:
        return say(message, turn, before)
    turn.work.repeat_questions()
    offer = words.preview(group, _said(turn, text), len(_readers(group, turn)))
    key = newest.message_id
    choices = [Choice(words.YES, f"u:k:{key}"), Choice(words.AGAIN, f"u:a:{key}"), Choice(words.NO, "u:no")]
    return say(message, turn, f"{before}\n\n{offer}", choices)


async def _keep_from_talk(message: Message, turn: Turn, me: Organiser, key: str) -> SendMessage:
    """What the organiser told whoever asked this question."""
    group = await _group(turn, key)
    asker = next((one.address_id for one in group.questions if str(one.message_id) == key), None) if group else None
    text = await _last_words(turn, me, asker) if asker is not None else ""
    return await _keep(message, turn, me, key, text) if text else _gone(message, turn)


async def _last_words(turn: Turn, me: Organiser, address_id: int) -> str:
    """What the organiser told somebody last in a talk; nothing when they never did."""
    name = from_human(me.name, "")
    said_there = [line.text for line in await turn.records.transcripts.newest(address_id, LOOKED_BACK_LINES)]
    return next((text.removeprefix(name) for text in reversed(said_there) if text.startswith(name)), "")


async def _page(message: Message, turn: Turn, number: int) -> SendMessage:
    groups = await _groups(turn)
    first = number * words.PAGE
    shown = groups[first : first + words.PAGE]
    if not shown:
        return say(message, turn, words.NO_QUESTIONS if not groups else words.GONE)
    choices = [
        Choice(words.answer_label(place), f"u:a:{group.newest.message_id}")
        for place, group in enumerate(shown, start=first + 1)
    ]
    if len(groups) > first + words.PAGE:
        choices.append(Choice(words.MORE, f"u:p:{number + 1}"))
    return say(message, turn, words.unanswered(shown, first, len(groups)), choices)


async def _keep(message: Message, turn: Turn, me: Organiser, key: str, text: str) -> SendMessage:
    """Confirmed: for the group of a question as it is at this moment."""
    turn.standing = await turn.work.alone()
    group = await _group(turn, key)
    if group is None or turn.standing.organiser(me.id) is None:
        return _gone(message, turn)
    wordings, signed = group.wordings(MOST_WORDINGS), office_of(turn.answerer.pack)
    turn.work.change(KeepAnswer(turn.locality, wordings, text, signed, me.id, turn.now))
    readers = _readers(group, turn)
    for one in readers:
        notify(turn, one.address_id, words.note(one.text, _said(turn, text)))
    return say(message, turn, words.kept(len(readers)))


async def _revoke(message: Message, turn: Turn, me: Organiser, key: str) -> SendMessage:
    turn.standing = await turn.work.alone()
    found = next((one for one in turn.standing.own_answers if str(one.id) == key), None)
    if found is None or turn.standing.organiser(me.id) is None:
        return _gone(message, turn)
    turn.work.change(RevokeAnswer(turn.locality, found.id, me.id, turn.now))
    return say(message, turn, words.revoked(found.id))


def _gone(message: Message, turn: Turn) -> SendMessage:
    return say(message, turn, words.GONE)


def _said(turn: Turn, text: str) -> str:
    return said(office_of(turn.answerer.pack), turn.now.astimezone(VIETNAM).date(), text)


def _readers(group: Group, turn: Turn) -> list[Asked]:
    """Who gets the answer: the last question of each who asked, not the organiser's own."""
    newest = {one.address_id: one for one in reversed(group.questions) if one.address_id != turn.person.address_id}
    return sorted(newest.values(), key=lambda one: -one.message_id)[:MOST_TOLD]


async def _group(turn: Turn, key: str) -> Group | None:
    """The group that holds a message; a forged or old button finds none."""
    return next(
        (group for group in await _groups(turn) if any(str(one.message_id) == key for one in group.questions)), None
    )


async def _groups(turn: Turn) -> list[Group]:
    """What is unanswered and not answered by the locality meanwhile. Comparing takes a while, so not on the loop."""
    asked = await turn.records.questions.unanswered(turn.locality, turn.now - LOOKED_BACK)
    return await asyncio.to_thread(_still_open, turn, asked)


def _still_open(turn: Turn, asked: list[Asked]) -> list[Group]:
    return [group for group in grouped(asked) if not turn.answerer.answers_by_own(group.newest.text)]


def answering_for_all_router() -> Router:
    """Commands and buttons of organisers about unanswered questions."""
    router = Router(name="answering for all")
    router.message.register(show_unanswered, OrganiserCommands("unanswered"))
    router.message.register(show_own_answers, OrganiserCommands("own_answers"))
    router.message.register(pick, OrganiserPicks("u:"))
    router.callback_query.register(pick, OrganiserPicks("u:"))
    return router


def answer_forms_router() -> Router:
    """The answer, typed. Before the questions, which would search the plan for it."""
    router = Router(name="answers typed")
    router.message.register(take_answer, FillsForm(FORM))
    return router

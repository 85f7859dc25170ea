"""Outcomes become replies: aiogram methods, returned and not awaited.

What a reply leaves behind (topic, newest menu) goes into the turn's conversation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from aiogram.methods import SendDocument, SendMessage
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message, ReplyParameters

from handlers import dialogue
from handlers.context import Turn
from knowledge.answering.wording import section_of
from knowledge.outcome import Answer, Choice, Guide, Outcome, Refuse, topic_after
from scheduler.organisers import Organiser
from scheduler.questions import outcome_word

MAX_REF_BYTES = 64
"""Telegram's limit for callback_data; aiogram's model does not refuse more (https://core.telegram.org/bots/api#inlinekeyboardbutton)."""
MAX_CHOICES = 8
"""More large buttons than this fill two screens of a phone."""
MOST_CLAUSES = 2
"""An answer that rests on more clauses names them in its text; two can be opened from it."""


MY_DATA = "made:my-data"
"""In the place of a document: the file of what is held about the reader, made at the moment it is sent."""


class ButtonTooLong(ValueError):
    """A choice cannot become a button: its ref is longer than `MAX_REF_BYTES` bytes of UTF-8."""


def say(message: Message, turn: Turn, text: str, choices: Sequence[Choice] = ()) -> SendMessage:
    """A text with one large button a row; the choices become the newest menu, so that "2" or a label chooses, too.
    A form in hand is left."""
    menu = tuple((choice.label, choice.ref) for choice in choices)
    turn.conversation = replace(turn.conversation, menu=menu, form=())
    return message.answer(text, reply_markup=keyboard(tuple(choices)), reply_parameters=_whom(message))


def ask(message: Message, turn: Turn, form: tuple[str, ...], text: str, choices: Sequence[Choice] = ()) -> SendMessage:
    """A text that asks for more of a form: its name and what is filled in so far. The next text typed goes to it."""
    asking = say(message, turn, text, choices)
    turn.conversation = replace(turn.conversation, form=form)
    return asking


def with_form(message: Message, turn: Turn, text: str) -> SendMessage:
    """A text in between: the form in hand stays, and its buttons are shown again."""
    before = turn.conversation
    choices = [Choice(label, ref) for label, ref in before.menu] if before.form else []
    return ask(message, turn, before.form, text, choices)


def notify(turn: Turn, address_id: int, text: str, choices: Sequence[Choice] = ()) -> None:
    """A text with buttons to somebody else; it leaves when this update is committed."""
    turn.work.send(SendMessage(chat_id=address_id, text=text, reply_markup=keyboard(tuple(choices))))


def message_of(event: Message | CallbackQuery) -> Message | None:
    """The message to answer; None for a button whose message the platform no longer shows."""
    message = event.message if isinstance(event, CallbackQuery) else event
    return message if isinstance(message, Message) else None


def send_my_data(message: Message, caption: str) -> SendDocument:
    """The file of what is held about whoever gets it; it is made when it leaves (`MY_DATA`)."""
    return message.answer_document(MY_DATA, caption=caption)


def notify_others(turn: Turn, me: Organiser, text: str, choices: Sequence[Choice] = ()) -> None:
    """The same to every other organiser, wherever they are signed in."""
    for other in turn.standing.organisers:
        if other.id != me.id:
            for address_id in other.addresses(turn.now):
                notify(turn, address_id, text, choices)


def _whom(message: Message) -> ReplyParameters | None:
    """In a group an answer names its question; between two, everybody knows."""
    if message.chat.type == "private":
        return None
    return ReplyParameters(message_id=message.message_id, allow_sending_without_reply=True)


def show(message: Message, turn: Turn, outcome: Outcome, asked: str | None = None) -> SendMessage:
    """An outcome with its related questions and the clause's own words; ``asked`` is the ref that was pressed."""
    if isinstance(outcome, Answer) and outcome.facts:
        turn.work.tell(outcome.facts)
    turn.outcome = outcome_word(outcome)
    turn.conversation = replace(turn.conversation, topic=topic_after(outcome, turn.conversation.topic))
    choices = _choices(outcome, asked)
    if isinstance(outcome, Refuse | Guide) and message.chat.type == "private":
        choices = [*choices[: MAX_CHOICES - 1], Choice(dialogue.ASK_HUMAN, "h:ask")]
    return say(message, turn, outcome.text, choices)


@lru_cache(maxsize=2048)
def keyboard(choices: tuple[Choice, ...]) -> InlineKeyboardMarkup | None:
    """One button a row. Kept, because the same facts offer the same buttons and building them takes longer (20 µs a
    button) than all the rest of a reply; do not change what you get.

    Raises:
        ButtonTooLong: a ref does not fit into a button.
    """
    for choice in choices:
        if len(choice.ref.encode()) > MAX_REF_BYTES:
            raise ButtonTooLong(f"{choice.ref!r}: {len(choice.ref.encode())} byte, tối đa {MAX_REF_BYTES}")
    rows = [[InlineKeyboardButton(text=choice.label, callback_data=choice.ref)] for choice in choices]
    return InlineKeyboardMarkup(inline_keyboard=rows) if rows else None


def _choices(outcome: Outcome, asked: str | None) -> list[Choice]:
    choices = [choice for choice in outcome.choices if choice.ref != asked]
    if isinstance(outcome, Answer | Refuse):
        refs = {choice.ref for choice in choices} | {asked}
        clauses = [Choice(dialogue.clause_button(address), f"c:{section_of(address)}") for address in outcome.clauses]
        by_label = {choice.label: choice for choice in reversed(clauses) if choice.ref not in refs}
        own_words = list(reversed(by_label.values()))[:MOST_CLAUSES]
        choices = [*choices[: MAX_CHOICES - len(own_words)], *own_words]
    if isinstance(outcome, Refuse) and not choices:
        return [Choice(dialogue.SEE_MENU, "m:main")]  # nobody is left without a way on
    return choices[:MAX_CHOICES]

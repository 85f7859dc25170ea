"""Filters, all of them asynchronous: aiogram runs synchronous ones in a thread, 60–85 µs each."""

from __future__ import annotations

from typing import Any

from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Message

from handlers.choosing import chosen, is_bare_number
from handlers.context import Turn
from handlers.typed_commands import OrganiserCommand, typed_command
from scheduler.codes import code_in
from scheduler.organisers import Organiser

MAX_QUESTION_CHARS = 1000
"""A longer message is a letter, not a question; its sender is asked to shorten it."""


class PlainQuestion(Filter):
    """A text that is neither command nor choice, within bounds, with nothing scrubbed from it."""

    async def __call__(self, message: Message, turn: Turn) -> bool:
        text = message.text
        return (
            text is not None
            and bool(text.strip())
            and len(text) <= MAX_QUESTION_CHARS
            and not turn.scrubbed.found
            and typed_command(text) is None
            and chosen(turn.conversation.menu, text) is None
            and not is_bare_number(text)
            and code_in(text, turn.locality) is None
            and not turn.is_with_human
        )


class Chooses(Filter):
    """A typed number or label of the newest menu; the handler gets the choice's ref as ``ref``."""

    async def __call__(self, message: Message, turn: Turn) -> bool | dict[str, Any]:
        ref = chosen(turn.conversation.menu, message.text or "")
        return False if ref is None else {"ref": ref}


class Presses(Filter):
    """A pressed button; the handler gets its ref as ``ref``."""

    async def __call__(self, query: CallbackQuery) -> bool | dict[str, Any]:
        return {"ref": query.data or ""}


class Picks(Filter):
    """A pressed button whose ref begins so, or its number or label typed; the handler gets it as ``ref``."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix

    async def __call__(self, event: Message | CallbackQuery, turn: Turn) -> bool | dict[str, Any]:
        ref = event.data if isinstance(event, CallbackQuery) else chosen(turn.conversation.menu, event.text or "")
        return False if ref is None or not ref.startswith(self._prefix) else {"ref": ref}


class NeedsCare(Filter):
    """A text that is too long, empty, or held a secret."""

    async def __call__(self, message: Message, turn: Turn) -> bool:
        text = message.text
        return text is not None and (len(text) > MAX_QUESTION_CHARS or not text.strip() or bool(turn.scrubbed.found))


class Commands(Filter):
    """A command; with ``name`` that one only. The handler gets what follows it as ``payload``."""

    def __init__(self, name: str | None = None) -> None:
        self._name = name

    async def __call__(self, message: Message) -> bool | dict[str, Any]:
        command = typed_command(message.text or "")
        if command is None or self._name not in (None, command.name):
            return False
        return {"payload": command.payload}


class OrganiserCommands(Filter):
    """A command of an organiser who is signed in here; the handler gets them as ``me`` and what follows the command as
    ``payload``."""

    def __init__(self, name: OrganiserCommand) -> None:
        self._name = name

    async def __call__(self, message: Message, turn: Turn) -> bool | dict[str, Any]:
        command = typed_command(message.text or "")
        if command is None or command.name != self._name:
            return False
        me = turn.standing.organiser_at(turn.person.address_id, turn.now)
        return False if me is None else {"me": me, "payload": command.payload}


class OrganiserPicks(Filter):
    """A button, or its number or label typed, of an organiser who is signed in here; the handler gets ``me`` and
    ``ref``."""

    def __init__(self, prefix: str) -> None:
        self._picks = Picks(prefix)

    async def __call__(self, event: Message | CallbackQuery, turn: Turn) -> bool | dict[str, Any]:
        picked = await self._picks(event, turn)
        if not isinstance(picked, dict):
            return False
        me = turn.standing.organiser_at(turn.person.address_id, turn.now)
        return False if me is None else {"me": me, **picked}


def needs_code(turn: Turn, me: Organiser) -> bool:
    """Whether the organiser must type their personal code before this may send messages to others."""
    session = me.session_at(turn.person.address_id, turn.now)
    return session is None or session.needs_code(turn.now)


class FillsForm(Filter):
    """A text of an organiser for the form in hand; the handler gets ``me`` and what is filled in as ``filled``."""

    def __init__(self, name: str) -> None:
        self._name = name

    async def __call__(self, message: Message, turn: Turn) -> bool | dict[str, Any]:
        name, *filled = turn.conversation.form or ("",)
        text = message.text
        if name != self._name or text is None or typed_command(text) is not None:
            return False
        if chosen(turn.conversation.menu, text) is not None or code_in(text, turn.locality) is not None:
            return False
        me = turn.standing.organiser_at(turn.person.address_id, turn.now)
        return False if me is None else {"me": me, "filled": tuple(filled)}


class IsText(Filter):
    """A message that people typed."""

    async def __call__(self, message: Message) -> bool:
        return message.text is not None

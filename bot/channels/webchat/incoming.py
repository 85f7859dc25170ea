"""How messages of the web chat come in: a typed text or a pressed button becomes an `Incoming`."""

from __future__ import annotations

import datetime as dt
import zlib
from typing import Any

from aiogram import Bot
from aiogram.types import Update

from bot.incoming import Incoming
from scheduler.people import Person

START = "Bắt đầu"
"""What a transcript shows for ``/start``; the page leaves it out where it opens a conversation."""


def typed(event_id: str, external_id: str, text: str, at: dt.datetime) -> Incoming:
    """A text the visitor typed; ``/start payload`` is shown as `START` and handed on as it is. ``at`` is aware."""
    is_start = text.split(maxsplit=1)[:1] == ["/start"]

    def build(bot: Bot, person: Person, scrubbed: str) -> Update:
        message = _message(person, event_id, text if is_start else scrubbed, at)
        return _update(bot, event_id, {"message": {**message, "from": _user(person)}})

    return Incoming(event_id, external_id, START if is_start else text, build)


def pressed(event_id: str, external_id: str, ref: str, label: str, at: dt.datetime) -> Incoming:
    """A button the visitor pressed: ``ref`` says what it asks for, ``label`` is what they read on it."""

    def build(bot: Bot, person: Person, scrubbed: str) -> Update:
        query = {
            "id": event_id,
            "from": _user(person),
            "chat_instance": str(person.address_id),
            "data": ref,
            "message": _message(person, event_id, scrubbed, at),
        }
        return _update(bot, event_id, {"callback_query": query})

    return Incoming(event_id, external_id, label, build)


def _update(bot: Bot, event_id: str, content: dict[str, Any]) -> Update:
    # the context binds the bot to every nested object; without it the Dispatcher would dump and parse the update again
    return Update.model_validate({"update_id": _number(event_id), **content}, context={"bot": bot})


def _message(person: Person, event_id: str, text: str, at: dt.datetime) -> dict[str, Any]:
    chat = {"id": person.address_id, "type": "private"}
    return {"message_id": _number(event_id), "date": at, "chat": chat, "text": text}


def _user(person: Person) -> dict[str, Any]:
    return {"id": person.id, "is_bot": False, "first_name": "Bà con"}


def _number(event_id: str) -> int:
    """aiogram wants ints; what makes an event unique is its id, this only tells updates apart in a log."""
    return zlib.crc32(event_id.encode())

"""How lines come in: a typed text, a pressed button or a picture becomes an `Incoming`."""

from __future__ import annotations

import datetime as dt
import uuid
import zlib
from typing import Any

from aiogram import Bot
from aiogram.types import Update

from bot.incoming import Incoming
from scheduler.people import Person


def typed(name: str, text: str, at: dt.datetime) -> Incoming:
    """A text that ``name`` typed; ``at`` is aware."""
    event_id = uuid.uuid4().hex

    def build(bot: Bot, person: Person, scrubbed: str) -> Update:
        # a deep link's payload is no secret, and the marks of scrubbing would break it
        said = text if text.startswith("/start ") else scrubbed
        return _update(bot, event_id, {"message": {**_message(person, event_id, at), "text": said}})

    return Incoming(event_id, name, text, build)


def pressed(name: str, label: str, ref: str, at: dt.datetime) -> Incoming:
    """A button: ``ref`` is what it asks for, ``label`` what stands on it."""
    event_id = uuid.uuid4().hex

    def build(bot: Bot, person: Person, scrubbed: str) -> Update:
        query = {
            "id": event_id,
            "from": _user(person),
            "chat_instance": str(person.address_id),
            "data": ref,
            "message": _message(person, event_id, at),
        }
        return _update(bot, event_id, {"callback_query": query})

    return Incoming(event_id, name, label, build)


def photo(name: str, size: int, at: dt.datetime) -> Incoming:
    """A picture of ``size`` bytes; the picture itself stays where it is."""
    event_id = uuid.uuid4().hex
    picture = {"file_id": event_id, "file_unique_id": event_id, "width": 1, "height": 1, "file_size": size}

    def build(bot: Bot, person: Person, scrubbed: str) -> Update:
        return _update(bot, event_id, {"message": {**_message(person, event_id, at), "photo": [picture]}})

    return Incoming(event_id, name, "[hình ảnh]", build)


def _update(bot: Bot, event_id: str, content: dict[str, Any]) -> Update:
    # the context binds the bot to every nested object; without it the Dispatcher would dump and parse the update again
    return Update.model_validate({"update_id": _number(event_id), **content}, context={"bot": bot})


def _message(person: Person, event_id: str, at: dt.datetime) -> dict[str, Any]:
    chat = {"id": person.address_id, "type": "private"}
    return {"message_id": _number(event_id), "date": at, "chat": chat, "from": _user(person)}


def _user(person: Person) -> dict[str, Any]:
    return {"id": person.id, "is_bot": False, "first_name": "Bà con"}


def _number(event_id: str) -> int:
    return zlib.crc32(event_id.encode()) or 1

"""How Telegram's updates come in: raw JSON becomes one of a few events, or nothing that concerns us."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aiogram import Bot
from aiogram.types import Update

from bot.channels.telegram_bot.addressing import Json, Me, is_addressed, without_mention
from bot.channels.telegram_bot.contents import content_of
from bot.incoming import Incoming
from scheduler.people import Person

ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]
"""What we ask Telegram for; everything else never leaves it."""

EDITED_WITHIN_S = 180
"""A question that is corrected this soon is answered anew; a later edit is somebody tidying up."""

_DEEP_LINK = re.compile(r"/start(?:@\w+)? [A-Za-z0-9_-]{1,64}")
_IN, _OUT = ("member", "administrator", "creator", "restricted"), ("left", "kicked")


@dataclass(frozen=True, slots=True)
class Said:
    """Somebody said something to us; ``message_key`` is the same for a message and its edited form."""

    incoming: Incoming
    message_key: str
    is_edit: bool = False


@dataclass(frozen=True, slots=True)
class Pressed:
    """Somebody pressed a button. Telegram wants ``query_id`` answered; ``incoming`` None: nothing to hand on."""

    query_id: str
    incoming: Incoming | None


@dataclass(frozen=True, slots=True)
class Joined:
    """We were added to a group."""

    incoming: Incoming


@dataclass(frozen=True, slots=True)
class Reach:
    """The chat can be written to from now on, or not, with a word why not."""

    external_id: str
    lost: str | None


@dataclass(frozen=True, slots=True)
class Moved:
    """A group became a supergroup and is called otherwise now."""

    old_id: str
    new_id: str


Event = Said | Pressed | Joined | Reach | Moved


def read_update(raw: Json, me: Me) -> Event | None:
    """What an update is to us; None: nothing (a group's own talk, Telegram's reports, kinds we did not ask for).

    Raises:
        KeyError, TypeError, ValueError, AttributeError: it does not look like an update.
    """
    event_id = str(raw["update_id"])
    if message := raw.get("message"):
        return _message(event_id, message, me)
    if message := raw.get("edited_message"):
        return _edited(message, me)
    if query := raw.get("callback_query"):
        return _pressed(event_id, query)
    if change := raw.get("my_chat_member"):
        return _membership(event_id, change)
    return None


def _message(event_id: str, message: Json, me: Me) -> Said | Moved | None:
    chat_id = str(message["chat"]["id"])
    if new_id := message.get("migrate_to_chat_id"):
        return Moved(chat_id, str(new_id))
    if old_id := message.get("migrate_from_chat_id"):
        return Moved(str(old_id), chat_id)
    return _said(event_id, message, me)


def _edited(message: Json, me: Me) -> Said | None:
    """An event of its own, the same for every edit of a message: the first is answered, the others are known."""
    if "text" not in message or message.get("edit_date", 0) - message["date"] > EDITED_WITHIN_S:
        return None
    return _said(f"edit:{_message_key(message)}", message, me, is_edit=True)


def _said(event_id: str, message: Json, me: Me, *, is_edit: bool = False) -> Said | None:
    if not _is_from_a_person(message) or not (_is_private(message) or is_addressed(message, me)):
        return None
    if "text" in message:
        text = message["text"] if _is_private(message) else without_mention(message, me)
        # a link's payload is no secret, and the marks of scrubbing would break it
        is_link = _DEEP_LINK.fullmatch(text) is not None
        shown, content = text, ({"text": text} if is_link else None)
    elif other := content_of(message):
        shown, content = other
    else:
        return None

    def fields(person: Person, scrubbed: str) -> Json:
        said = {"text": scrubbed} if content is None else content
        return {"message": {**_envelope(message, person), "from": _user(person), **said}}

    incoming = Incoming(event_id, str(message["chat"]["id"]), shown, _build(event_id, fields))
    return Said(incoming, _message_key(message), is_edit)


def _pressed(event_id: str, query: Json) -> Pressed:
    message, data = query.get("message"), query.get("data")
    if not message or data is None or query["from"].get("is_bot"):
        return Pressed(query["id"], None)

    def fields(person: Person, scrubbed: str) -> Json:
        return {
            "callback_query": {
                "id": query["id"],
                "from": _user(person),
                "chat_instance": str(person.address_id),
                "data": data,
                "message": {**_envelope(message, person), "text": scrubbed},
            }
        }

    label = _label(message, data)
    return Pressed(query["id"], Incoming(event_id, str(message["chat"]["id"]), label, _build(event_id, fields)))


def _membership(event_id: str, change: Json) -> Joined | Reach | None:
    chat_id, new = str(change["chat"]["id"]), change["new_chat_member"]["status"]
    if new in _OUT:
        return Reach(chat_id, "blocked" if _is_private(change) else "left")
    if change["old_chat_member"]["status"] in _IN:
        return None  # made an administrator, and the like
    if _is_private(change) or change["chat"]["type"] not in ("group", "supergroup"):
        return Reach(chat_id, None)

    def fields(person: Person, _scrubbed: str) -> Json:
        us = {"id": 1, "is_bot": True, "first_name": "Trợ lý"}
        old, joined = {"status": "left", "user": us}, {"status": "member", "user": us}
        chat = {"id": person.address_id, "type": change["chat"]["type"]}
        content = {"chat": chat, "from": _user(person), "old_chat_member": old, "new_chat_member": joined}
        return {"my_chat_member": {**content, "date": change["date"]}}

    return Joined(Incoming(event_id, chat_id, "", _build(event_id, fields)))


def _is_private(holder: Json) -> bool:
    return bool(holder["chat"]["type"] == "private")


def _is_from_a_person(message: Json) -> bool:
    """Channels' posts and other bots get no answer: two bots would never stop."""
    sender = message.get("from")
    return sender is not None and not sender.get("is_bot") and "via_bot" not in message


def _label(message: Json, data: str) -> str:
    """What stands on the pressed button, as far as Telegram still shows it."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", ())
    return next((button["text"] for row in rows for button in row if button.get("callback_data") == data), "")


def _message_key(message: Json) -> str:
    """Tells messages of an account apart without saying who wrote them."""
    return hashlib.blake2s(f"{message['chat']['id']}:{message['message_id']}".encode(), digest_size=12).hexdigest()


def _envelope(message: Json, person: Person) -> Json:
    envelope = {
        "message_id": message["message_id"],
        "date": message.get("date") or 1,  # 0 marks a message that Telegram does not show any more
        "chat": {"id": person.address_id, "type": message["chat"]["type"]},
    }
    if message.get("is_topic_message"):
        envelope |= {"is_topic_message": True, "message_thread_id": message["message_thread_id"]}
    return envelope


def _user(person: Person) -> Json:
    return {"id": person.id, "is_bot": False, "first_name": "Bà con"}


def _build(event_id: str, fields: Callable[[Person, str], Json]) -> Callable[[Bot, Person, str], Update]:
    number = int(event_id) if event_id.isdecimal() else 0

    def build(bot: Bot, person: Person, scrubbed: str) -> Update:
        raw: dict[str, Any] = {"update_id": number, **fields(person, scrubbed)}
        # the context binds the bot to every nested object; without it the Dispatcher would dump and parse it again
        return Update.model_validate(raw, context={"bot": bot})

    return build

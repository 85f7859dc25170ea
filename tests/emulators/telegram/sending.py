"""sendMessage, sendPhoto, sendDocument, sendChatAction."""

from __future__ import annotations

import asyncio
import json
import re
import secrets

from emulators.telegram.accounts import Accepted
from emulators.telegram.calls import Call
from emulators.telegram.chats import Chat, Message
from emulators.telegram.errors import ApiError, Json, bad_request, too_many_requests
from emulators.telegram.markup import inline_keyboard
from emulators.telegram.texts import caption_text, message_text
from emulators.telegram.world import StoredFile, World

_MAX_PHOTO = 10 * 1024 * 1024  # bytes: Bot API, Sending files
_MAX_DOCUMENT = 50 * 1024 * 1024
_ACTIONS = {
    *("cancel", "typing", "choose_sticker", "pick_up_location", "find_location", "upload_photo", "upload_document"),
    *(f"{verb}_{noun}" for verb in ("record", "upload") for noun in ("video", "audio", "voice", "video_note")),
}


def send_message(world: World, call: Call) -> Json:
    text, entities = message_text(call.text("text"), call.text("parse_mode"), call.text("entities"))
    keyboard = inline_keyboard(call.text("reply_markup"))
    chat = world.writable(call.bot, call.text("chat_id"))
    return _post(world, call, chat, keyboard, text=text, entities=entities or None)


def send_photo(world: World, call: Call) -> Json:
    stored = _file(world, call, "photo", _MAX_PHOTO)
    sizes = [
        {**_identity(stored, width), "width": width, "height": width * 3 // 4, "file_size": width * 100}
        for width in (90, 320, 800)
    ]
    return _post_file(world, call, photo=sizes)


def send_document(world: World, call: Call) -> Json:
    stored = _file(world, call, "document", _MAX_DOCUMENT)
    document = {
        **_identity(stored, 0),
        "file_name": stored.name,
        "mime_type": _mime_type(stored.name),
        "file_size": len(stored.content),
    }
    return _post_file(world, call, document=document)


def send_chat_action(world: World, call: Call) -> bool:
    if call.text("action").lower() not in _ACTIONS:
        raise bad_request("Wrong parameter action in request")
    chat = world.writable(call.bot, call.text("chat_id"))
    chat.actions.append(call.text("action").lower())
    world.changes.tell()
    return True


def admit(world: World, call: Call, chat: Chat, *, is_edit: bool = False) -> None:
    """Count this message against the limits, or raise 429."""
    bot, now = call.bot, asyncio.get_running_loop().time()
    if wait := bot.pace.admit(chat.id, now, in_chat_only=is_edit):
        raise too_many_requests(wait)
    bot.accepted.append(Accepted(now, world.clock(), call.method, chat.id))


def _post(world: World, call: Call, chat: Chat, keyboard: Json | None, **content: object) -> Json:
    replied = _replied(call, chat)
    admit(world, call, chat)
    message = chat.add(
        call.bot.as_user(), int(world.clock()), reply_to_message=replied, reply_markup=keyboard, **content
    )
    if call.flag("protect_content"):
        message.content["has_protected_content"] = True
    chat.last_bot = call.bot.id
    world.changes.tell()
    return message.content


def _post_file(world: World, call: Call, **content: object) -> Json:
    caption, entities = caption_text(call.text("caption"), call.text("parse_mode"), call.text("caption_entities"))
    keyboard = inline_keyboard(call.text("reply_markup"))
    chat = world.writable(call.bot, call.text("chat_id"))
    return _post(world, call, chat, keyboard, **content, caption=caption or None, caption_entities=entities or None)


def _replied(call: Call, chat: Chat) -> Json | None:
    """The message this one answers, without what that one answered."""
    try:
        given = json.loads(call.text("reply_parameters") or "{}")
    except ValueError:
        raise bad_request("Can't parse reply parameters JSON object") from None
    if not isinstance(given, dict):
        raise bad_request("Object expected as reply parameters")
    message_id = int(given.get("message_id") or call.integer("reply_to_message_id", 0, 0, 1 << 31))
    if not message_id:
        return None
    found: Message | None = chat.find(message_id)
    if found is None:
        if given.get("allow_sending_without_reply") or call.flag("allow_sending_without_reply"):
            return None
        raise bad_request("message to be replied not found")
    return {key: value for key, value in found.content.items() if key != "reply_to_message"}


def _file(world: World, call: Call, name: str, largest: int) -> StoredFile:
    uploaded = call.file(name)
    if uploaded is not None:
        if len(uploaded[1]) > largest:
            raise ApiError(413, "Request Entity Too Large")
        if not uploaded[1]:
            raise bad_request("file must be non-empty")
        return world.store_file(*uploaded)
    given = call.text(name)
    if not given:
        raise bad_request(f"There is no {name} in the request")
    if given in world.files:
        return world.files[given]
    if re.match(r"https?://", given):
        if not re.fullmatch(r"https?://[^\s/]+\.[^\s/]+(/\S*)?", given):
            raise bad_request("Wrong HTTP URL specified")
        return world.store_file(given.rpartition("/")[2] or name, b"", given)
    raise bad_request("Wrong remote file identifier specified: Wrong string length")


def _identity(stored: StoredFile, size: int) -> Json:
    """The largest size of a picture and a document carry the id the file can be sent again by."""
    file_id = stored.id if size in (0, 800) else f"{stored.id}{size}"
    return {"file_id": file_id, "file_unique_id": f"AQAD{secrets.token_hex(6)}"}


def _mime_type(name: str) -> str:
    kinds = {"pdf": "application/pdf", "txt": "text/plain", "png": "image/png", "jpg": "image/jpeg"}
    return kinds.get(name.rpartition(".")[2].lower(), "application/octet-stream")

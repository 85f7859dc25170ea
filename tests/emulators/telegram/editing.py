"""editMessageText, editMessageReplyMarkup, deleteMessage, answerCallbackQuery."""

from __future__ import annotations

import asyncio

from emulators.telegram.calls import Call
from emulators.telegram.chats import Message
from emulators.telegram.errors import ApiError, Json, bad_request
from emulators.telegram.markup import inline_keyboard
from emulators.telegram.sending import admit
from emulators.telegram.texts import message_text
from emulators.telegram.world import World

_MAX_ANSWER = 200  # characters: Bot API, answerCallbackQuery
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def edit_message_text(world: World, call: Call) -> Json:
    text, entities = message_text(call.text("text"), call.text("parse_mode"), call.text("entities"))
    keyboard = inline_keyboard(call.text("reply_markup"))
    message = _own(world, call)
    if "text" not in message.content:
        raise bad_request("There is no text in the message to edit")
    if (text, entities, keyboard) == (message.text, message.entities, message.content.get("reply_markup")):
        raise bad_request(NOT_MODIFIED)
    admit(world, call, message.chat, is_edit=True)
    message.content["text"] = text
    message.content.pop("entities", None)
    if entities:
        message.content["entities"] = entities
    return _edited(world, message, keyboard)


def edit_message_reply_markup(world: World, call: Call) -> Json:
    keyboard = inline_keyboard(call.text("reply_markup"))
    message = _own(world, call)
    if keyboard == message.content.get("reply_markup"):
        raise bad_request(NOT_MODIFIED)
    admit(world, call, message.chat, is_edit=True)
    return _edited(world, message, keyboard)


def delete_message(world: World, call: Call) -> bool:
    if not call.text("chat_id"):
        raise bad_request("Chat identifier is not specified")
    message_id = call.integer("message_id", 0, 0, 1 << 31)
    if not message_id:
        raise bad_request("Message identifier is not specified")
    chat = world.writable(call.bot, call.text("chat_id"))
    message = chat.find(message_id)
    if message is None:
        raise bad_request("message to delete not found")
    if chat.is_group and message.content["from"]["id"] != call.bot.id:
        raise bad_request("message can't be deleted")
    message.is_deleted = True
    world.changes.tell()
    return True


def answer_callback_query(world: World, call: Call) -> bool:
    press = world.presses.get(call.text("callback_query_id"))
    now = asyncio.get_running_loop().time()
    if press is None or press.bot is not call.bot or now - press.at > world.callback_life_s:
        raise bad_request(TOO_OLD)
    if len(call.text("text")) > _MAX_ANSWER:
        raise ApiError(400, "Bad Request: MESSAGE_TOO_LONG")
    press.answer = {"text": call.text("text"), "show_alert": call.flag("show_alert"), "url": call.text("url")}
    world.changes.tell()
    return True


def _own(world: World, call: Call) -> Message:
    if not call.text("chat_id") and not call.text("message_id"):
        raise bad_request("Message identifier is not specified")
    chat = world.writable(call.bot, call.text("chat_id"))
    message = chat.find(call.integer("message_id", 0, 0, 1 << 31))
    if message is None:
        raise bad_request("message to edit not found")
    if message.content["from"]["id"] != call.bot.id:
        raise bad_request("message can't be edited")
    return message


def _edited(world: World, message: Message, keyboard: Json | None) -> Json:
    """An edit without a keyboard takes the keyboard away."""
    message.content.pop("reply_markup", None)
    if keyboard:
        message.content["reply_markup"] = keyboard
    message.content["edit_date"] = int(world.clock())
    world.changes.tell()
    return message.content

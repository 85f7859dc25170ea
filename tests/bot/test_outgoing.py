"""Replies as stored payloads and back: nothing is lost on the way through the database."""

from __future__ import annotations

import json

import pytest
from aiogram import Bot
from aiogram.methods import AnswerCallbackQuery, EditMessageText, SendChatAction, SendMessage, SendPhoto
from aiogram.types import (
    BufferedInputFile,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    LinkPreviewOptions,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from bot.outgoing import Method, methods_of, to_method, to_reply

BOT = Bot("1:web")
BUTTONS = InlineKeyboardMarkup(
    inline_keyboard=[[InlineKeyboardButton(text="Ở đâu?", callback_data="q:launch.where")]],
)


@pytest.mark.parametrize(
    "method",
    [
        SendMessage(chat_id=7, text="Dạ, 7 giờ ạ."),
        SendMessage(chat_id=7, text="Dạ", reply_markup=BUTTONS),
        SendMessage(chat_id=7, text="Dạ", reply_markup=ReplyKeyboardRemove()),
        SendMessage(chat_id=7, text="Dạ", reply_markup=ForceReply(input_field_placeholder="gõ ở đây")),
        SendMessage(chat_id=7, text="Dạ", reply_markup=ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="1")]])),
        SendMessage(chat_id=7, text="<b>Dạ</b>", parse_mode="HTML", disable_notification=True),
        SendMessage(chat_id=7, text="Dạ", link_preview_options=LinkPreviewOptions(is_disabled=True)),
        EditMessageText(chat_id=7, message_id=3, text="Dạ", reply_markup=BUTTONS),
        AnswerCallbackQuery(callback_query_id="c1", text="Đã nhận"),
        SendChatAction(chat_id=7, action="typing"),
        SendPhoto(chat_id=7, photo="file-id", caption="Áp phích"),
    ],
    ids=lambda method: type(method).__name__,
)
def test_a_stored_reply_is_the_same_method_again(method: Method) -> None:
    stored = json.loads(json.dumps(to_reply(method).payload))
    again = to_method(stored, BOT)

    assert type(again) is type(method)
    assert again.model_dump() == method.model_dump()
    assert type(getattr(again, "reply_markup", None)) is type(getattr(method, "reply_markup", None))


def test_the_transcript_shows_texts_and_captions_but_no_pop_ups() -> None:
    assert to_reply(SendMessage(chat_id=7, text="Dạ")).text == "Dạ"
    assert to_reply(SendPhoto(chat_id=7, photo="id", caption="Áp phích")).text == "Áp phích"
    assert to_reply(AnswerCallbackQuery(callback_query_id="c1", text="Đã nhận")).text == ""
    assert to_reply(SendChatAction(chat_id=7, action="typing")).text == ""


def test_a_payload_holds_only_what_was_said() -> None:
    assert to_reply(SendMessage(chat_id=7, text="Dạ", reply_markup=BUTTONS)).payload == {
        "method": "SendMessage",
        "args": {
            "chat_id": 7,
            "text": "Dạ",
            "reply_markup": {"inline_keyboard": [[{"text": "Ở đâu?", "callback_data": "q:launch.where"}]]},
        },
    }


def test_what_handlers_may_return() -> None:
    one, two = SendMessage(chat_id=7, text="một"), AnswerCallbackQuery(callback_query_id="c1")

    assert methods_of(None, 7) == ()
    assert methods_of([], 7) == ()
    assert methods_of(one, 7) == (one,)
    assert methods_of([one, two], 7) == (one, two)


@pytest.mark.parametrize("returned", ["Dạ", [None], True, {"text": "Dạ"}])
def test_anything_else_is_a_mistake(returned: object) -> None:
    with pytest.raises(TypeError, match="a handler returned"):
        methods_of(returned, 7)


def test_a_message_to_somebody_else_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="somebody else"):
        methods_of(SendMessage(chat_id=8, text="Dạ"), 7)


def test_a_file_cannot_be_stored() -> None:
    with pytest.raises(TypeError, match="BufferedInputFile"):
        to_reply(SendPhoto(chat_id=7, photo=BufferedInputFile(b"x", "a.png")))


@pytest.mark.parametrize("name", ["NoSuchMethod", "Request", "__all__"])
def test_an_unknown_method_is_named(name: str) -> None:
    with pytest.raises(ValueError, match=name):
        to_method({"method": name, "args": {}}, BOT)

"""What the emulator refuses, in the exact words of the real server."""

from __future__ import annotations

from typing import Any

import pytest
from emulators.conftest import Client, keyboard
from emulators.telegram_server import Person

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)
BUTTONS_101 = {"inline_keyboard": [[{"text": "a", "url": "a.vn"}] * 101]}
SHORT = {"text": "Chào bác"}
BUTTON_65_BYTES = {"inline_keyboard": [[{"text": "Chọn", "callback_data": "ế" * 21 + "ab"}]]}


@pytest.mark.parametrize(
    ("arguments", "description"),
    [
        ({"text": ""}, "message text is empty"),
        ({}, "message text is empty"),
        ({"text": " \n "}, "text must be non-empty"),
        ({"text": "<b> </b>", "parse_mode": "HTML"}, "text must be non-empty"),
        ({"text": "ă" * 4097}, "message is too long"),
        ({"text": "a" * 32_769}, "text is too long"),
        ({"text": "x", "parse_mode": "XML"}, "unsupported parse_mode"),
        ({"text": "x", "chat_id": ""}, "chat_id is empty"),
        ({"text": "x", "chat_id": "lan"}, "chat not found"),
        ({"text": "x", "chat_id": 42}, "chat not found"),
        ({"text": "x", "chat_id": -100_42}, "chat not found"),
        ({"text": "x", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
        (SHORT | {"reply_markup": BUTTON_65_BYTES}, "BUTTON_DATA_INVALID"),
        (
            SHORT | {"reply_markup": keyboard(callback_data="")},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            SHORT | {"reply_markup": keyboard(text="", url="https://a.vn")},
            "inline keyboard button text must be non-empty",
        ),
        (
            SHORT | {"reply_markup": keyboard(url="http://localhost")},
            "inline keyboard button URL 'http://localhost' is invalid: Wrong HTTP URL",
        ),
        (SHORT | {"reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
        (
            SHORT | {"reply_markup": BUTTONS_101},
            "reply markup is too long",
        ),
    ],
)
async def test_a_message_that_breaks_a_rule_is_refused(
    call: Client, lan: Person, arguments: dict[str, Any], description: str
) -> None:
    refused = await call("sendMessage", **({"chat_id": lan.id} | arguments))

    assert refused.refusal == (400, f"Bad Request: {description}")
    assert refused.body.keys() == {"ok", "error_code", "description"}


async def test_sixty_four_bytes_of_callback_data_are_fine(call: Client, lan: Person) -> None:
    sent = await call.send(lan.id, reply_markup=keyboard(callback_data="ế" * 21 + "a"))

    assert sent.result["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == "ế" * 21 + "a"


@pytest.mark.parametrize(
    ("method", "arguments", "description"),
    [
        ("editMessageText", {"text": "x", "message_id": 99}, "message to edit not found"),
        ("editMessageText", {"text": "x", "message_id": 1}, "message can't be edited"),
        ("editMessageText", {"text": "x", "message_id": 3}, "there is no text in the message to edit"),
        (
            "editMessageText",
            {"text": "Chào bác", "message_id": 2},
            NOT_MODIFIED,
        ),
        (
            "editMessageReplyMarkup",
            {"message_id": 2},
            NOT_MODIFIED,
        ),
        ("deleteMessage", {"message_id": 99}, "message to delete not found"),
        ("deleteMessage", {}, "message identifier is not specified"),
        ("sendChatAction", {"action": "sing"}, "wrong parameter action in request"),
        ("sendPhoto", {}, "there is no photo in the request"),
        ("sendDocument", {}, "there is no document in the request"),
        ("sendPhoto", {"photo": "AgAC"}, "wrong remote file identifier specified: Wrong string length"),
        (
            "answerCallbackQuery",
            {"callback_query_id": "7"},
            TOO_OLD,
        ),
        ("setMyCommands", {"commands": [{"command": "Hỏi", "description": "Hỏi"}]}, "BOT_COMMAND_INVALID"),
        ("setMyCommands", {"commands": [{"command": "hoi", "description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ("setMyCommands", {"commands": "{}"}, "expected an Array of BotCommand"),
        ("getChat", {"chat_id": 5}, "chat not found"),
    ],
)
async def test_other_methods_refuse_in_the_same_words(
    call: Client, lan: Person, method: str, arguments: dict[str, Any], description: str
) -> None:
    await call.send(lan.id)
    await call("sendPhoto", chat_id=lan.id, photo="https://a.vn/x.png")

    refused = await call(method, **({"chat_id": lan.id} | arguments))

    assert refused.refusal == (400, f"Bad Request: {description}")

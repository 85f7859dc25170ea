"""Tokens and methods, ways of calling, what comes back; edits, deletions and answers to buttons."""

from __future__ import annotations

import aiohttp
import pytest
from emulators.conftest import Client, keyboard, reply_of
from emulators.telegram_server import Person, TelegramServer

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


async def test_an_edit_without_keyboard_takes_the_keyboard_away(call: Client, lan: Person) -> None:
    sent = (await call.send(lan.id, reply_markup=keyboard(callback_data="a"))).result
    edited = (await call("editMessageText", chat_id=lan.id, message_id=sent["message_id"], text="Xong")).result

    assert "reply_markup" not in edited
    assert edited["edit_date"] >= edited["date"]
    assert lan.messages()[-1].text == "Xong"


async def test_a_deleted_message_is_gone(call: Client, lan: Person) -> None:
    sent = (await call.send(lan.id)).result

    assert (await call("deleteMessage", chat_id=lan.id, message_id=sent["message_id"])).result is True
    assert [message.text for message in lan.messages()] == ["/start"]


async def test_a_button_press_reaches_the_bot_and_its_answer_the_person(
    telegram: TelegramServer, call: Client, lan: Person
) -> None:
    await call.send(lan.id, reply_markup=keyboard(callback_data="a:1"))
    press = lan.presses("Chọn")
    query = (await call("getUpdates")).result[-1]["callback_query"]
    await call("answerCallbackQuery", callback_query_id=query["id"], text="Đã nhận")

    assert (query["data"], query["from"]["id"], query["message"]["text"]) == ("a:1", lan.id, "Chào bác")
    assert (await telegram.answered(press))["text"] == "Đã nhận"


async def test_an_old_button_press_cannot_be_answered(http: aiohttp.ClientSession) -> None:
    async with TelegramServer(callback_life_s=0) as telegram:
        call = Client(http, telegram.base_url, telegram.add_bot())
        lan = telegram.person("Cô Lan")
        lan.starts()
        await call.send(lan.id, reply_markup=keyboard(callback_data="a"))
        press = lan.presses(0)

        refused = await call("answerCallbackQuery", callback_query_id=press.id)

    assert refused.refusal == (400, f"Bad Request: {TOO_OLD}")


@pytest.mark.parametrize(
    ("path", "code", "description"),
    [
        ("/bot{token}/getMee", 404, "Not Found: method not found"),
        ("/bot123:abc/getMe", 401, "Unauthorized"),
        ("/botabc/getMe", 404, "Not Found"),
        ("/bot0:abc/getMe", 404, "Not Found"),
        ("/bot{token}", 404, "Not Found"),
        ("/somewhere", 404, "Not Found"),
    ],
)
async def test_a_wrong_token_or_method_is_told_apart(
    telegram: TelegramServer, http: aiohttp.ClientSession, token: str, path: str, code: int, description: str
) -> None:
    async with http.get(telegram.base_url + path.format(token=token)) as response:
        assert (await reply_of(response)).refusal == (code, description)


async def test_arguments_come_by_query_form_multipart_and_json(
    http: aiohttp.ClientSession, call: Client, lan: Person
) -> None:
    arguments = {"chat_id": str(lan.id), "text": "Chào"}
    multipart = aiohttp.FormData(arguments, default_to_multipart=True)

    async with http.get(call.url("SENDMESSAGE"), params=arguments) as response:
        by_query = await reply_of(response)
    async with http.post(call.url("sendmessage"), data=arguments) as response:
        by_form = await reply_of(response)
    async with http.post(call.url("sendMessage"), data=multipart) as response:
        by_multipart = await reply_of(response)
    by_json = await call("sendMessage", **arguments)

    replies = [by_query, by_form, by_multipart, by_json]
    assert [reply.result["text"] for reply in replies] == ["Chào"] * 4
    assert [reply.result["message_id"] for reply in replies] == [2, 3, 4, 5]


async def test_an_uploaded_picture_can_be_sent_again_by_its_id(
    http: aiohttp.ClientSession, telegram: TelegramServer, call: Client, lan: Person
) -> None:
    form = aiohttp.FormData({"chat_id": str(lan.id), "photo": "attach://tep"})
    form.add_field("tep", b"\x89PNG picture", filename="poster.png")
    async with http.post(call.url("sendPhoto"), data=form) as response:
        first = (await reply_of(response)).result
    again = (await call("sendPhoto", chat_id=lan.id, photo=first["photo"][-1]["file_id"], caption="Áp phích")).result
    async with http.get(f"{telegram.base_url}/control/files/{again['photo'][-1]['file_id']}") as response:
        shown = await response.read()

    assert again["caption"] == "Áp phích"
    assert shown == b"\x89PNG picture"


async def test_a_sent_message_is_a_full_message_with_whole_seconds(call: Client, lan: Person, token: str) -> None:
    message = (await call.send(lan.id, reply_parameters={"message_id": 1})).result

    assert message["from"] == {
        "id": int(token.partition(":")[0]),
        "is_bot": True,
        "first_name": "Bot Bình Long",
        "username": "binh_long_bot",
    }
    assert message["chat"] == {"id": lan.id, "type": "private", "first_name": "Cô Lan"}
    assert isinstance(message["date"], int)
    assert message["reply_to_message"]["text"] == "/start"


async def test_ids_are_numbers_and_groups_are_negative(telegram: TelegramServer, lan: Person) -> None:
    assert lan.id > 2**32
    assert telegram.group("Tổ 3").id < 0
    assert str(telegram.group("Tổ 4", is_supergroup=True).id).startswith("-100")


async def test_the_command_menu_is_kept_by_scope_and_language(call: Client) -> None:
    commands = [{"command": "batdau", "description": "Bắt đầu"}]

    assert (await call("setMyCommands", commands=commands, scope={"type": "all_private_chats"})).result is True
    assert (await call("getMyCommands", scope={"type": "all_private_chats"})).result == commands
    assert (await call("getMyCommands")).result == []

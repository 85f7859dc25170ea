"""What the emulator refuses, in the exact words of the real server, and the shape of what it accepts."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import aiohttp
import pytest
from emulators.conftest import Client, reply_of
from emulators.telegram_server import Group, Person, TelegramServer

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)
BUTTONS_101 = {"inline_keyboard": [[{"text": "a", "url": "a.vn"}] * 101]}
SHORT = {"text": "Chào bác"}
BUTTON_65_BYTES = {"inline_keyboard": [[{"text": "Chọn", "callback_data": "ế" * 21 + "ab"}]]}


@pytest.fixture
def lan(telegram: TelegramServer) -> Person:
    """Cô Lan, who has started the bot."""
    person = telegram.person("Cô Lan")
    person.starts()
    return person


def keyboard(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "Chọn", **button}]]}


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


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<b>Lễ", 'Can\'t find end tag corresponding to start tag "b"'),
        ("Lễ</b>", "Unexpected end tag at byte offset 4"),
        ("ế <h1>x</h1>", 'Unsupported start tag "h1" at byte offset 4'),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<a href", 'Unclosed start tag "a" at byte offset 0'),
        ("<a href=x/>", "Unexpected end of name token at byte offset 8"),
        ("<a =x>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("1 < 2 nhé", 'Unsupported start tag "" at byte offset 2'),
    ],
)
async def test_broken_html_is_refused_with_the_byte_offset(call: Client, lan: Person, text: str, reason: str) -> None:
    refused = await call.send(lan.id, text, parse_mode="HTML")

    assert refused.refusal == (400, f"Bad Request: can't parse entities: {reason}")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Ngày 10.10", "Character '.' is reserved and must be escaped with the preceding '\\'"),
        ("a | b", "Character '|' is reserved and must be escaped with the preceding '\\'"),
        ("a > b", "Character '>' is reserved and must be escaped with the preceding '\\'"),
        ("ế *đậm", "Can't find end of Bold entity at byte offset 4"),
        ("_nghiêng", "Can't find end of Italic entity at byte offset 0"),
        ("`mã", "Can't find end of Code entity at byte offset 0"),
        ("[a](b", "Can't find end of a URL at byte offset 4"),
    ],
)
async def test_broken_markdown_is_refused(call: Client, lan: Person, text: str, reason: str) -> None:
    refused = await call.send(lan.id, text, parse_mode="MarkdownV2")

    assert refused.refusal == (400, f"Bad Request: can't parse entities: {reason}")


@pytest.mark.parametrize(
    ("mode", "raw", "text", "entities"),
    [
        ("HTML", "<b>Lễ</b> &lt;&#273;&gt;", "Lễ <đ>", [("bold", 0, 2)]),
        ("HTML", "🎉 <i>mừng</i>", "🎉 mừng", [("italic", 3, 4)]),
        ("HTML", "<a href='https://a.vn/?x=1&amp;y'>đây</a>", "đây", [("text_link", 0, 3, "https://a.vn/?x=1&y")]),
        ("HTML", '<pre><code class="language-py">x</code></pre>', "x", [("pre", 0, 1)]),
        ("HTML", "<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("HTML", "  <u>x</u> \n", "x", [("underline", 0, 1)]),
        ("HTML", "bấm /start nhé", "bấm /start nhé", [("bot_command", 4, 6)]),
        ("MarkdownV2", r"*Lễ* \- 10\.10", "Lễ - 10.10", [("bold", 0, 2)]),
        (
            "MarkdownV2",
            "__a__ ~b~ ||c|| `d`",
            "a b c d",
            [("underline", 0, 1), ("strikethrough", 2, 1), ("spoiler", 4, 1), ("code", 6, 1)],
        ),
        ("MarkdownV2", r"[đây](https://a\.vn)", "đây", [("text_link", 0, 3, "https://a.vn")]),
        ("MarkdownV2", ">dẫn\n>tiếp\nxong", "dẫn\ntiếp\nxong", [("blockquote", 0, 9)]),
        ("", "xem https://a.vn/b.", "xem https://a.vn/b.", [("url", 4, 14)]),
    ],
)
async def test_marked_text_becomes_plain_text_with_entities_counted_in_utf16(
    call: Client, lan: Person, mode: str, raw: str, text: str, entities: list[tuple[Any, ...]]
) -> None:
    message = (await call.send(lan.id, raw, parse_mode=mode)).result

    assert message["text"] == text
    assert [
        (found["type"], found["offset"], found["length"], *([found["url"]] if "url" in found else []))
        for found in message["entities"]
    ] == entities


async def test_lengths_count_after_parsing(call: Client, lan: Person) -> None:
    text = await call.send(lan.id, "<b>" + "ế" * 4096 + "</b>", parse_mode="HTML")
    caption = await call(
        "sendPhoto", chat_id=lan.id, photo="https://a.vn/x.png", caption="<b>" + "ế" * 1024 + "</b>", parse_mode="HTML"
    )
    too_long = await call("sendPhoto", chat_id=lan.id, photo="https://a.vn/x.png", caption="ế" * 1025)

    assert len(text.result["text"]) == 4096
    assert len(caption.result["caption"]) == 1024
    assert too_long.refusal == (400, "Bad Request: message caption is too long")


async def test_sixty_four_bytes_of_callback_data_are_fine(call: Client, lan: Person) -> None:
    sent = await call.send(lan.id, reply_markup=keyboard(callback_data="ế" * 21 + "a"))

    assert sent.result["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == "ế" * 21 + "a"


# --- people and groups ------------------------------------------------------------------------------------------------

Setting = Callable[[TelegramServer, Person, Group], int]


def block(telegram: TelegramServer, person: Person, group: Group) -> int:
    person.blocks()
    return person.id


def deactivate(telegram: TelegramServer, person: Person, group: Group) -> int:
    person.deactivates()
    return person.id


def stranger(telegram: TelegramServer, person: Person, group: Group) -> int:
    return telegram.person("Người lạ").id


def only_in_group(telegram: TelegramServer, person: Person, group: Group) -> int:
    tu = telegram.person("Ông Tư")
    group.add(tu)
    return tu.id


def kick(telegram: TelegramServer, person: Person, group: Group) -> int:
    group.kick(next(iter(telegram.world.bots.values())))
    return group.id


def lose(telegram: TelegramServer, person: Person, group: Group) -> int:
    group.lose(next(iter(telegram.world.bots.values())))
    return group.id


def disband(telegram: TelegramServer, person: Person, group: Group) -> int:
    group.disband()
    return group.id


@pytest.mark.parametrize(
    ("setting", "is_supergroup", "code", "description"),
    [
        (block, False, 403, "Forbidden: bot was blocked by the user"),
        (deactivate, False, 403, "Forbidden: user is deactivated"),
        (stranger, False, 400, "Bad Request: chat not found"),
        (only_in_group, False, 403, "Forbidden: bot can't initiate conversation with a user"),
        (kick, False, 403, "Forbidden: bot was kicked from the group chat"),
        (kick, True, 403, "Forbidden: bot was kicked from the supergroup chat"),
        (lose, False, 403, "Forbidden: bot is not a member of the group chat"),
        (lose, True, 403, "Forbidden: bot is not a member of the supergroup chat"),
        (disband, False, 403, "Forbidden: the group chat was deleted"),
    ],
)
async def test_who_cannot_be_reached_is_named(
    telegram: TelegramServer,
    call: Client,
    lan: Person,
    token: str,
    setting: Setting,
    is_supergroup: bool,
    code: int,
    description: str,
) -> None:
    group = telegram.group("Tổ dân phố 3", lan, telegram.bot(token), is_supergroup=is_supergroup)

    refused = await call.send(setting(telegram, lan, group))

    assert refused.refusal == (code, description)


async def test_a_migrated_group_names_its_new_id(
    telegram: TelegramServer, call: Client, lan: Person, token: str
) -> None:
    group = telegram.group("Tổ dân phố 3", lan, telegram.bot(token))
    old = group.id
    new = group.migrates()

    refused = await call.send(old)
    updates = (await call("getUpdates")).result

    assert refused.refusal == (400, "Bad Request: group chat was upgraded to a supergroup chat")
    assert refused.body["parameters"] == {"migrate_to_chat_id": new}
    assert str(new).startswith("-100")
    assert updates[-2]["message"]["migrate_to_chat_id"] == new
    assert updates[-1]["message"]["migrate_from_chat_id"] == old
    assert (await call.send(new)).result["chat"]["type"] == "supergroup"


async def test_who_starts_again_after_blocking_can_be_reached(call: Client, lan: Person) -> None:
    lan.blocks()
    lan.starts("ma-moi")

    assert (await call.send(lan.id)).result["chat"]["id"] == lan.id
    members = [update["my_chat_member"] for update in (await call("getUpdates")).result if "my_chat_member" in update]
    assert [(one["old_chat_member"]["status"], one["new_chat_member"]["status"]) for one in members] == [
        ("member", "kicked"),
        ("kicked", "member"),
    ]


async def test_privacy_mode_hides_what_is_not_addressed_to_the_bot(
    telegram: TelegramServer, call: Client, lan: Person, token: str
) -> None:
    group = telegram.group("Tổ dân phố 3", lan, telegram.bot(token))
    answered = (await call.send(group.id, "Xin chào cả nhà")).result["message_id"]
    reply_to = next(message for message in group.messages if message.id == answered)
    await call("getUpdates", offset=-1)
    await call("getUpdates", offset=2**31 - 1)

    lan.writes("Mai mấy giờ họp?", in_group=group)
    lan.writes("/hoi lễ ở đâu", in_group=group)
    lan.writes("/hoi@khac_bot lễ ở đâu", in_group=group)
    lan.writes("@Binh_Long_Bot lễ ở đâu?", in_group=group)
    lan.writes("cảm ơn", in_group=group, reply_to=reply_to)

    heard = [update["message"]["text"] for update in (await call("getUpdates")).result]
    assert heard == ["/hoi lễ ở đâu", "@Binh_Long_Bot lễ ở đâu?", "cảm ơn"]


# --- editing, deleting, answering -------------------------------------------------------------------------------------


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


# --- tokens, methods, ways of calling ---------------------------------------------------------------------------------


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


# --- troubles on demand -----------------------------------------------------------------------------------------------


async def test_server_errors_come_as_often_as_ordered(telegram: TelegramServer, call: Client, lan: Person) -> None:
    telegram.faults.answer(500, "Internal Server Error", times=2, method="sendMessage")

    replies = [await call.send(lan.id) for _ in range(3)]

    assert [reply.status for reply in replies] == [500, 500, 200]
    assert replies[0].refusal == (500, "Internal Server Error")
    assert len(lan.received()) == 1


async def test_a_lost_answer_means_a_message_that_arrived(telegram: TelegramServer, call: Client, lan: Person) -> None:
    telegram.faults.lose_answer(method="sendMessage")

    with pytest.raises(aiohttp.ServerDisconnectedError):
        await call.send(lan.id, "Một lần thôi")

    assert [message.text for message in lan.received()] == ["Một lần thôi"]


async def test_a_dropped_connection_means_a_message_that_did_not_arrive(
    telegram: TelegramServer, call: Client, lan: Person
) -> None:
    telegram.faults.drop_connection(chat_id=lan.id)

    with pytest.raises(aiohttp.ServerDisconnectedError):
        await call.send(lan.id)

    assert lan.received() == []


async def test_a_proxy_page_is_no_json(telegram: TelegramServer, http: aiohttp.ClientSession, call: Client) -> None:
    telegram.faults.answer_html(502)

    async with http.get(call.url("getMe")) as response:
        assert (response.status, response.content_type) == (502, "text/html")


async def test_latency_delays_every_answer(telegram: TelegramServer, call: Client) -> None:
    telegram.faults.latency_s = 0.05
    began = _now()
    await call("getMe")

    assert _now() - began >= 0.05


def _now() -> float:
    return asyncio.get_running_loop().time()

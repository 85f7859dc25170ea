"""A table of Telegram's raw updates and what they are to us."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from aiogram import Bot
from aiogram.types import Update

from bot.channels.telegram_bot.addressing import Me
from bot.channels.telegram_bot.incoming import Joined, Moved, Pressed, Reach, Said, read_update
from bot.incoming import Incoming
from scheduler.people import Account, Channel, Person

ME = Me(7100000001, "binh_long_bot")
LAN = {"id": 5200000001, "is_bot": False, "first_name": "Lan", "username": "co_lan_79", "language_code": "vi"}
PRIVATE = {"id": 5200000001, "type": "private", "first_name": "Lan", "username": "co_lan_79"}
GROUP = {"id": -1002300000001, "type": "supergroup", "title": "Tổ 4"}
PERSON = Person(3, 12, Account(2, Channel.TELEGRAM, "binh-long", "7100000001"), dt.datetime(2025, 10, 1, tzinfo=dt.UTC))
FILE = {"file_id": "AgACAgUAAxkB", "file_unique_id": "u1"}


def message(chat: dict[str, Any] = PRIVATE, **content: Any) -> dict[str, Any]:
    return {"message_id": 41, "date": 1_759_280_400, "from": LAN, "chat": chat, **content}


def mention(text: str, word: str, kind: str = "mention", **more: Any) -> dict[str, Any]:
    """A text with one entity; offsets in units of UTF-16."""
    before = text[: text.index(word)]
    entity = {
        "type": kind,
        "offset": len(before.encode("utf-16-le")) // 2,
        "length": len(word.encode("utf-16-le")) // 2,
    }
    return {"text": text, "entities": [{**entity, **more}]}


def read(**update: Any) -> Any:
    return read_update({"update_id": 900, **update}, ME)


def built(incoming: Incoming, scrubbed: str | None = None) -> Update:
    return incoming.build(Bot("7100000001:abc"), PERSON, incoming.text if scrubbed is None else scrubbed)


@pytest.mark.parametrize(
    ("content", "shown", "kind"),
    [
        ({"text": "Lễ mấy giờ?"}, "Lễ mấy giờ?", "text"),
        ({"photo": [{**FILE, "width": 90, "height": 60}], "caption": "căn cước"}, "[hình ảnh]", "photo"),
        ({"sticker": {**FILE, "emoji": "👍"}}, "[nhãn dán]", "sticker"),
        ({"voice": {**FILE, "duration": 3}}, "[tiếng nói]", "voice"),
        ({"video": FILE}, "[video]", "video"),
        ({"video_note": FILE}, "[video]", "video_note"),
        ({"audio": FILE}, "[âm thanh]", "audio"),
        ({"document": {**FILE, "file_name": "don.pdf"}}, "[tệp]", "document"),
        ({"animation": FILE, "document": FILE}, "[ảnh động]", "animation"),
        ({"contact": {"phone_number": "0912345678", "first_name": "Tư"}}, "[danh bạ]", "contact"),
        ({"location": {"latitude": 11.6, "longitude": 106.6}}, "[vị trí]", "location"),
        ({"venue": {"title": "Chợ"}, "location": {"latitude": 11.6, "longitude": 106.6}}, "[địa điểm]", "venue"),
        ({"dice": {"emoji": "🎲", "value": 5}}, "[xúc xắc]", "dice"),
        ({"poll": {"question": "?"}}, "[nội dung khác]", "unknown"),
        ({"something_new": {"of": 2027}}, "[nội dung khác]", "unknown"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_people_send_in_private_is_handed_on_by_kind(content: dict[str, Any], shown: str, kind: str) -> None:
    said = read(message=message(**content))

    assert isinstance(said, Said)
    assert (said.incoming.event_id, said.incoming.external_id, said.incoming.text) == ("900", str(LAN["id"]), shown)
    update = built(said.incoming)
    assert update.message is not None
    assert update.message.content_type == kind
    assert (update.message.chat.id, update.message.message_id) == (12, 41)
    assert update.message.from_user is not None
    assert update.message.from_user.id == 3


@pytest.mark.parametrize(
    "update",
    [
        {"message": message(text="Chào")},
        {"message": message(photo=[FILE], caption="căn cước 079085001234")},
        {"message": message(contact={"phone_number": "0912345678", "first_name": "Tư", "user_id": 5200000001})},
        {"message": message(location={"latitude": 11.6512, "longitude": 106.6})},
        {"message": message(GROUP, **mention("@binh_long_bot lễ?", "@binh_long_bot"))},
        {"edited_message": message(text="Chào", edit_date=1_759_280_410)},
        {
            "callback_query": {
                "id": "5",
                "from": LAN,
                "chat_instance": "-5200000001",
                "data": "q:x",
                "message": message(),
            }
        },
        {
            "my_chat_member": {
                "chat": GROUP,
                "from": LAN,
                "date": 1,
                "old_chat_member": {"status": "left"},
                "new_chat_member": {"status": "member"},
            }
        },
    ],
)
def test_handlers_see_nothing_of_telegram_that_tells_who_it_was(update: dict[str, Any]) -> None:
    event = read(**update)
    seen = built(event.incoming).model_dump_json(exclude_none=True)

    for secret in ("5200000001", "co_lan_79", "Lan", "1002300000001", "AgAC", "0912345678", "11.65", "079085001234"):
        assert secret not in seen


def test_a_links_payload_is_not_scrubbed_and_a_text_is() -> None:
    link, text = read(message=message(text="/start desk_12345678")), read(message=message(text="mã 12345678"))

    assert (
        json.loads(built(link.incoming, "/start desk_•").model_dump_json())["message"]["text"] == "/start desk_12345678"
    )
    assert json.loads(built(text.incoming, "mã •").model_dump_json())["message"]["text"] == "mã •"


@pytest.mark.parametrize(
    "message_",
    [
        message(pinned_message={"message_id": 1}),
        message(message_auto_delete_timer_changed={"message_auto_delete_time": 86400}),
        message(write_access_allowed={}),
        message(**{"from": {**LAN, "is_bot": True}}, text="một máy khác"),
        {key: value for key, value in message(text="không ai gửi").items() if key != "from"},
    ],
)
def test_what_nobody_said_to_us_is_nothing(message_: dict[str, Any]) -> None:
    assert read(message=message_) is None


@pytest.mark.parametrize("kind", ["channel_post", "poll", "inline_query", "message_reaction", "kind_of_2027"])
def test_kinds_we_did_not_ask_for_are_nothing(kind: str) -> None:
    assert read(**{kind: {"id": "1"}}) is None


@pytest.mark.parametrize(
    ("content", "heard"),
    [
        (mention("@binh_long_bot lễ ở đâu?", "@binh_long_bot"), "lễ ở đâu?"),
        (mention("@Binh_Long_BOT, lễ ở đâu?", "@Binh_Long_BOT"), "lễ ở đâu?"),
        (mention("😀👨‍👩‍👧 lễ ở đâu @binh_long_bot", "@binh_long_bot"), "😀👨‍👩‍👧 lễ ở đâu"),
        (mention("bot ơi, lễ ở đâu?", "bot", "text_mention", user={"id": ME.id, "is_bot": True}), "ơi, lễ ở đâu?"),
        (mention("/menu@binh_long_bot", "/menu@binh_long_bot", "bot_command"), "/menu"),
        (mention("/start@binh_long_bot q_launch", "/start@binh_long_bot", "bot_command"), "/start q_launch"),
        ({"text": "mấy giờ ạ?", "reply_to_message": {"from": {"id": ME.id}}}, "mấy giờ ạ?"),
    ],
)
def test_in_a_group_it_hears_what_is_addressed_to_it(content: dict[str, Any], heard: str) -> None:
    said = read(message=message(GROUP, **content))

    assert isinstance(said, Said)
    assert (said.incoming.text, said.incoming.external_id) == (heard, str(GROUP["id"]))


@pytest.mark.parametrize(
    "content",
    [
        {"text": "Mai họp tổ nhé"},
        {"text": "/menu", "entities": [{"type": "bot_command", "offset": 0, "length": 5}]},
        mention("/menu@other_bot", "/menu@other_bot", "bot_command"),
        mention("@binh_long_bot_2 lễ?", "@binh_long_bot_2"),
        mention("bác Tư ơi", "bác Tư", "text_mention", user={"id": 77}),
        {"text": "binh_long_bot nói sai"},
        {"text": "đúng rồi", "reply_to_message": {"from": {"id": 77}}},
        {"text": "đúng rồi", "reply_to_message": {"sender_chat": {"id": -1}}},
        {"photo": [FILE], "caption": "ảnh họp tổ"},
        {"new_chat_members": [{"id": 77}]},
    ],
)
def test_in_a_group_it_hears_nothing_else(content: dict[str, Any]) -> None:
    assert read(message=message(GROUP, **content)) is None


def test_a_picture_for_us_in_a_group_is_known_by_its_caption() -> None:
    named = mention("@binh_long_bot xem", "@binh_long_bot")
    caption = {"caption": named["text"], "caption_entities": named["entities"]}
    said = read(message=message(GROUP, photo=[FILE], **caption))

    assert isinstance(said, Said)
    assert said.incoming.text == "[hình ảnh]"


def test_a_topic_of_a_forum_is_answered_in_the_topic() -> None:
    content = mention("@binh_long_bot lễ?", "@binh_long_bot")
    said = read(message=message(GROUP, **content, is_topic_message=True, message_thread_id=9))
    update = built(said.incoming)

    assert update.message is not None
    assert update.message.answer("Dạ").message_thread_id == 9


def test_every_edit_of_a_message_is_the_same_event_and_differs_between_messages() -> None:
    first = read(edited_message=message(text="a", edit_date=1_759_280_410))
    again = read_update({"update_id": 901, "edited_message": message(text="b", edit_date=1_759_280_420)}, ME)
    other = read(edited_message={**message(text="a", edit_date=1_759_280_410), "message_id": 42})

    assert isinstance(again, Said)
    assert first.is_edit
    assert first.incoming.event_id == again.incoming.event_id != other.incoming.event_id
    assert str(LAN["id"]) not in first.incoming.event_id


@pytest.mark.parametrize("content", [{"photo": [FILE], "caption": "x"}, {"text": "a", "edit_date": 1_759_281_000}])
def test_other_edits_are_nothing(content: dict[str, Any]) -> None:
    assert read(edited_message=message(**{"edit_date": 1_759_280_410, **content})) is None


def test_a_pressed_button_is_shown_by_its_label() -> None:
    markup = {"inline_keyboard": [[{"text": "Ở đâu?", "callback_data": "q:launch.where"}]]}
    query = {"id": "55", "from": LAN, "data": "q:launch.where", "message": message(text="Dạ", reply_markup=markup)}
    pressed = read(callback_query=query)

    assert isinstance(pressed, Pressed)
    assert pressed.incoming is not None
    assert (pressed.query_id, pressed.incoming.text) == ("55", "Ở đâu?")
    update = built(pressed.incoming)
    assert update.callback_query is not None
    assert update.callback_query.data == "q:launch.where"


@pytest.mark.parametrize(
    "query", [{"inline_message_id": "x", "data": "q:x"}, {"message": message(), "game_short_name": "g"}]
)
def test_a_button_that_asks_nothing_of_us_only_stops_turning(query: dict[str, Any]) -> None:
    assert read(callback_query={"id": "55", "from": LAN, **query}) == Pressed("55", None)


@pytest.mark.parametrize(
    ("chat", "old", "new", "event"),
    [
        (PRIVATE, "member", "kicked", Reach(str(PRIVATE["id"]), "blocked")),
        (PRIVATE, "kicked", "member", Reach(str(PRIVATE["id"]), None)),
        (GROUP, "member", "kicked", Reach(str(GROUP["id"]), "left")),
        (GROUP, "administrator", "left", Reach(str(GROUP["id"]), "left")),
        (GROUP, "member", "administrator", None),
        (GROUP, "left", "member", Joined),
        (GROUP, "kicked", "administrator", Joined),
        ({**GROUP, "type": "channel"}, "left", "administrator", Reach(str(GROUP["id"]), None)),
    ],
)
def test_coming_and_going(chat: dict[str, Any], old: str, new: str, event: Any) -> None:
    change = {
        "chat": chat,
        "from": LAN,
        "date": 1,
        "old_chat_member": {"status": old},
        "new_chat_member": {"status": new},
    }
    found = read(my_chat_member=change)

    assert isinstance(found, Joined) if event is Joined else found == event


def test_a_group_that_became_a_supergroup_is_known_from_both_of_its_reports() -> None:
    old = {"id": -5, "type": "group", "title": "Tổ 4"}

    assert read(message=message(old, migrate_to_chat_id=-1005)) == Moved("-5", "-1005")
    assert read(message=message({**GROUP, "id": -1005}, migrate_from_chat_id=-5)) == Moved("-5", "-1005")

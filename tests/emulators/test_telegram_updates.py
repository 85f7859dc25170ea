"""getUpdates: what is kept, for how long, for whom, and the two conflicts."""

from __future__ import annotations

import asyncio

import pytest
from emulators.conftest import Client
from emulators.telegram_server import Person, TelegramServer


@pytest.fixture
def lan(telegram: TelegramServer) -> Person:
    return telegram.person("Cô Lan")


def texts(updates: list[dict[str, dict[str, str]]]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def test_updates_stay_until_an_offset_confirms_them(call: Client, lan: Person) -> None:
    for text in ("một", "hai", "ba"):
        lan.writes(text)

    first = (await call("getUpdates", limit=2)).result
    again = (await call("getUpdates")).result
    rest = (await call("getUpdates", offset=first[-1]["update_id"] + 1)).result
    after = (await call("getUpdates")).result

    assert [texts(updates) for updates in (first, again, rest, after)] == [
        ["một", "hai"],
        ["một", "hai", "ba"],
        ["ba"],
        ["ba"],
    ]
    assert [update["update_id"] for update in again] == [first[0]["update_id"] + step for step in range(3)]


async def test_a_negative_offset_keeps_the_newest_only(call: Client, lan: Person) -> None:
    for number in range(5):
        lan.writes(f"câu {number}")

    assert texts((await call("getUpdates", offset=-2)).result) == ["câu 3", "câu 4"]
    assert len((await call("getUpdates")).result) == 2


async def test_limit_is_held_between_1_and_100(call: Client, lan: Person) -> None:
    for number in range(102):
        lan.writes(f"câu {number}")

    assert [len((await call("getUpdates", limit=limit)).result) for limit in (0, -3, 1, 100, 500)] == [
        1,
        1,
        1,
        100,
        100,
    ]


async def test_a_long_poll_returns_as_soon_as_somebody_writes(
    telegram: TelegramServer, call: Client, lan: Person
) -> None:
    poll = asyncio.create_task(call("getUpdates", timeout=30))
    await telegram.until(lambda: telegram.bot(call.token).inbox.is_polled)
    assert not poll.done()

    lan.writes("Có ai không?")

    assert texts((await asyncio.wait_for(poll, 2)).result) == ["Có ai không?"]


async def test_a_long_poll_without_news_ends_empty_after_its_timeout(call: Client) -> None:
    began = asyncio.get_running_loop().time()

    assert (await call("getUpdates", timeout=1)).result == []
    assert 0.9 < asyncio.get_running_loop().time() - began < 2.5


async def test_only_the_wanted_kinds_come_and_an_absent_list_keeps_the_setting(call: Client, lan: Person) -> None:
    await call("getUpdates", allowed_updates=["edited_message"])
    said = lan.writes("câu cũ")
    lan.edits(said, "câu đã sửa")
    kept = (await call("getUpdates")).result
    unreadable = (await call("getUpdates", allowed_updates="[")).result
    info = (await call("getWebhookInfo")).result

    assert [update.keys() - {"update_id"} for update in kept] == [{"edited_message"}]
    assert unreadable == kept
    assert kept[0]["edited_message"]["text"] == "câu đã sửa"
    assert info["allowed_updates"] == ["edited_message"]


@pytest.mark.parametrize("wanted", [[], ["no_such_kind"]])
async def test_a_list_without_a_known_kind_means_the_usual_kinds(call: Client, lan: Person, wanted: list[str]) -> None:
    await call("getUpdates", allowed_updates=["poll"])
    await call("getUpdates", allowed_updates=wanted)
    lan.writes("nghe rõ không?")

    assert texts((await call("getUpdates")).result) == ["nghe rõ không?"]
    assert "allowed_updates" not in (await call("getWebhookInfo")).result


async def test_stickers_pictures_voices_and_papers_arrive_as_they_are(call: Client, lan: Person) -> None:
    lan.sends_sticker()
    lan.sends_photo("lỗi này")
    lan.sends_voice()
    lan.sends_document("don.pdf")

    messages = [update["message"] for update in (await call("getUpdates")).result]
    assert [(message.keys() & {"sticker", "photo", "voice", "document"}).pop() for message in messages] == [
        "sticker",
        "photo",
        "voice",
        "document",
    ]
    assert messages[1]["caption"] == "lỗi này"
    assert len(messages[1]["photo"]) == 3


async def test_the_start_payload_comes_with_its_command_marked(call: Client, lan: Person) -> None:
    lan.starts("BL-K7QM3T")

    message = (await call("getUpdates")).result[0]["message"]
    assert message["text"] == "/start BL-K7QM3T"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]


async def test_an_update_is_what_was_said_then_not_what_it_became(call: Client, lan: Person) -> None:
    said = lan.writes("trước")
    lan.edits(said, "sau")

    first, second = (await call("getUpdates")).result
    assert (first["message"]["text"], second["edited_message"]["text"]) == ("trước", "sau")


async def test_a_second_poller_ends_the_first_with_a_conflict(
    telegram: TelegramServer, call: Client, lan: Person
) -> None:
    first = asyncio.create_task(call("getUpdates", timeout=30))
    await telegram.until(lambda: telegram.bot(call.token).inbox.is_polled)
    second = asyncio.create_task(call("getUpdates", timeout=30))

    assert (await asyncio.wait_for(first, 2)).refusal == (
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    )
    lan.writes("một câu")
    assert texts((await asyncio.wait_for(second, 2)).result) == ["một câu"]


async def test_polling_and_webhook_exclude_each_other(telegram: TelegramServer, call: Client) -> None:
    poll = asyncio.create_task(call("getUpdates", timeout=30))
    await telegram.until(lambda: telegram.bot(call.token).inbox.is_polled)
    await call("setWebhook", url="http://127.0.0.1:9/telegram")

    ended = await asyncio.wait_for(poll, 2)
    refused = await call("getUpdates")
    await call("deleteWebhook")
    allowed = await call("getUpdates")

    assert ended.refusal == (409, "Conflict: terminated by setWebhook request")
    assert refused.refusal == (
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    )
    assert allowed.result == []


async def test_a_conflict_soon_after_another_is_told_late(telegram: TelegramServer, call: Client) -> None:
    """As the real server does, so that two pollers do not drive each other round at full speed."""
    inbox, loop, waits = telegram.bot(call.token).inbox, asyncio.get_running_loop(), []
    ended = asyncio.create_task(call("getUpdates", timeout=30))
    for _ in range(2):
        await telegram.until(lambda: inbox.is_polled)
        began = loop.time()
        newer = asyncio.create_task(call("getUpdates", timeout=30))
        assert (await asyncio.wait_for(ended, 2)).status == 409
        waits.append(loop.time() - began)
        ended = newer
    inbox.release()
    await ended

    assert waits[1] >= 0.06

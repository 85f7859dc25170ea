"""Flood control: 30 a second per bot, about one a second per chat, 20 a minute per group."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator

import aiohttp
import pytest
from emulators.conftest import Client
from emulators.telegram.limits import Limits, Pace, SlidingWindow
from emulators.telegram_server import Person, TelegramServer


def people(telegram: TelegramServer, count: int) -> Iterator[Person]:
    for number in range(count):
        person = telegram.person(f"Người {number}")
        person.starts()
        yield person


async def test_the_thirty_first_message_within_a_second_is_refused(telegram: TelegramServer, call: Client) -> None:
    replies = [await call.send(person.id) for person in people(telegram, 31)]

    assert [reply.status for reply in replies] == [200] * 30 + [429]
    assert replies[-1].body == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 1",
        "parameters": {"retry_after": 1},
    }
    assert replies[-1].headers["retry-after"] == "1"
    assert telegram.refused(call.token) == 1
    assert len(telegram.accepted(call.token)) == 30


async def test_the_window_slides_and_no_second_holds_more_than_thirty(telegram: TelegramServer, call: Client) -> None:
    for person in people(telegram, 60):
        while (reply := await call.send(person.id)).status == 429:
            await asyncio.sleep(0.05)
        assert reply.status == 200

    times = [accepted.at for accepted in telegram.accepted(call.token)]
    assert len(times) == 60
    assert all(later - earlier >= 1.0 for earlier, later in zip(times, times[30:], strict=False))


async def test_one_bot_does_not_slow_another(
    telegram: TelegramServer, http: aiohttp.ClientSession, call: Client
) -> None:
    other = Client(http, telegram.base_url, telegram.add_bot("Bot Thiện Tín"))
    lan = telegram.person("Cô Lan")
    lan.starts(to=telegram.bot(call.token))
    lan.starts(to=telegram.bot(other.token))

    statuses = [(await call.send(lan.id)).status for _ in range(6)]

    assert statuses == [200] * 5 + [429]
    assert (await other.send(lan.id)).status == 200


async def test_one_chat_takes_a_short_burst_and_edits_count(telegram: TelegramServer, call: Client) -> None:
    lan = next(people(telegram, 1))
    sent = [await call.send(lan.id) for _ in range(4)]
    edit = {"chat_id": lan.id, "message_id": sent[0].result["message_id"]}

    first = await call("editMessageText", **edit, text="một")
    second = await call("editMessageText", **edit, text="hai")
    answered = await call("sendChatAction", chat_id=lan.id, action="typing")

    assert [first.status, second.status, answered.status] == [200, 429, 200]
    assert 1 <= second.body["parameters"]["retry_after"] <= 5


async def test_a_refused_call_has_no_effect(telegram: TelegramServer, call: Client) -> None:
    lan = next(people(telegram, 1))

    statuses = [(await call.send(lan.id)).status for _ in range(9)]

    assert statuses.count(200) == len(lan.received()) == 5


async def test_a_429_can_be_ordered(telegram: TelegramServer, call: Client) -> None:
    telegram.faults.refuse(17, times=2)

    refused = await call("getMe")

    assert refused.refusal == (429, "Too Many Requests: retry after 17")
    assert refused.headers["retry-after"] == "17"


def test_a_group_takes_twenty_a_minute() -> None:
    pace = Pace(Limits())
    answers = [pace.admit(-4_300_000_001, second * 1.5) for second in range(21)]

    assert answers == [0] * 20 + [30]
    assert pace.admit(-4_300_000_001, 60.0) == 0
    assert pace.admit(5_200_000_001, 30.0) == 0


@pytest.mark.parametrize("seed", range(5))
def test_a_sliding_window_never_holds_more_than_its_count(seed: int) -> None:
    chance, window, now = random.Random(seed), SlidingWindow(30, 1.0), 0.0
    taken: list[float] = []
    for _ in range(2000):
        now += chance.expovariate(45)
        if window.wait(now) == 0:
            window.add(now)
            taken.append(now)

    assert len(taken) > 900
    assert all(later - earlier >= 1.0 for earlier, later in zip(taken, taken[30:], strict=False))


def test_waiting_as_long_as_told_is_enough() -> None:
    window = SlidingWindow(2, 1.0)
    window.add(0.0)
    window.add(0.4)

    assert window.wait(0.5) == pytest.approx(0.5)
    assert window.wait(1.0) == 0.0

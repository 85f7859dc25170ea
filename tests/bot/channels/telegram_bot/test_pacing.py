"""How fast we send: replies first, bulk through python-telegram-bot's limiter, groups at their own pace, 429 obeyed."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramNetworkError, TelegramRetryAfter, TelegramServerError
from aiogram.methods import AnswerCallbackQuery, GetMe, SendMessage, TelegramMethod
from telegram.constants import FloodLimit
from telegram.ext import AIORateLimiter

from bot.channels.telegram_bot import pacing
from bot.channels.telegram_bot.network import NotConnected
from bot.channels.telegram_bot.pacing import BULK_BELOW, CHAT_BURST, REPLIES_BELOW, Pacing, Window, bulk_limiter
from bot.channels.telegram_bot.repeating import Repeating
from bot.lanes import in_lane

BOT = Bot("7100000001:abc")


class Network:
    """What leaves, and when; ``refuses`` is raised by the next calls, in order."""

    def __init__(self, *refuses: Callable[[TelegramMethod[Any]], Exception]) -> None:
        self.refuses = list(refuses)
        self.sent: list[tuple[float, str]] = []

    async def __call__(self, bot: Bot, method: TelegramMethod[Any]) -> Any:
        if self.refuses:
            raise self.refuses.pop(0)(method)
        self.sent.append((time.monotonic(), getattr(method, "text", "")))
        await asyncio.sleep(0.002)
        return True

    @property
    def words(self) -> list[str]:
        return [words for _, words in self.sent]

    def most_within(self, span_s: float) -> int:
        at = [moment for moment, _ in self.sent]
        return max(sum(1 for later in at if moment <= later < moment + span_s) for moment in at)


def too_fast(seconds: int) -> Callable[[TelegramMethod[Any]], Exception]:
    return lambda method: TelegramRetryAfter(method, f"Too Many Requests: retry after {seconds}", seconds)


async def send(paced: Pacing, network: Network, chat_id: int, text: str = "tin") -> float:
    """Seconds until it had left."""
    began = time.monotonic()
    await paced(network, BOT, SendMessage(chat_id=chat_id, text=text))
    return time.monotonic() - began


async def bulk(paced: Pacing, network: Network, *chat_ids: int, text: str = "loa") -> None:
    with in_lane("bulk"):
        await asyncio.gather(*(send(paced, network, chat_id, text) for chat_id in chat_ids))


def test_a_window_counts_what_is_on_its_way_and_what_was_answered_within_the_last_second() -> None:
    now = [100.0]
    window = Window(1.0, lambda: now[0])
    for _ in range(3):
        window.leaves()
    assert (window.count(), window.wait_s(4), window.wait_s(3)) == (3, 0, pacing.LOOK_AGAIN_S)

    now[0] = 105.0
    assert window.count() == 3, "nobody knows when they arrive"
    for _ in range(3):
        window.is_answered()
        now[0] += 0.1
    assert window.wait_s(3) == pytest.approx(0.7)
    assert window.wait_s(2) == pytest.approx(0.8)
    now[0] = 106.05
    assert (window.count(), window.wait_s(3)) == (2, 0)


def test_our_limits_lie_below_the_documented_ones() -> None:
    assert BULK_BELOW < REPLIES_BELOW < FloodLimit.MESSAGES_PER_SECOND
    assert CHAT_BURST <= FloodLimit.MESSAGES_PER_SECOND_PER_CHAT * pacing.CHAT_BURST_S
    in_a_minute = pacing.GROUP_BURST + pacing.GROUP_BURST * 60 / pacing.GROUP_BURST_S
    assert in_a_minute <= FloodLimit.MESSAGES_PER_MINUTE_PER_GROUP


async def test_bulk_goes_through_python_telegram_bots_limiter_and_replies_do_not() -> None:
    class Counting(AIORateLimiter):
        counted: list[tuple[str, Any]]

        async def process_request(self, *args: Any) -> Any:
            _, _, _, endpoint, data, _ = args
            self.counted.append((endpoint, data["chat_id"]))
            return await super().process_request(*args)

    limiter = Counting(overall_max_rate=1, overall_time_period=1 / 24, group_max_rate=0, max_retries=0)
    limiter.counted = []
    network, paced = Network(), Pacing(make_bulk=lambda: limiter)
    await bulk(paced, network, 1, 2, 3)
    await send(paced, network, 4)

    assert limiter.counted == [("sendMessage", 1), ("sendMessage", 2), ("sendMessage", 3)]
    assert len(network.sent) == 4


async def test_bulk_leaves_evenly_at_twenty_four_a_second() -> None:
    network, paced = Network(), Pacing()
    began = time.monotonic()
    await bulk(paced, network, *range(1, 61))
    took_s = time.monotonic() - began

    assert 59 / 24 * 0.97 < took_s < 59 / 24 * 1.15
    assert network.most_within(1.0) <= BULK_BELOW
    assert network.most_within(0.2) <= 7


async def test_a_reply_does_not_wait_behind_bulk() -> None:
    network, paced = Network(), Pacing()
    crowd = asyncio.create_task(bulk(paced, network, *range(1, 101)))
    await asyncio.sleep(1.1)
    waits = []
    for number in range(5):
        waits.append(await send(paced, network, 1000 + number, "trả lời"))
        await asyncio.sleep(0.15)
    crowd.cancel()

    assert max(waits) < 0.05
    assert network.most_within(1.0) <= REPLIES_BELOW


async def test_replies_alone_may_use_the_whole_second_but_not_more() -> None:
    network, paced = Network(), Pacing()
    waits = await asyncio.gather(*(send(paced, network, number) for number in range(1, 46)))

    assert sum(wait < 0.1 for wait in waits) == REPLIES_BELOW
    assert network.most_within(1.0) <= REPLIES_BELOW


async def test_replies_that_take_long_to_arrive_are_counted_until_they_did() -> None:
    """Refused before: a burst over fresh connections arrived together with the next one."""
    arrived: list[float] = []

    async def slow_at_first(bot: Bot, method: TelegramMethod[Any]) -> Any:
        await asyncio.sleep(0.4 if len(arrived) < REPLIES_BELOW else 0.0)
        arrived.append(time.monotonic())
        return True

    paced = Pacing()
    messages = [SendMessage(chat_id=number, text="tin") for number in range(1, 46)]
    await asyncio.gather(*(paced(slow_at_first, BOT, message) for message in messages))

    assert max(sum(1 for later in arrived if moment <= later < moment + 1) for moment in arrived) <= REPLIES_BELOW


async def test_bulk_steps_aside_while_replies_wait() -> None:
    network, paced = Network(), Pacing()
    replies = [asyncio.create_task(send(paced, network, number, "trả lời")) for number in range(1, 41)]
    await asyncio.sleep(0.05)
    crowd = asyncio.create_task(bulk(paced, network, *range(101, 111)))
    await asyncio.gather(*replies)
    first_bulk = network.words.index("loa") if "loa" in network.words else len(network.words)
    await crowd

    assert first_bulk >= 40


async def test_a_group_has_its_own_pace_for_both_lanes_and_others_do_not_wait_for_it() -> None:
    network, paced = Network(), Pacing()
    to_group = [asyncio.create_task(send(paced, network, -1005, "nhóm")) for _ in range(pacing.GROUP_BURST + 2)]
    await asyncio.sleep(0.1)
    wait_s = await send(paced, network, 7, "người")
    left = network.words.count("nhóm")
    for task in to_group:
        task.cancel()

    assert wait_s < 0.05
    assert left == pacing.GROUP_BURST


async def test_one_chats_burst_does_not_hold_up_another_chat() -> None:
    network, paced = Network(), Pacing()
    many = [asyncio.create_task(send(paced, network, 5)) for _ in range(CHAT_BURST + 3)]
    await asyncio.sleep(0.05)
    assert len(network.sent) == CHAT_BURST
    assert await send(paced, network, 6) < 0.05
    for task in many:
        task.cancel()


async def test_a_429_pauses_bulk_for_exactly_as_long_as_it_says_and_bulk_is_not_repeated() -> None:
    network, paced = Network(too_fast(1)), Pacing()
    with pytest.raises(TelegramRetryAfter):
        await bulk(paced, network, 1)
    assert 0.9 < paced.bulk_pause_s <= 1.0
    assert await send(paced, network, 2) < 0.05, "replies to others go on"
    began = time.monotonic()
    await bulk(paced, network, 3)

    assert 0.9 < time.monotonic() - began < 1.2
    assert network.words == ["tin", "loa"]


async def test_a_reply_that_met_a_429_waits_and_leaves_once_more() -> None:
    network, paced = Network(too_fast(1)), Pacing()
    took_s = await send(paced, network, 1)

    assert 1.0 <= took_s < 1.3
    assert network.words == ["tin"]


async def test_a_reply_that_meets_a_second_429_or_a_very_long_one_is_given_up() -> None:
    for refuses in ((too_fast(1), too_fast(1)), (too_fast(3600),)):
        network = Network(*refuses)
        with pytest.raises(TelegramRetryAfter):
            await send(Pacing(), network, 1)
        assert network.sent == []


async def test_what_is_no_message_does_not_wait() -> None:
    network, paced = Network(), Pacing()
    for number in range(1, REPLIES_BELOW + 1):
        await send(paced, network, number)
    began = time.monotonic()
    await paced(network, BOT, AnswerCallbackQuery(callback_query_id="1"))
    await paced(network, BOT, GetMe())

    assert time.monotonic() - began < 0.05


async def test_a_limiter_with_a_full_bucket_would_let_too_much_out() -> None:
    """Why the bulk bucket holds one: python-telegram-bot's defaults allow the bucket and the refill in one second."""
    network = Network()
    paced = Pacing(make_bulk=lambda: AIORateLimiter(overall_max_rate=24, overall_time_period=1, max_retries=0))
    began = time.monotonic()
    await bulk(paced, network, *range(1, 25))

    assert time.monotonic() - began < 0.5, "all at once"
    assert bulk_limiter()._base_limiter.max_rate == 1  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("errors", "calls", "arrives"),
    [
        ([NotConnected, NotConnected, NotConnected], 4, True),
        ([TelegramServerError], 2, True),
        ([TelegramServerError] * 4, 4, False),
        ([TelegramNetworkError], 2, True),
        ([TelegramNetworkError] * 2, 2, False),
    ],
)
async def test_a_reply_that_failed_is_tried_again_and_only_once_if_it_may_have_arrived(
    errors: list[Any], calls: int, arrives: bool
) -> None:
    network = Network(*(lambda method, kind=kind: kind(method, "trouble") for kind in errors))
    begun = len(network.refuses)
    repeating = Repeating((0.01, 0.01, 0.01))
    try:
        await repeating(network, BOT, SendMessage(chat_id=1, text="tin"))
    except (TelegramServerError, TelegramNetworkError):
        assert not arrives

    assert (begun - len(network.refuses)) + len(network.sent) == calls
    assert bool(network.sent) is arrives

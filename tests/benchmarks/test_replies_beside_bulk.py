"""Replies beside a broadcast at full rate, against the emulator, which counts as strictly as Telegram (30 a second).

    make bench

Baseline: the same replies with nothing else leaving, in the same run. One reply every quarter of a second, each to
somebody else; what is timed is the way out of our process until Telegram's answer is back. The lane of 24 a second is
counted over all sends, so what replies take of it bulk leaves to them: the share is that of both together.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.methods import SendMessage
from emulators.telegram_server import TelegramServer

from bot.channels.telegram_bot.pacing import BULK_BELOW, Pacing
from bot.lanes import in_lane

REPLIES, EVERY_S = 40, 0.25
P95_MORE_AT_MOST_S = 0.05
RATE_AT_LEAST = 0.97


async def reply_times(bot: Bot, chats: list[int]) -> list[float]:
    took = []
    for chat in chats:
        began = time.perf_counter()
        await bot(SendMessage(chat_id=chat, text="Dạ, 13 giờ 30 ạ."))
        took.append(time.perf_counter() - began)
        await asyncio.sleep(EVERY_S)
    return sorted(took)


def p95(took: list[float]) -> float:
    return took[int(len(took) * 0.95)]


async def broadcast(bot: Bot, chats: list[int]) -> None:
    with in_lane("bulk"):
        await asyncio.gather(*(bot(SendMessage(chat_id=chat, text="Thông báo")) for chat in chats))


def opened(telegram: TelegramServer, token: str, count: int) -> list[int]:
    ids = []
    for number in range(count):
        person = telegram.person(f"người {number}")
        telegram.world.open_private(telegram.bot(token), telegram.world.people[person.id])
        ids.append(person.id)
    return ids


async def test_replies_wait_at_most_fifty_milliseconds_longer_beside_bulk(
    record_property: Callable[[str, object], None],
) -> None:
    async with TelegramServer() as telegram:
        token = telegram.add_bot()
        session = AiohttpSession(api=TelegramAPIServer.from_base(telegram.base_url))
        session.middleware(Pacing())
        bot = Bot(token, session=session)
        askers, audience = opened(telegram, token, REPLIES * 2), opened(telegram, token, int(BULK_BELOW * 11))
        idle = await reply_times(bot, askers[:REPLIES])
        sent_before, began = len(telegram.accepted(token)), time.monotonic()
        crowd = asyncio.create_task(broadcast(bot, audience))
        await asyncio.sleep(0.5)
        beside = await reply_times(bot, askers[REPLIES:])
        await crowd
        sent, took_s = len(telegram.accepted(token)) - sent_before, time.monotonic() - began
        refused = telegram.refused(token)
        await bot.session.close()

    rate = sent / took_s / BULK_BELOW
    figures = {
        "idle_p95_ms": p95(idle) * 1e3,
        "beside_p95_ms": p95(beside) * 1e3,
        "share_of_lane": rate,
        "429": refused,
    }
    record_property("figures", figures)
    print(f"\n{ {name: round(value, 2) for name, value in figures.items()} }")
    assert refused == 0
    assert rate >= RATE_AT_LEAST
    assert p95(beside) <= p95(idle) + P95_MORE_AT_MOST_S

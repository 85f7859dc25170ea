"""Against a server that counts strictly: no 429 of our making, and people are answered while bulk runs."""

from __future__ import annotations

import asyncio
import time

from aiogram.methods import SendMessage
from emulators.telegram_server import TelegramServer
from telegram_cast import Rig, running_bots

from bot.lanes import in_lane
from storage.engine import Database

AUDIENCE = 96


async def audience(rig: Rig, telegram: TelegramServer, count: int) -> list[int]:
    """Our ids of people who once opened the bot."""
    ids = []
    for number in range(count):
        person = telegram.person(f"người {number}")
        telegram.world.open_private(telegram.bot(rig.channel.bot.token), telegram.world.people[person.id])
        joined = await rig.database.addresses.find_or_create(rig.channel.account, str(person.id), rig.now)
        ids.append(joined.person.address_id)
    return ids


async def broadcast(rig: Rig, ids: list[int]) -> None:
    with in_lane("bulk"):
        await asyncio.gather(*(rig.channel.bot(SendMessage(chat_id=key, text="Thông báo")) for key in ids))


async def test_bulk_at_full_rate_beside_people_who_ask_meets_no_429(
    telegram: TelegramServer, token: str, database: Database
) -> None:
    lan = telegram.person("Cô Lan")
    async with running_bots(telegram, database, {"binh-long": token}) as rig:
        ids = await audience(rig, telegram, AUDIENCE)
        began = time.monotonic()
        crowd = asyncio.create_task(broadcast(rig, ids))
        waits = []
        for number in range(4):
            await asyncio.sleep(0.7)
            asked = time.monotonic()
            lan.writes(f"hỏi {number}")
            await telegram.received(lan, number + 1)
            waits.append(time.monotonic() - asked)
        await crowd
        took_s = time.monotonic() - began

    assert telegram.refused(token) == 0
    assert len(telegram.accepted(token)) == AUDIENCE + 4
    assert took_s < AUDIENCE / 24 * 1.15 + 0.5
    assert max(waits) < 0.3, "nobody waits behind the broadcast"


async def test_a_hundred_people_who_ask_at_once_meet_no_429(
    telegram: TelegramServer, token: str, database: Database
) -> None:
    people = [telegram.person(f"người {number}") for number in range(100)]
    async with running_bots(telegram, database, {"binh-long": token}):
        for person in people:
            person.writes("Lễ mấy giờ?")
        for person in people:
            await telegram.received(person, timeout_s=15)

    assert telegram.refused(token) == 0


async def test_a_429_all_the_same_loses_no_reply(telegram: TelegramServer, token: str, database: Database) -> None:
    lan = telegram.person("Cô Lan")
    async with running_bots(telegram, database, {"binh-long": token}):
        telegram.faults.refuse(1, method="sendMessage")
        lan.writes("một")
        lan.writes("hai")

        assert [one.text for one in await telegram.received(lan, 2)] == ["Dạ: một", "Dạ: hai"]


async def test_a_reply_whose_answer_was_lost_is_sent_once_more_and_no_more(
    telegram: TelegramServer, token: str, database: Database
) -> None:
    lan = telegram.person("Cô Lan")
    async with running_bots(telegram, database, {"binh-long": token}):
        telegram.faults.lose_answer(method="sendMessage")
        lan.writes("một")
        await telegram.received(lan, 2)
        lan.writes("hai")
        await telegram.received(lan, 3)

    assert [one.text for one in lan.received()] == ["Dạ: một", "Dạ: một", "Dạ: hai"]

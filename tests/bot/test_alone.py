"""What may happen once only: two people take the same thing at the same moment, and one of them has it."""

from __future__ import annotations

import asyncio
from typing import Any

from aiogram import Router
from aiogram.methods import SendMessage
from aiogram.types import Message
from telegram_cast import binh_long
from update_cast import KEY, NOON, build_world

from bot.inviting import make_code
from bot.standings import Standings
from handlers.context import Turn
from handlers.organiser_words import WRONG_CODE
from scheduler.organisers import Organiser, Remove
from scheduler.standing import Standing
from storage.engine import Database

PEOPLE = [f"người {number}" for number in range(8)]


async def test_a_one_time_code_typed_by_eight_at_once_makes_one_organiser(database: Database) -> None:
    world = await build_world(database, None, answerer=binh_long())
    code = await make_code(database, "binh-long", "Chị Hoa", KEY, NOON)

    receipts = await asyncio.gather(*(world.say(code, who=who) for who in PEOPLE))
    await world.answered(*receipts)
    await world.loop.close()

    (hoa,) = await database.organisers.of("binh-long")
    refused = [one.address_id for one in receipts if WRONG_CODE in world.session.texts_to(one.address_id)]
    assert len(refused) == len(PEOPLE) - 1
    assert set(hoa.addresses(NOON)) == {one.address_id for one in receipts} - set(refused)


async def test_the_right_code_after_five_wrong_ones_must_wait_an_hour(database: Database) -> None:
    world = await build_world(database, None, answerer=binh_long())
    code = await make_code(database, "binh-long", "Chị Hoa", KEY, NOON)

    wrong = [f"BL-AAAAA{sign}" for sign in "34679"]
    await asyncio.gather(*(world.say(one) for one in wrong))
    await world.say(code, event="at once")
    world.clock.forward(minutes=59)
    await world.say(code, event="an hour later, nearly")
    assert await database.organisers.of("binh-long") == ()

    await world.say(code, who="minh", event="somebody else")
    world.clock.forward(minutes=1)
    other = await make_code(database, "binh-long", "Cô Lan", KEY, world.clock.now)
    await world.say(other, event="an hour later")
    await world.loop.close()

    assert [one.name for one in await database.organisers.of("binh-long")] == ["Chị Hoa", "Cô Lan"]


async def test_who_decides_alone_keeps_nobody_waiting_who_decides_nothing(database: Database) -> None:
    router, gate = Router(), asyncio.Event()

    @router.message()
    async def decide(message: Message, turn: Turn) -> SendMessage:
        if message.text == "một mình":
            await turn.work.alone()
            await gate.wait()
        return message.answer("xong")

    world = await build_world(database, router)
    deciding = asyncio.create_task(world.say("một mình"))
    second = asyncio.create_task(world.say("một mình", who="minh"))
    quick = await world.say("chào", who="ba")
    await world.answered(quick)

    assert world.session.texts_to(quick.address_id) == ["xong"]
    assert not deciding.done()
    assert not second.done()
    gate.set()
    await asyncio.gather(deciding, second)
    await world.loop.close()


async def test_a_fault_while_alone_lets_the_next_one_in(database: Database) -> None:
    router = Router()

    @router.message()
    async def fail_at_first(message: Message, turn: Turn) -> SendMessage:
        await turn.work.alone()
        if message.text == "hỏng":
            raise ValueError("a fault of ours")
        return message.answer("xong")

    world = await build_world(database, router)
    await world.say("hỏng")
    received = await asyncio.wait_for(world.say("chào", who="minh"), timeout=10)
    await world.answered(received)
    await world.loop.close()

    assert world.session.texts_to(received.address_id) == ["xong"]


class SlowOrganisers:
    """Reads who the organisers are, and tells of it only when let."""

    def __init__(self, database: Database) -> None:
        self.database, self.read, self.let = database, asyncio.Event(), asyncio.Event()

    @property
    def organisers(self) -> SlowOrganisers:
        return self

    def __getattr__(self, part: str) -> Any:
        return getattr(self.database, part)

    async def of(self, locality: str) -> tuple[Organiser, ...]:
        found = await self.database.organisers.of(locality)
        self.read.set()
        await self.let.wait()
        return found


async def test_a_standing_read_while_somebody_was_removed_is_not_kept(database: Database) -> None:
    world = await build_world(database, None, answerer=binh_long())
    await world.say(await make_code(database, "binh-long", "Chị Hoa", KEY, NOON))
    await world.loop.close()
    (hoa,) = await database.organisers.of("binh-long")
    slow = SlowOrganisers(database)
    standings = Standings(slow, monotonic=lambda: 0.0)  # type: ignore[arg-type]

    reading = asyncio.create_task(standings.of("binh-long"))
    await slow.read.wait()
    await database.changes.submit(Remove("binh-long", hoa.id, NOON))
    standings.forget("binh-long")
    slow.let.set()
    await reading

    assert await standings.of("binh-long") == Standing()


async def test_what_was_decided_alone_is_seen_by_the_next_message_at_once(database: Database) -> None:
    world = await build_world(database, None, answerer=binh_long())
    code = await make_code(database, "binh-long", "Chị Hoa", KEY, NOON)
    await world.answered(await world.say("/quanly"))
    for said in (code, "/quanly"):
        last = await world.say(said, event=said + "2")
        await world.answered(last)
    await world.loop.close()

    assert "Anh/chị là người tổ chức" in world.session.texts_to(last.address_id)[-1]

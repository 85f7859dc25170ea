"""Notes to others than the person who wrote: committed with the update, sent on the reader's account, never lost."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from aiogram import Bot, Router
from aiogram.methods import SendMessage
from aiogram.types import Message
from update_cast import NOON, RecordingSession, World, build_world

from bot.channels.account import ChannelAccount
from handlers.context import Turn
from handlers.replies import notify
from scheduler.capabilities import CAPABILITIES
from scheduler.organisers import Invitation, Join
from scheduler.people import Channel
from storage.engine import Database
from storage.errors import StorageRejected


def telling_router() -> Router:
    """ "/kể 7 lời" tells address 7 "lời"; "/hỏng 7 lời" does so in an update that cannot be committed."""
    router = Router()

    @router.message()
    async def tell(message: Message, turn: Turn) -> SendMessage:
        match (message.text or "").split(maxsplit=2):
            case ["/kể", to, words]:
                notify(turn, int(to), words)
            case ["/hỏng", to, words]:
                notify(turn, int(to), words)
                used = Invitation(404, "không có", NOON)
                turn.work.change(Join(turn.locality, used, turn.person.address_id, "x", NOON, None))
        return message.answer("vâng")

    return router


@dataclass
class TwoChannels:
    """Chị Hoa writes on the web chat; anh Minh reads on Telegram, whose network is ``session``."""

    world: World
    telegram: ChannelAccount
    session: RecordingSession
    minh: int

    async def stored_for_minh(self) -> list[str]:
        return [text for direction, text in await self.world.transcript(self.minh) if direction == "out"]


@pytest.fixture
async def two(database: Database) -> AsyncIterator[TwoChannels]:
    world = await build_world(database, telling_router())
    session = RecordingSession()
    account = await database.accounts.find_or_create(Channel.TELEGRAM, "binh-long", "123")
    telegram = ChannelAccount(account, Bot("123:abc", session=session), CAPABILITIES[Channel.TELEGRAM])
    minh = (await database.addresses.find_or_create(account, "minh", NOON)).person.address_id
    yield TwoChannels(world, telegram, session, minh)
    await world.loop.close()


async def test_a_note_leaves_on_its_readers_account(two: TwoChannels) -> None:
    two.world.loop.serve([two.world.channel, two.telegram])
    await two.world.answered(await two.world.say(f"/kể {two.minh} tin cho anh"))
    await two.world.loop.settled(two.minh)

    assert two.session.texts_to(two.minh) == ["tin cho anh"]
    assert two.world.session.texts == ["vâng"]


async def test_a_note_stands_in_its_readers_transcript_and_in_nobody_elses(two: TwoChannels) -> None:
    two.world.loop.serve([two.telegram])
    received = await two.world.say(f"/kể {two.minh} tin cho anh")

    assert await two.world.transcript(two.minh) == [("out", "tin cho anh")]
    assert ("out", "tin cho anh") not in await two.world.transcript(received.address_id)


async def test_a_note_of_an_update_that_is_not_committed_is_neither_stored_nor_sent(two: TwoChannels) -> None:
    two.world.loop.serve([two.world.channel, two.telegram])
    with pytest.raises(StorageRejected):
        await two.world.say(f"/hỏng {two.minh} tin cho anh")
    await two.world.loop.settled(two.minh)

    assert await two.stored_for_minh() == []
    assert two.session.texts == []


async def test_a_note_for_an_account_that_does_not_run_leaves_when_it_does(two: TwoChannels) -> None:
    two.world.loop.serve([two.world.channel])
    await two.world.answered(await two.world.say(f"/kể {two.minh} tin cho anh"))
    assert two.session.texts == []

    later = await build_world(two.world.database, telling_router())
    await later.loop.resend_unanswered([two.telegram])
    await later.loop.settled(two.minh)

    assert two.session.texts_to(two.minh) == ["tin cho anh"]
    assert two.world.session.texts == ["vâng"]
    await later.loop.close()


async def test_a_repeated_event_sends_its_note_once(two: TwoChannels) -> None:
    two.world.loop.serve([two.telegram])
    for _ in range(2):
        await two.world.say(f"/kể {two.minh} tin cho anh", event="e1")
    await two.world.loop.settled(two.minh)

    assert two.session.texts == ["tin cho anh"]
    assert await two.stored_for_minh() == ["tin cho anh"]


async def test_a_note_to_an_address_that_is_gone_hinders_nobody(two: TwoChannels) -> None:
    received = await two.world.say("/kể 4040 tin")
    await two.world.answered(received)

    assert two.world.session.texts == ["vâng"]


async def test_notes_come_in_the_order_in_which_they_were_written(two: TwoChannels) -> None:
    two.world.loop.serve([two.telegram])
    for number in range(5):
        await two.world.say(f"/kể {two.minh} tin {number}")
    await two.world.loop.settled(two.minh)

    assert two.session.texts == [f"tin {number}" for number in range(5)]

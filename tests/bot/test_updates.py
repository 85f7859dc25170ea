"""The update loop on both databases: once, in order, remembered, and polite when something fails."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator

import pytest
from aiogram import Bot, Router
from aiogram.methods import SendMessage
from aiogram.types import Message, Update
from sqlalchemy import event
from update_cast import NOON, PACK_VERSION, World, build_world, echo_router

from bot.flood import FLOOD_TEXT
from bot.handling import APOLOGY_TEXT, storable
from bot.incoming import Incoming
from handlers.context import Turn
from scheduler.people import Person
from storage.engine import Database


@pytest.fixture
async def world(database: Database) -> AsyncIterator[World]:
    made = await build_world(database, echo_router())
    yield made
    await made.loop.close()


class Commits:
    """Counts the transactions of a database that were committed."""

    def __init__(self, database: Database) -> None:
        self.count = 0
        event.listen(database.engine.sync_engine, "commit", self._committed)

    def _committed(self, _connection: object) -> None:
        self.count += 1


async def test_a_message_is_answered_and_both_are_in_the_transcript(world: World) -> None:
    received = await world.say("Lễ mấy giờ?")
    await world.answered(received)

    assert world.session.texts == ["Dạ: Lễ mấy giờ?"]
    assert await world.transcript(received.address_id) == [("in", "Lễ mấy giờ?"), ("out", "Dạ: Lễ mấy giờ?")]


async def test_the_session_knows_which_stored_message_it_sends(world: World) -> None:
    received = await world.say("/hai")
    await world.answered(received)

    stored = await world.database.messages.after(received.address_id, received.incoming_id)
    assert [(line.id, line.text) for line in stored] == list(zip(received.reply_ids, ["một", "hai"], strict=True))
    assert [(sending.message_id, sending.again) for _, sending in world.session.sent] == [
        (received.reply_ids[0], False),
        (received.reply_ids[1], False),
    ]


async def test_a_repeated_event_changes_nothing(world: World) -> None:
    first = await world.say("Chào", event="e1")
    again = await world.say("Chào", event="e1")
    await world.answered(first, again)

    assert (first.repeated, again.repeated) == (False, True)
    assert (again.incoming_id, again.reply_ids) == (None, ())
    assert world.session.texts == ["Dạ: Chào"]
    assert len(await world.transcript(first.address_id)) == 2


async def test_an_event_repeated_at_the_same_moment_is_answered_once(world: World) -> None:
    receipts = await asyncio.gather(*(world.say("Chào", event="e1") for _ in range(10)))
    await world.answered(*receipts)

    assert [received.repeated for received in receipts].count(False) == 1
    assert world.session.texts == ["Dạ: Chào"]


async def test_an_event_is_known_again_after_a_restart(database_url: str) -> None:
    texts = []
    for _ in range(2):
        database = await Database.open(database_url)
        world = await build_world(database, echo_router())
        await world.answered(await world.say("Chào", event="e1"))
        texts += world.session.texts
        await world.loop.close()
        await database.close()

    assert texts == ["Dạ: Chào"]


async def test_one_persons_messages_are_handled_and_answered_in_order(database: Database) -> None:
    router = Router()

    @router.message()
    async def slow_at_first(message: Message, turn: Turn) -> SendMessage:
        number = int(message.text or "")
        await asyncio.sleep(0.02 / (number + 1))
        seen = [*(turn.conversation.topic or "").split(), str(number)]
        turn.conversation = type(turn.conversation)(topic=" ".join(seen))
        return message.answer(" ".join(seen))

    world = await build_world(database, router)
    receipts = await asyncio.gather(*(world.say(str(number)) for number in range(15)))
    await world.answered(*receipts)

    assert world.session.texts == [" ".join(map(str, range(number + 1))) for number in range(15)]
    ids = [one for received in receipts for one in (received.incoming_id, *received.reply_ids)]
    assert ids == sorted(ids)


async def test_nobody_waits_for_another_person(database: Database) -> None:
    router, gate = Router(), asyncio.Event()

    @router.message()
    async def wait_for_lan(message: Message) -> SendMessage:
        if message.text == "chờ":
            await gate.wait()
        return message.answer("xong")

    world = await build_world(database, router)
    slow = asyncio.create_task(world.say("chờ", who="lan"))
    quick = await world.say("nhanh", who="minh")
    await world.answered(quick)

    assert world.session.texts_to(quick.address_id) == ["xong"]
    assert not slow.done()
    gate.set()
    await slow


async def test_a_reply_that_hangs_keeps_nobody_else_waiting_and_does_not_delay_the_receipt(world: World) -> None:
    world.session.gate = asyncio.Event()
    lan = await world.say("một", who="lan")
    second = await world.say("hai", who="lan")
    assert world.session.texts == []

    world.session.gate.set()
    await world.answered(lan, second)
    assert world.session.texts == ["Dạ: một", "Dạ: hai"]


async def test_a_hundred_updates_at_one_moment_share_a_few_commits(world: World) -> None:
    people = [f"người {number}" for number in range(100)]
    await asyncio.gather(*(world.say("chào", who=who) for who in people))
    await asyncio.sleep(0.5)  # "answered" marks of the first round
    commits = Commits(world.database)

    receipts = await asyncio.gather(*(world.say("hỏi", who=who) for who in people))

    assert not any(received.repeated for received in receipts)
    assert commits.count <= 10


async def test_newcomers_at_one_moment_share_commits_too(world: World) -> None:
    commits = Commits(world.database)

    receipts = await asyncio.gather(*(world.say("chào", who=f"người {number}") for number in range(100)))

    assert len({received.address_id for received in receipts}) == 100
    assert commits.count <= 20


async def test_answered_marks_ride_on_the_next_commit(world: World) -> None:
    await world.answered(await world.say("một"))
    commits = Commits(world.database)
    await world.answered(await world.say("hai"))

    assert commits.count == 1
    account = world.channel.account.id
    assert [one.text for one in await world.database.messages.unanswered([account], NOON)] == ["Dạ: hai"]
    await asyncio.sleep(0.6)
    assert await world.database.messages.unanswered([account], NOON) == []


async def test_the_conversation_is_there_at_the_next_message_and_after_a_restart(database_url: str) -> None:
    router = Router()

    @router.message()
    async def tell_topic(message: Message, turn: Turn) -> SendMessage:
        before = turn.conversation.topic
        turn.conversation = type(turn.conversation)(topic=message.text, menu=(("Xem", "q:a"),))
        return message.answer(f"trước: {before}")

    texts = []
    for round_ in ("một", "ba"):
        database = await Database.open(database_url)
        world = await build_world(database, router)
        for word in (round_, f"{round_} nữa"):
            await world.answered(await world.say(word))
        texts += world.session.texts
        await world.loop.close()
        await database.close()
        router._parent_router = None  # aiogram attaches a router once; the second program would build its own

    assert texts == ["trước: None", "trước: một", "trước: một nữa", "trước: ba"]


async def test_what_was_told_is_recorded_with_the_packs_version(world: World) -> None:
    lan = await world.say("/kể launch.when", who="lan")
    await world.say("/kể desks.1", who="minh")

    told = await world.database.told.who_was_told("binh-long", "launch.when", PACK_VERSION)
    assert [(one.address_id, one.told_at) for one in told] == [(lan.address_id, NOON)]
    assert await world.database.told.who_was_told("binh-long", "launch.when", PACK_VERSION + 1) == []
    assert await world.database.told.who_was_told("kinh-mon", "launch.when", PACK_VERSION) == []


async def test_an_id_number_is_neither_stored_nor_shown_to_handlers(world: World) -> None:
    received = await world.say("số của tôi 012345678901 đây")
    await world.answered(received)

    transcript = await world.transcript(received.address_id)
    assert len(transcript) == 2
    assert "012345678901" not in str(transcript) + str(world.session.texts)


async def test_a_text_no_database_takes_is_cleaned(world: World) -> None:
    received = await world.say("a\0b\ud83dc", event="e1")
    await world.answered(received)

    assert await world.transcript(received.address_id) == [("in", "a�b�c"), ("out", "Dạ: a�b�c")]
    assert storable("Đình Lâm 😀") == "Đình Lâm 😀"


async def test_a_fault_in_a_handler_is_answered_politely_without_words_in_the_log(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    commits = Commits(world.database)
    await world.say("chào")
    before = commits.count
    received = await world.say("/hỏng bí-mật", event="e1")
    again = await world.say("/hỏng bí-mật", event="e1")
    await world.answered(received, again)

    assert world.session.texts == ["Dạ: chào", APOLOGY_TEXT]
    assert again.repeated
    assert commits.count - before <= 3
    assert "ValueError" in caplog.text
    assert "bí-mật" not in caplog.text


async def test_an_update_that_cannot_be_built_is_answered_politely(world: World) -> None:
    def build(_bot: Bot, _person: Person, _text: str) -> Update:
        raise KeyError("message")

    received = await world.loop.receive(world.channel, Incoming("e1", "lan", "?", build))
    await world.answered(received)

    assert world.session.texts == [APOLOGY_TEXT]


async def test_a_reply_to_somebody_else_never_leaves(database: Database) -> None:
    router = Router()

    @router.message()
    async def misdirect(message: Message) -> SendMessage:
        return SendMessage(chat_id=message.chat.id + 1, text="của người khác")

    world = await build_world(database, router)
    received = await world.say("chào")
    await world.answered(received)

    assert world.session.texts == [APOLOGY_TEXT]


@pytest.mark.parametrize("said", ["/im"])
async def test_an_update_without_a_reply_is_recorded(world: World, said: str) -> None:
    received = await world.say(said)

    assert await world.transcript(received.address_id) == [("in", "/im")]
    assert (await world.say(said)).repeated


async def test_what_no_handler_takes_is_recorded(database: Database) -> None:
    world = await build_world(database, Router())
    received = await world.say("chào")

    assert await world.transcript(received.address_id) == [("in", "chào")]


async def test_a_reply_that_failed_leaves_at_the_next_start_once(
    database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    texts = []
    for failing in (True, False, False):
        database = await Database.open(database_url)
        world = await build_world(database, echo_router())
        world.session.failing = failing
        count = await world.loop.resend_unanswered([world.channel])
        if failing:
            await world.answered(await world.say("chào"))
        await world.loop.close()
        await database.close()
        texts.append((count, world.session.texts, [sending.again for _, sending in world.session.sent]))

    assert texts == [(0, [], []), (1, ["Dạ: chào"], [True]), (0, [], [])]
    assert "ConnectionError" in caplog.text
    assert "bí mật" not in caplog.text


async def test_a_reply_older_than_ten_minutes_does_not_leave_any_more(world: World) -> None:
    world.session.failing = True
    await world.answered(await world.say("chào"))
    world.session.failing = False
    world.clock.forward(minutes=10)

    assert await world.loop.resend_unanswered([world.channel]) == 0


async def test_a_caller_who_goes_away_does_not_stop_the_work(database: Database) -> None:
    router, gate = Router(), asyncio.Event()

    @router.message()
    async def slow(message: Message) -> SendMessage:
        await gate.wait()
        return message.answer("xong")

    world = await build_world(database, router)
    caller = asyncio.create_task(world.say("chào"))
    await asyncio.sleep(0.05)
    caller.cancel()
    gate.set()
    await world.loop.close()

    assert world.session.texts == ["xong"]


async def test_a_flood_gets_one_polite_message_and_is_recorded_as_events(world: World) -> None:
    receipts = [await world.say(f"tin {number}") for number in range(40)]
    await world.answered(*receipts)

    assert world.session.texts == [f"Dạ: tin {number}" for number in range(20)] + [FLOOD_TEXT]
    assert len(await world.transcript(receipts[0].address_id)) == 42
    assert (await world.say("tin 39")).repeated

    world.clock.forward(seconds=11)
    await world.answered(await world.say("xin lỗi"))
    assert world.session.texts[-1] == "Dạ: xin lỗi"


async def test_the_log_names_ids_and_outcomes_but_no_words(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    received = await world.say("bí-mật của tôi", who="external-7")
    await world.answered(received)

    line = next(record.message for record in caplog.records if record.name == "bot.updates")
    assert f"address={received.address_id} outcome=answered" in line
    assert "bí-mật" not in line
    assert "external-7" not in line


async def test_locks_and_lanes_are_freed(world: World) -> None:
    receipts = await asyncio.gather(*(world.say("chào", who=f"người {number}") for number in range(30)))
    await world.answered(*receipts)

    assert len(world.loop._locks) == 0
    assert world.loop._outgoing._lanes == {}
    assert world.loop._outgoing._tasks == {}

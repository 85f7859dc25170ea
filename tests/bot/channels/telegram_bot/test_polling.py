"""The polling loop: nothing is confirmed before it is committed, nothing is answered twice, troubles are waited out."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest
from emulators.telegram_server import ALWAYS, TelegramServer
from telegram_cast import Rig, running_bots, until

from bot.channels.telegram_bot.line import AT_ONCE
from storage.engine import Database
from storage.errors import StorageRejected, StorageUnavailable
from storage.updates import Saved, UpdateRecord


class Gate:
    """Stands before the commit of updates: holds them up, or fails them, until it is opened."""

    def __init__(self, database: Database) -> None:
        self._submit = database.updates.submit
        self.open = asyncio.Event()
        self.waiting = 0
        self.fails: StorageUnavailable | None = None
        database.updates.submit = self.submit  # type: ignore[method-assign]

    async def submit(self, record: UpdateRecord) -> Saved:
        if self.fails is not None:
            raise self.fails
        self.waiting += 1
        await self.open.wait()
        return await self._submit(record)


@pytest.fixture
async def polling(telegram: TelegramServer, token: str, database: Database) -> Any:
    async with running_bots(telegram, database, {"binh-long": token}) as rig:
        yield rig


async def test_the_offset_moves_only_after_every_update_of_the_batch_is_committed(
    telegram: TelegramServer, token: str, database: Database
) -> None:
    people = [telegram.person(f"người {number}") for number in range(5)]
    inbox, gate = telegram.bot(token).inbox, Gate(database)
    async with running_bots(telegram, database, {"binh-long": token}):
        for person in people:
            person.writes("Lễ mấy giờ?")
        await until(lambda: gate.waiting >= 1)
        polls = telegram.bot(token).calls["getupdates"]
        await asyncio.sleep(0.3)
        assert len(inbox.pending) == 5
        assert telegram.bot(token).calls["getupdates"] == polls, "it asked for more while updates were in work"

        gate.open.set()
        await telegram.until(lambda: not inbox.pending)
        for person in people:
            assert len(await telegram.received(person)) == 1


async def test_at_most_one_batch_is_in_work(telegram: TelegramServer, token: str, database: Database) -> None:
    gate = Gate(database)
    for number in range(AT_ONCE + 50):
        telegram.person(f"người {number}").writes("Lễ mấy giờ?")
    async with running_bots(telegram, database, {"binh-long": token}):
        await until(lambda: gate.waiting == AT_ONCE)
        await asyncio.sleep(0.2)
        assert gate.waiting == AT_ONCE
        gate.open.set()
        await until(lambda: gate.waiting == AT_ONCE + 50, timeout_s=10)


async def test_what_could_not_be_stored_is_asked_for_again(
    telegram: TelegramServer, token: str, database: Database
) -> None:
    lan, gate = telegram.person("Cô Lan"), Gate(database)
    gate.open.set()
    gate.fails = StorageUnavailable("SQLITE_FULL")
    async with running_bots(telegram, database, {"binh-long": token}) as rig:
        lan.writes("Lễ mấy giờ?")
        await until(lambda: rig.line.trouble is not None)
        assert rig.line.trouble is not None
        assert rig.line.trouble.kind == "storage"
        assert len(telegram.bot(token).inbox.pending) == 1

        gate.fails = None
        await until(lambda: "Dạ: Lễ mấy giờ?" in [one.text for one in lan.received()])
        await until(lambda: rig.line.trouble is None)


async def test_what_will_never_be_stored_does_not_hold_up_the_rest(
    telegram: TelegramServer, token: str, database: Database
) -> None:
    gate = Gate(database)
    gate.open.set()
    gate.fails = StorageRejected("DataError")
    lan = telegram.person("Cô Lan")
    async with running_bots(telegram, database, {"binh-long": token}):
        lan.writes("một")
        await telegram.until(lambda: not telegram.bot(token).inbox.pending)
        gate.fails = None
        lan.writes("hai")
        await until(lambda: "Dạ: hai" in [one.text for one in lan.received()])


async def test_an_update_that_comes_again_is_answered_once(
    telegram: TelegramServer, token: str, database: Database
) -> None:
    lan, inbox = telegram.person("Cô Lan"), telegram.bot(token).inbox
    async with running_bots(telegram, database, {"binh-long": token}):
        lan.writes("một")
        [update] = inbox.pending.values()
        await telegram.received(lan)
    inbox.pending[update.id] = update  # the program ended before its offset reached Telegram
    async with running_bots(telegram, database, {"binh-long": token}):
        lan.writes("hai")
        await telegram.received(lan, 2)

    assert [one.text for one in lan.received()] == ["Dạ: một", "Dạ: hai"]


@pytest.mark.parametrize(
    "payload",
    [{}, {"message_id": 1}, {"message_id": 1, "chat": {"id": 5}, "from": "ai", "date": 1, "text": "x"}, [], 7],
)
async def test_an_update_nobody_can_read_does_not_hold_up_the_rest(
    polling: Rig, telegram: TelegramServer, token: str, payload: Any
) -> None:
    lan = telegram.person("Cô Lan")
    telegram.bot(token).inbox.put("message", payload, "x")
    lan.writes("Lễ mấy giờ?")

    assert (await telegram.received(lan))[0].text == "Dạ: Lễ mấy giờ?"


@pytest.mark.parametrize("trouble", ["answer", "answer_html", "drop_connection"])
async def test_an_outage_is_waited_out(polling: Rig, telegram: TelegramServer, token: str, trouble: str) -> None:
    lan = telegram.person("Cô Lan")
    getattr(telegram.faults, trouble)(times=ALWAYS, method="getUpdates")
    lan.writes("Lễ mấy giờ?")
    await until(lambda: polling.line.trouble is not None)
    assert polling.line.trouble is not None
    assert polling.line.trouble.kind in ("faulty", "unreachable")
    telegram.faults.clear()

    assert (await telegram.received(lan))[0].text == "Dạ: Lễ mấy giờ?"
    await until(lambda: polling.line.trouble is None)


async def test_pauses_grow_while_an_outage_lasts(polling: Rig, telegram: TelegramServer, token: str) -> None:
    telegram.faults.answer(502, "Bad Gateway", times=ALWAYS, method="getUpdates")
    telegram.person("Cô Lan").writes("Chào")
    await until(lambda: polling.line.trouble is not None)
    before = telegram.bot(token).calls["getupdates"]
    await asyncio.sleep(1.5)

    # 0.5 s × 0.05, doubled each time: 25, 50, 100, 200, 400, 800 ms
    assert telegram.bot(token).calls["getupdates"] - before <= 7
    telegram.faults.clear()


async def test_another_program_with_the_same_token_is_told_clearly_and_waited_for(
    polling: Rig, telegram: TelegramServer, token: str
) -> None:
    inbox = telegram.bot(token).inbox
    await until(lambda: inbox._held is not None)
    other = asyncio.create_task(inbox.poll(0, 100, 1))
    await until(lambda: polling.line.trouble is not None)
    assert polling.line.trouble is not None
    assert polling.line.trouble.kind == "conflict"
    assert "một chương trình khác đang dùng cùng bot này" in polling.line.trouble.text

    other.cancel()
    await asyncio.gather(other, return_exceptions=True)
    lan = telegram.person("Cô Lan")
    lan.writes("Lễ mấy giờ?")
    await telegram.received(lan)


async def test_a_webhook_that_somebody_left_is_taken_away(
    telegram: TelegramServer, token: str, database: Database
) -> None:
    lan = telegram.person("Cô Lan")
    async with running_bots(telegram, database, {"binh-long": token}, mode="webhook"):
        assert telegram.bot(token).webhook is not None
    async with running_bots(telegram, database, {"binh-long": token}):
        lan.writes("Lễ mấy giờ?")
        await telegram.received(lan)

    assert telegram.bot(token).webhook is None


async def test_it_stops_at_once_while_it_waits_for_news(
    telegram: TelegramServer, token: str, database: Database
) -> None:
    async with running_bots(telegram, database, {"binh-long": token}):
        await until(lambda: telegram.bot(token).inbox._held is not None)
        began = time.monotonic()

    assert time.monotonic() - began < 2


async def test_what_is_in_work_when_it_stops_is_finished(
    telegram: TelegramServer, token: str, database: Database
) -> None:
    lan, gate = telegram.person("Cô Lan"), Gate(database)
    async with running_bots(telegram, database, {"binh-long": token}) as rig:
        lan.writes("Lễ mấy giờ?")
        await until(lambda: gate.waiting == 1)
        await rig.bots.stop()
        gate.open.set()

    assert [one.text for one in lan.received()] == ["Dạ: Lễ mấy giờ?"]

"""Group commit: shared transactions, and failures that stay with whom they belong to."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import AsyncConnection
from storage_cast import NOON, make_address, record

from storage.engine import Database, migrate
from storage.errors import StorageRejected, StorageUnavailable
from storage.writer import Operation


class Commits:
    def __init__(self, database: Database) -> None:
        self.count = 0
        event.listen(database.engine.sync_engine, "commit", self._committed)

    def _committed(self, _connection: object) -> None:
        self.count += 1


async def test_what_waits_together_is_committed_together(database: Database) -> None:
    addresses = [await make_address(database, f"người {number}") for number in range(100)]
    commits = Commits(database)

    saved = await asyncio.gather(
        *(database.updates.submit(record(one, f"e{one.person.address_id}")) for one in addresses)
    )

    assert not any(one.repeated for one in saved)
    assert commits.count <= 4


async def test_ids_belong_to_the_right_records_and_keep_their_order(database: Database) -> None:
    addresses = [await make_address(database, f"người {number}") for number in range(40)]
    saved = await asyncio.gather(
        *(
            database.updates.submit(record(one, f"e{one.person.address_id}", f"hỏi {number}", ("một", "hai")))
            for number, one in enumerate(addresses)
        ),
    )

    for number, (address, one) in enumerate(zip(addresses, saved, strict=True)):
        lines = await database.messages.after(address.person.address_id, 0)
        own = [line for line in lines if line.id in (one.incoming_id, *one.reply_ids)]
        assert [line.text for line in own] == [f"hỏi {number}", "một", "hai"]
        assert (one.incoming_id, *one.reply_ids) == tuple(line.id for line in own)


async def test_of_two_equal_events_in_a_batch_one_is_new(database: Database) -> None:
    address = await make_address(database)
    saved = await asyncio.gather(*(database.updates.submit(record(address, "e1")) for _ in range(20)))

    assert [one.repeated for one in saved].count(False) == 1
    assert len(await database.messages.after(address.person.address_id, 0)) == 2


async def test_the_same_event_id_of_two_accounts_is_two_events(database: Database) -> None:
    here = await make_address(database, locality="binh-long")
    there = await make_address(database, locality="kinh-mon")

    saved = await asyncio.gather(*(database.updates.submit(record(one, "e1")) for one in (here, there)))
    assert [one.repeated for one in saved] == [False, False]


async def test_a_poisonous_record_does_not_sink_its_neighbours(database: Database) -> None:
    address = await make_address(database)
    poison = record(address, "poison", at=None)
    nobody = record(address, "nobody", address_id=999_999)
    records = [record(address, "e1"), poison, nobody, record(address, "e2")]

    results = await asyncio.gather(*(database.updates.submit(one) for one in records), return_exceptions=True)

    assert [type(one).__name__ for one in results] == ["Saved", "StorageRejected", "StorageRejected", "Saved"]
    assert not (await database.updates.submit(record(address, "e3"))).repeated
    assert (await database.updates.submit(record(address, "e1"))).repeated


async def test_a_rejected_record_leaves_nothing_behind(database: Database) -> None:
    address = await make_address(database)
    with pytest.raises(StorageRejected):
        await database.updates.submit(record(address, "e1", address_id=999_999))

    assert not (await database.updates.submit(record(address, "e1"))).repeated


async def test_a_failed_commit_is_not_in_the_conversation_cache(database: Database) -> None:
    address = await make_address(database)
    key = address.person.address_id
    await database.updates.submit(record(address, "e1", conversation={"topic": "cũ"}))
    with pytest.raises(StorageRejected):
        await database.updates.submit(record(address, "e2", conversation={"topic": {1, 2}}))

    assert await database.conversations.state(key) == {"topic": "cũ"}


async def test_a_repeated_record_does_not_change_the_conversation(database: Database) -> None:
    address = await make_address(database)
    await database.updates.submit(record(address, "e1", conversation={"topic": "một"}))
    await database.updates.submit(record(address, "e2", conversation={"topic": "hai"}))
    await database.updates.submit(record(address, "e1", conversation={"topic": "một"}))

    assert await database.conversations.state(address.person.address_id) == {"topic": "hai"}


async def test_after_closing_nothing_is_taken_any_more(database_url: str) -> None:
    database = await Database.open(database_url)
    address = await make_address(database)
    waiting = [asyncio.create_task(database.updates.submit(record(address, f"e{number}"))) for number in range(5)]
    await asyncio.sleep(0)
    await database.close()

    assert [one.repeated for one in await asyncio.gather(*waiting)] == [False] * 5
    with pytest.raises(StorageUnavailable):
        await database.updates.submit(record(address, "late"))


async def test_who_stops_waiting_does_not_disturb_the_batch(database: Database) -> None:
    address = await make_address(database)
    tasks = [asyncio.create_task(database.updates.submit(record(address, f"e{number}"))) for number in range(10)]
    await asyncio.sleep(0)
    tasks[3].cancel()

    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert [isinstance(one, asyncio.CancelledError) for one in results].count(True) == 1
    assert sum(1 for one in results if not isinstance(one, BaseException)) == 9


async def test_a_lost_connection_fails_its_batch_and_the_next_one_works(postgres_url: str) -> None:
    await migrate(postgres_url)
    database = await Database.open(postgres_url)
    address = await make_address(database)
    await database.updates.submit(record(address, "e1"))

    with pytest.raises(StorageUnavailable) as caught:
        await database.writer.write(_CutTheWire(), None)
    assert not isinstance(caught.value, StorageRejected)

    assert not (await database.updates.submit(record(address, "e2"))).repeated
    await database.close()


class _CutTheWire(Operation[None, None]):
    """A server that goes away in the middle of a transaction."""

    async def apply(self, connection: AsyncConnection, items: Sequence[None]) -> list[None]:
        await connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
        return [None] * len(items)


async def test_a_locked_database_fails_the_batch_at_once_not_one_by_one(impatient: Database) -> None:
    address = await make_address(impatient)
    other = sqlite3.connect(str(impatient.engine.url.database))
    other.execute("BEGIN IMMEDIATE")
    started = asyncio.get_running_loop().time()
    results: list[Any] = await asyncio.gather(
        *(impatient.updates.submit(record(address, f"e{number}")) for number in range(50)), return_exceptions=True
    )

    assert {(type(one), one.reason) for one in results} == {(StorageUnavailable, "SQLITE_BUSY")}
    assert asyncio.get_running_loop().time() - started < 1.5
    other.rollback()
    other.close()
    assert not (await impatient.updates.submit(record(address, "e0"))).repeated


async def test_answered_marks_survive_a_locked_database(impatient: Database) -> None:
    from storage.messages import Answered

    address = await make_address(impatient)
    saved = await impatient.updates.submit(record(address, "e1"))
    other = sqlite3.connect(str(impatient.engine.url.database))
    other.execute("BEGIN IMMEDIATE")
    impatient.messages.mark_answered(Answered(saved.reply_ids[0], NOON, "77"))
    await asyncio.sleep(0.6)
    other.rollback()
    other.close()
    await asyncio.sleep(0.6)

    lines = await impatient.messages.after(address.person.address_id, 0)
    assert [(line.sent_at, line.platform_message_id) for line in lines if line.direction == "out"] == [(NOON, "77")]


async def test_a_full_disk_fails_the_batch_and_later_batches_work(impatient: Database) -> None:
    address = await make_address(impatient)
    await _limit_pages(impatient, 1)
    with pytest.raises(StorageUnavailable) as caught:
        await impatient.updates.submit(record(address, "e1", "dài " * 10_000))
    assert caught.value.reason == "SQLITE_FULL"
    await _limit_pages(impatient, 1_000_000)

    assert not (await impatient.updates.submit(record(address, "e1", "dài " * 10_000))).repeated


async def _limit_pages(database: Database, pages: int) -> None:
    async with database.engine.connect() as connection:  # the pool hands out the one connection there is
        await connection.execute(text(f"PRAGMA max_page_count={pages}"))

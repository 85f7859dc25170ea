"""The update loop when the database takes no writes: people are told politely, nothing is lost or half-written."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text
from update_cast import World, build_world, echo_router

from bot.updates import BUSY_TEXT
from handlers.conversation import Conversation
from storage.engine import Database, migrate
from storage.errors import StorageUnavailable


@pytest.fixture
async def impatient(sqlite_url: str) -> AsyncIterator[World]:
    """A world on SQLite that waits for a lock 0.1 s only."""
    await migrate(sqlite_url)
    database = await Database.open(sqlite_url, busy_timeout_s=0.1)
    world = await build_world(database, echo_router())
    yield world
    await world.loop.close()
    await database.close()


async def test_a_locked_database_is_told_politely_and_later_messages_work(impatient: World) -> None:
    known = await impatient.say("chào")
    await impatient.answered(known)
    await asyncio.sleep(0.4)
    other = sqlite3.connect(str(impatient.database.engine.url.database))
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(StorageUnavailable):
        await impatient.say("có ghi được không", event="e2")
    assert impatient.session.texts[1:] == [BUSY_TEXT]
    assert impatient.session.sent[-1][1] is None
    with pytest.raises(StorageUnavailable):
        await impatient.say("có ghi được không", event="e2")
    assert impatient.session.texts[1:] == [BUSY_TEXT]  # once a minute, however often the platform repeats the event
    other.rollback()
    other.close()

    again = await impatient.say("có ghi được không", event="e2")
    await impatient.answered(again)
    assert not again.repeated
    assert impatient.session.texts[-1] == "Dạ: có ghi được không"
    assert [said for said, _ in await impatient.transcript(known.address_id)] == ["in", "out"] * 2


async def test_a_full_disk_is_told_politely_and_later_messages_work(impatient: World) -> None:
    known = await impatient.say("chào")
    await impatient.answered(known)
    await asyncio.sleep(0.4)
    await _limit_pages(impatient.database, 1)
    with pytest.raises(StorageUnavailable):
        await impatient.say("dài " * 5_000, event="e2")
    assert impatient.session.texts[1:] == [BUSY_TEXT]
    stored = Conversation.from_json(await impatient.database.conversations.state(known.address_id))
    assert stored.topic == "chào"

    await _limit_pages(impatient.database, 1_000_000)
    again = await impatient.say("dài " * 5_000, event="e2")
    assert not again.repeated


async def _limit_pages(database: Database, pages: int) -> None:
    """A full disk: SQLite may not grow; the pool hands out the one connection there is."""
    async with database.engine.connect() as connection:
        await connection.execute(text(f"PRAGMA max_page_count={pages}"))

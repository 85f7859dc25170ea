"""Whether writes are taken: locked, full, closed, and well again."""

from __future__ import annotations

import sqlite3

import pytest
from sqlalchemy import text
from storage_cast import make_address, record

from storage.engine import Database, migrate
from storage.errors import StorageUnavailable


async def test_a_database_that_takes_writes_is_well(database: Database) -> None:
    await database.health.check()


async def test_a_closed_database_is_not_well(sqlite_url: str) -> None:
    await migrate(sqlite_url)
    database = await Database.open(sqlite_url)
    await database.close()
    with pytest.raises(StorageUnavailable, match="closed"):
        await database.health.check()


async def test_a_locked_database_is_not_well_until_it_is_free_again(impatient: Database) -> None:
    other = sqlite3.connect(str(impatient.engine.url.database))
    other.execute("BEGIN IMMEDIATE")
    for _ in range(2):
        with pytest.raises(StorageUnavailable, match="SQLITE_BUSY"):
            await impatient.health.check()
    other.rollback()
    other.close()
    await impatient.health.check()


async def test_a_lock_held_longer_than_one_cares_to_wait_is_no_answer_in_time(sqlite_url: str) -> None:
    await migrate(sqlite_url)
    database = await Database.open(sqlite_url, busy_timeout_s=1.0)
    other = sqlite3.connect(str(database.engine.url.database))
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageUnavailable, match="in time"):
        await database.health.check(within_s=0.1)
    other.rollback()
    other.close()
    await database.health.check()
    await database.close()


async def test_a_full_disk_is_not_well_until_something_was_written_again(impatient: Database) -> None:
    address = await make_address(impatient)
    await _limit_pages(impatient, 1)
    with pytest.raises(StorageUnavailable):
        await impatient.updates.submit(record(address, "e1", "dài " * 10_000))
    with pytest.raises(StorageUnavailable, match="SQLITE_FULL"):
        await impatient.health.check()

    await _limit_pages(impatient, 1_000_000)
    await impatient.updates.submit(record(address, "e1", "dài " * 10_000))
    await impatient.health.check()


async def _limit_pages(database: Database, pages: int) -> None:
    async with database.engine.connect() as connection:  # the pool hands out the one connection there is
        await connection.execute(text(f"PRAGMA max_page_count={pages}"))

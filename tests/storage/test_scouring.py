"""What was erased leaves SQLite's file and its log."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from sqlalchemy import delete, insert
from storage_cast import NOON, make_address

from storage.engine import Database, migrate
from storage.tables import erasures, messages

WORD = b"cauhoirieng"


def left(folder: Path) -> int:
    return sum(path.read_bytes().count(WORD) for path in folder.rglob("*") if path.is_file())


async def write_and_delete(database: Database) -> None:
    """Rows of very different sizes between others, so that pages are split, and then all of one person's deleted."""
    lan, minh = await make_address(database, "lan"), await make_address(database, "minh")
    for turn in range(40):
        rows = [
            {
                "address_id": who.person.address_id,
                "account_id": who.person.account.id,
                "direction": "in",
                "event_id": None,
                "text": f"{word} " * (1 + (turn * 7 + number * 31) % 90),
                "created_at": NOON,
            }
            for number in range(10)
            for who, word in ((lan, WORD.decode()), (minh, "binhthuong"))
        ]
        async with database.engine.begin() as connection:
            await connection.execute(insert(messages), rows)
    async with database.engine.begin() as connection:
        await connection.execute(delete(messages).where(messages.c.address_id == lan.person.address_id))


async def proved(database: Database, at: dt.datetime) -> None:
    row = {"proof": "0" * 64, "locality": "binh-long", "channel": "web", "asked_at": at, "done_at": at}
    async with database.engine.begin() as connection:
        await connection.execute(insert(erasures), row)


async def test_after_an_erasure_the_file_is_written_anew_once(sqlite_url: str, tmp_path: Path) -> None:
    await migrate(sqlite_url)
    database = await Database.open(sqlite_url)
    await write_and_delete(database)
    assert left(tmp_path) > 0, "the log still holds them"
    await proved(database, NOON)

    assert await database.scouring.scour_after_erasures(NOON + dt.timedelta(minutes=5)) == 1
    assert left(tmp_path) == 0
    assert await database.scouring.scour_after_erasures(NOON + dt.timedelta(minutes=65)) == 0
    await database.close()


async def test_a_new_run_looks_two_days_back(sqlite_url: str) -> None:
    await migrate(sqlite_url)
    database = await Database.open(sqlite_url)
    await proved(database, NOON)

    assert await database.scouring.scour_after_erasures(NOON + dt.timedelta(days=3)) == 0
    assert await database.scouring.scour_after_erasures(NOON + dt.timedelta(days=1)) == 1
    await database.close()


async def test_while_somebody_reads_the_log_stays_and_nothing_breaks(sqlite_url: str, tmp_path: Path) -> None:
    await migrate(sqlite_url)
    database = await Database.open(sqlite_url, busy_timeout_s=0.1)
    async with database.engine.connect() as reader:
        await reader.exec_driver_sql("SELECT count(*) FROM messages")
        await write_and_delete(database)
        await database.scouring.empty_log()
        assert left(tmp_path) > 0
    await database.scouring.empty_log()
    assert (tmp_path / "data" / "hocvuso.db-wal").stat().st_size == 0
    await database.close()


async def test_postgresql_is_left_to_its_own_ways(database: Database) -> None:
    await database.scouring.scour()
    await make_address(database)

"""How the database is opened: settings of SQLite, drivers by URL, failures in plain words."""

from __future__ import annotations

import asyncio
import stat
from pathlib import Path

import pytest
from sqlalchemy import text

from storage.connection import default_url, parse_url, writing
from storage.engine import Database, migrate
from storage.errors import BadDatabaseUrl, StorageUnavailable


async def test_every_sqlite_connection_syncs_fully_and_checks_keys(sqlite_url: str) -> None:
    await migrate(sqlite_url)
    database = await Database.open(sqlite_url, busy_timeout_s=1.5)
    found = []
    async with database.engine.connect() as one, database.engine.connect() as other:
        for connection in (one, other):
            for pragma in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout"):
                found.append((await connection.execute(text(f"PRAGMA {pragma}"))).scalar_one())
    await database.close()

    assert found == ["wal", 2, 1, 1500] * 2  # synchronous=2 is FULL: https://sqlite.org/pragma.html#pragma_synchronous


async def test_a_writer_takes_the_lock_before_it_reads(sqlite_url: str) -> None:
    await migrate(sqlite_url)
    database = await Database.open(sqlite_url)
    engine = writing(database.engine)

    async def read_then_write(name: str) -> None:
        async with engine.begin() as connection:
            count = (await connection.execute(text("SELECT count(*) FROM accounts"))).scalar_one()
            await asyncio.sleep(0.02)
            row = {"locality": f"{name}{count}", "name": name}
            insert = "INSERT INTO accounts (channel, locality, name) VALUES ('web', :locality, :name)"
            await connection.execute(text(insert), row)

    await asyncio.gather(*(read_then_write(str(number)) for number in range(5)))
    async with database.engine.connect() as connection:
        assert (await connection.execute(text("SELECT count(*) FROM accounts"))).scalar_one() == 5
    await database.close()


async def test_the_folder_of_a_new_database_is_its_owners_alone(sqlite_url: str, tmp_path: Path) -> None:
    await migrate(sqlite_url)

    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700


async def test_an_error_of_the_database_quotes_no_value(database: Database) -> None:
    with pytest.raises(Exception, match="no_such_table") as caught:
        async with database.engine.connect() as connection:
            await connection.execute(text("SELECT * FROM no_such_table WHERE a = :a"), {"a": "bí mật"})

    assert "bí mật" not in str(caught.value)


def test_the_default_database_lies_in_the_data_directory() -> None:
    assert default_url(Path("/srv/hocvuso")) == "sqlite+aiosqlite:////srv/hocvuso/hocvuso.db"


@pytest.mark.parametrize(
    ("url", "driver"),
    [
        ("sqlite:///a.db", "sqlite+aiosqlite"),
        ("postgresql://u:p@h/d", "postgresql+asyncpg"),
        ("postgres://u:p@h/d", "postgresql+asyncpg"),
        ("postgresql+asyncpg://u:p@h/d", "postgresql+asyncpg"),
    ],
)
def test_the_driver_need_not_be_named(url: str, driver: str) -> None:
    assert parse_url(url).drivername == driver


@pytest.mark.parametrize("url", ["mysql://u:secret@h/d", "hocvuso.db", ""])
def test_an_unusable_url_is_named_without_its_password(url: str) -> None:
    with pytest.raises(BadDatabaseUrl, match="HOCVUSO_DATABASE_URL") as caught:
        parse_url(url)

    assert "secret" not in str(caught.value)


async def test_a_server_that_is_not_there_is_unavailable() -> None:
    url = "postgresql://nobody@127.0.0.1:1/nothing"
    with pytest.raises(StorageUnavailable):
        await Database.open(url)
    with pytest.raises(StorageUnavailable):
        await migrate(url)


async def test_a_file_that_is_no_database_is_unavailable(tmp_path: Path) -> None:
    path = tmp_path / "hocvuso.db"
    path.write_text("không phải cơ sở dữ liệu " * 100)
    with pytest.raises(StorageUnavailable):
        await migrate(f"sqlite:///{path}")

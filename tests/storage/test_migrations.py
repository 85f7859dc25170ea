"""Migrations: numbered, one head, and they make exactly what `storage.tables` describes."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from storage.connection import connect
from storage.engine import MIGRATIONS, migrate
from storage.errors import StorageUnavailable
from storage.tables import metadata


def scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return ScriptDirectory.from_config(config)


def test_there_is_one_head_and_the_numbers_have_no_gap() -> None:
    revisions = sorted(script.revision for script in scripts().walk_revisions())

    assert len(scripts().get_heads()) == 1
    assert revisions == [f"{number:04}" for number in range(1, len(revisions) + 1)]
    for script in scripts().walk_revisions():
        assert script.path.rsplit("/", 1)[-1].startswith(f"{script.revision}_")


async def test_migrating_makes_exactly_the_tables_the_code_describes(empty_url: str) -> None:
    await migrate(empty_url)

    def differences(connection: Connection) -> list[Any]:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        return list(compare_metadata(context, metadata))

    def checks(connection: Connection) -> dict[str, set[str]]:
        inspector = inspect(connection)
        return {name: {str(one["name"]) for one in inspector.get_check_constraints(name)} for name in metadata.tables}

    engine = connect(empty_url)
    async with engine.connect() as connection:
        assert await connection.run_sync(differences) == []
        assert (await connection.run_sync(checks))["messages"] == {"ck_messages_direction"}
    await engine.dispose()


async def test_migrating_again_changes_nothing_and_takes_a_moment(database_url: str) -> None:
    started = time.perf_counter()
    await migrate(database_url)

    assert time.perf_counter() - started < 2


async def test_two_programs_that_start_together_both_find_a_migrated_database(empty_url: str) -> None:
    await asyncio.gather(migrate(empty_url), migrate(empty_url))

    engine = connect(empty_url)
    async with engine.connect() as connection:
        names = await connection.run_sync(lambda sync: set(inspect(sync).get_table_names()))
    await engine.dispose()
    assert set(metadata.tables) <= names


async def test_a_database_of_a_newer_program_is_left_alone(database_url: str) -> None:
    engine = connect(database_url)
    async with engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    await engine.dispose()

    with pytest.raises(StorageUnavailable, match="newer than this program"):
        await migrate(database_url)

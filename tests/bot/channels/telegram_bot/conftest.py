"""An emulated Telegram with one bot, and our channel beside it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from emulators.telegram_server import TelegramServer
from telegram_cast import Rig, running_bots

from storage.engine import Database, migrate


@pytest.fixture
async def telegram() -> AsyncIterator[TelegramServer]:
    """A server with one bot; the pauses of the real one are shortened."""
    async with TelegramServer(webhook_pause_factor=0.02, conflict_pause_s=0.06) as server:
        server.add_bot("Bot Bình Long", "binh_long_bot")
        yield server


@pytest.fixture
def token(telegram: TelegramServer) -> str:
    return next(iter(telegram.world.bots))


@pytest.fixture
async def database(sqlite_url: str) -> AsyncIterator[Database]:
    """SQLite is enough here: storage's own tests run on both."""
    await migrate(sqlite_url)
    opened = await Database.open(sqlite_url)
    yield opened
    await opened.close()


@pytest.fixture(params=["polling", "webhook"])
async def rig(
    request: pytest.FixtureRequest, telegram: TelegramServer, token: str, database: Database
) -> AsyncIterator[Rig]:
    """One echoing bot, connected; once by polling, once by webhook."""
    async with running_bots(telegram, database, {"binh-long": token}, mode=request.param) as running:
        yield running

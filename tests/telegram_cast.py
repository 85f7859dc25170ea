"""Our Telegram channel beside an emulated Telegram: the real update loop, database, sessions and web server."""

from __future__ import annotations

import asyncio
import datetime as dt
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from functools import cache
from types import SimpleNamespace
from typing import Any, cast

import uvicorn
from aiogram import Router
from emulators.telegram_server import TelegramServer
from fastapi import FastAPI
from update_cast import PACK_VERSION, echo_router

from bot.channels.account import ChannelAccount
from bot.channels.telegram_bot.bots import TelegramBots, open_bots
from bot.channels.telegram_bot.line import Line
from bot.dispatcher import build_dispatcher
from bot.settings import BotToken, Settings
from bot.updates import UpdateLoop
from knowledge.answering.answerer import Answerer
from knowledge.pack.loading import load_shipped
from storage.engine import Database

SECRET = "mat-khau-de-thu-0123"
PAUSE_FACTOR = 0.05
AUTUMN = dt.datetime(2025, 10, 1, 1, 0, tzinfo=dt.UTC)


@cache
def binh_long() -> Answerer:
    """The real answerer of Bình Long."""
    return Answerer(load_shipped("binh-long"))


class Rig:
    """One run of the channel. ``now`` is its clock."""

    def __init__(self, telegram: TelegramServer, database: Database, url: str) -> None:
        self.telegram, self.database, self.url = telegram, database, url
        self.now = AUTUMN
        self.loop: UpdateLoop
        self.bots: TelegramBots

    @property
    def line(self) -> Line:
        return self.bots.lines[0]

    @property
    def channel(self) -> ChannelAccount:
        return self.bots.channels[0]

    async def address_id(self, external_id: int) -> int:
        """Our id of somebody Telegram knows by ``external_id``."""
        person = await self.database.addresses.find(self.channel.account, str(external_id))
        assert person is not None, "never wrote"
        return person.address_id

    async def transcript(self, external_id: int) -> list[tuple[str, str]]:
        lines = await self.database.messages.after(await self.address_id(external_id), 0)
        return [(line.direction, line.text) for line in lines]

    async def is_unreachable(self, external_id: int) -> bool:
        address = await self.database.addresses.by_id(await self.address_id(external_id))
        assert address is not None
        return address.unreachable


@asynccontextmanager
async def running_bots(
    telegram: TelegramServer,
    database: Database,
    tokens: Mapping[str, str],
    *,
    router: Router | None = None,
    answerer: Answerer | None = None,
    mode: str = "polling",
    starts: bool = True,
    pause_factor: float = PAUSE_FACTOR,
    **changes: Any,
) -> AsyncIterator[Rig]:
    """The bots (locality → token), connected; by default they echo (`update_cast.echo_router`)."""
    if router is None and answerer is None:
        router = echo_router()
    plain = cast(Answerer, SimpleNamespace(pack=SimpleNamespace(pack=SimpleNamespace(version=PACK_VERSION))))
    app = FastAPI()
    async with serving(app) as url:
        rig = Rig(telegram, database, url)
        values: dict[str, Any] = {
            "telegram_tokens": tuple(BotToken(slug, token) for slug, token in tokens.items()),
            "telegram_mode": mode,
            "telegram_api_base": telegram.base_url,
            "public_url": url,
            "webhook_secret": SECRET,
        }
        settings = Settings(_env_file=None, **{**values, **changes})
        answerers = dict.fromkeys(tokens, answerer or plain)
        rig.loop = UpdateLoop(database, build_dispatcher(router), answerers, lambda: rig.now)
        rig.bots = await open_bots(settings, database, rig.loop, answerers, lambda: rig.now, pause_factor)
        rig.bots.add_routes(app)
        if starts:
            rig.bots.start()
            await rig.bots.are_known(within_s=5)
        try:
            yield rig
        finally:
            await rig.bots.stop()
            await rig.loop.close(1.0)
            await rig.bots.close()


@asynccontextmanager
async def serving(app: FastAPI) -> AsyncIterator[str]:
    """A web server on a free port; its address."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, timeout_graceful_shutdown=1))
        task = asyncio.create_task(server.serve([listening]))
        while not server.started:
            await asyncio.sleep(0.01)
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            await task


async def until(condition: Any, timeout_s: float = 5.0) -> None:
    """Wait for a condition of ours; AssertionError when it does not come true in time."""
    end = asyncio.get_running_loop().time() + timeout_s
    while not condition():
        assert asyncio.get_running_loop().time() < end, "it did not come true in time"
        await asyncio.sleep(0.01)

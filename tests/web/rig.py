"""The web chat as it runs: the real update loop on SQLite, uvicorn on a loopback port. Only the handlers are ours."""

from __future__ import annotations

import asyncio
import datetime as dt
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

import httpx
from aiogram import Bot, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.channels.account import ChannelAccount
from bot.channels.webchat.session import WebChatSession
from bot.channels.webchat.streams import Streams
from bot.dispatcher import build_dispatcher
from bot.shown_once import ShownOnce
from bot.updates import UpdateLoop
from bot.web.deps import WebDeps
from bot.web.limits import WebLimits
from bot.web.localities import WebLocality
from bot.web.server import build_web
from bot.web.serving import WebServer, web_server
from bot.web.stored import StoredTranscripts
from knowledge.answering.answerer import Answerer
from knowledge.pack.loading import load_shipped
from scheduler.capabilities import CAPABILITIES
from scheduler.people import Channel
from storage.engine import Database, migrate

BINH_LONG = WebLocality(
    "binh-long",
    "Phường Bình Long",
    "Tỉnh Đồng Nai",
    "Lễ phát động phong trào “Bình dân học vụ số”",
    "Bản dùng thử, không phải kênh chính thức của UBND phường Bình Long.",
)
THIEN_TIN = WebLocality(
    "thien-tin",
    "Xã Thiện Tín",
    "Tỉnh Quảng Ngãi",
    "Tổ chức Lễ phát động phong trào “Bình dân học vụ số”",
    "Bản dùng thử, không phải kênh chính thức của UBND xã Thiện Tín.",
)


@cache
def any_answerer(_slug: str) -> Answerer:
    """The update loop wants one for each locality; these handlers do not ask it."""
    return Answerer(load_shipped("binh-long"))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def parrot() -> Router:
    """Handlers that answer predictably: a text is repeated with two buttons, a pressed button is named; "chậm" takes a
    second, "dài" brings a long answer."""
    router = Router()

    async def started(message: Message) -> Any:
        return message.answer(f"Chào bác: {message.text}", reply_markup=buttons())

    async def repeated(message: Message) -> Any:
        if message.text == "chậm":
            await asyncio.sleep(1)
        if message.text == "dài":
            return message.answer("\n\n".join(["Một đoạn dài trong kế hoạch. " * 12] * 6), reply_markup=buttons())
        return message.answer(f"Bác hỏi “{message.text}”", reply_markup=buttons())

    async def pressed(query: CallbackQuery) -> Any:
        assert isinstance(query.message, Message)
        return [query.answer(), query.message.answer(f"Bác bấm {query.data}")]

    def buttons() -> InlineKeyboardMarkup:
        labels = {"Lễ ngày nào?": "q:launch.when", "Ở đâu?": "q:launch.where"}
        row = [InlineKeyboardButton(text=label, callback_data=ref) for label, ref in labels.items()]
        return InlineKeyboardMarkup(inline_keyboard=[row])

    router.message.register(started, Command("start"))
    router.message.register(repeated)
    router.callback_query.register(pressed)
    return router


@dataclass
class Running:
    """A running web chat; ``url`` has no slash at its end."""

    url: str
    port: int
    streams: Streams
    database: Database
    updates: UpdateLoop
    channels: dict[str, ChannelAccount]
    server: WebServer

    def client(self, **options: Any) -> httpx.AsyncClient:
        return httpx.AsyncClient(base_url=self.url, timeout=10, **options)

    @asynccontextmanager
    async def visitor(self, slug: str = "binh-long") -> AsyncIterator[httpx.AsyncClient]:
        """A client with a session."""
        async with self.client() as client:
            (await client.post(f"/api/{slug}/session")).raise_for_status()
            yield client


async def _line(paused: str, _slug: str) -> str:
    return paused


@asynccontextmanager
async def running(
    folder: Path,
    *,
    port: int | None = None,
    localities: tuple[WebLocality, ...] = (BINH_LONG, THIEN_TIN),
    router: Callable[[], Router] | None = parrot,
    limits: WebLimits | None = None,
    public_url: str | None = None,
    busy_timeout_s: float = 5.0,
    clock: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
    answerer: Callable[[str], Answerer] = any_answerer,
    paused: str = "",
) -> AsyncIterator[Running]:
    """Start on the database in ``folder``, which may be there already, and stop gracefully at the end."""
    url = f"sqlite+aiosqlite:///{folder / 'hocvuso.db'}"
    await migrate(url)
    database, streams = await Database.open(url, busy_timeout_s), Streams()
    channels = {each.slug: await _channel(database, streams, each.slug) for each in localities}
    answerers = {each.slug: answerer(each.slug) for each in localities}
    updates = UpdateLoop(database, build_dispatcher(router() if router else None), answerers, clock)
    await updates.resend_unanswered(channels.values())
    deps = WebDeps(
        localities=localities,
        channels=channels,
        updates=updates,
        transcripts=StoredTranscripts(database, ShownOnce(), updates.erasing.last_words),
        streams=streams,
        clock=clock,
        public_url=public_url,
        limits=limits or WebLimits(),
        health=partial(_health, database),
        pause=partial(_line, paused),
    )
    port = port or free_port()
    server = web_server(build_web(deps), streams, "127.0.0.1", port)
    serving = asyncio.create_task(server.serve())
    while not server.started:
        assert not serving.done(), "the server did not start"
        await asyncio.sleep(0.01)
    try:
        yield Running(f"http://127.0.0.1:{port}", port, streams, database, updates, channels, server)
    finally:
        server.should_exit = True
        await serving
        await updates.close()
        await database.close()


async def _health(database: Database) -> dict[str, Any]:
    await database.health.check(within_s=1.0)
    return {}


async def _channel(database: Database, streams: Streams, slug: str) -> ChannelAccount:
    account = await database.accounts.find_or_create(Channel.WEB, slug, slug)
    bot = Bot(f"{account.id}:web", session=WebChatSession(streams))
    return ChannelAccount(account, bot, CAPABILITIES[Channel.WEB])

"""The real assistant of one ward on a SQLite file, with an organiser in office, spoken to in each channel's form."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import sqlite3
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, closing
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any, Protocol

import httpx
from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.methods import AnswerCallbackQuery
from safety.hostile_set import Input
from update_cast import RecordingSession
from web.rig import BINH_LONG

from bot.channels.account import ChannelAccount
from bot.channels.telegram_bot.addressing import Me
from bot.channels.telegram_bot.receiving import Receiver
from bot.channels.terminal.chat import TerminalChat
from bot.channels.terminal.incoming import pressed
from bot.channels.terminal.session import TerminalSession
from bot.channels.webchat.session import WebChatSession
from bot.channels.webchat.streams import Streams
from bot.dispatcher import build_dispatcher
from bot.shown_once import ShownOnce
from bot.updates import UpdateLoop
from bot.web.deps import WebDeps
from bot.web.limits import WebLimits
from bot.web.server import build_web
from bot.web.stored import StoredTranscripts
from knowledge.answering.answerer import Answerer
from knowledge.pack.loading import load_shipped
from scheduler.capabilities import CAPABILITIES
from scheduler.codes import VALID_FOR, hash_code
from scheduler.organisers import Invite, Join
from scheduler.people import Channel
from storage.engine import Database, migrate
from storage.messages import StoredMessage

NOW = dt.datetime(2025, 10, 8, 2, 0, tzinfo=dt.UTC)
KEY = b"a key of the tests"
CODES = {"used code": "BL-A3C4D6", "old code": "BL-E7F9G3", "personal code": "BL-H4J6K7"}
ROLES = ("organisers", "invitations", "sessions", "audit")
"""The tables that say who may what, and who did what."""


@cache
def binh_long() -> Answerer:
    """The real answerer of Bình Long."""
    return Answerer(load_shipped("binh-long"))


class Form(Protocol):
    """A channel's way of bringing an input to the update loop."""

    @property
    def channel(self) -> Channel:
        """Which channel it is."""

    @property
    def at_once(self) -> int:
        """From how many people it may bring something at the same time."""

    async def bring(self, one: Input, who: int) -> int | None:
        """Bring it from a person who never wrote before; their address, or None when it did not get through."""


class Stage:
    """Database and update loop; ``path`` is the SQLite file."""

    def __init__(self, database: Database, path: Path) -> None:
        self.database, self.path = database, path
        self.loop = UpdateLoop(database, build_dispatcher(), {"binh-long": binh_long()}, lambda: NOW, key=KEY)

    async def account(self, channel: Channel, session: BaseSession) -> ChannelAccount:
        """The ward's account on a channel, running."""
        account = await self.database.accounts.find_or_create(channel, "binh-long", "binh-long")
        opened = ChannelAccount(account, Bot(f"{account.id}:test", session=session), CAPABILITIES[channel])
        self.loop.serve([opened])
        return opened

    async def transcript(self, address_id: int) -> list[StoredMessage]:
        """What was said there, both ways, as it is stored."""
        await self.loop.settled(address_id)
        return await self.database.messages.after(address_id, 0)

    def rows(self, *tables: str) -> dict[str, list[tuple[Any, ...]]]:
        """All rows of these tables, by default of every table."""
        with closing(sqlite3.connect(self.path)) as database:
            names = tables or [
                name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type='table'")
            ]
            return {name: list(database.execute(f"SELECT * FROM {name}")) for name in names}  # noqa: S608


@asynccontextmanager
async def stage(folder: Path) -> AsyncIterator[Stage]:
    """A stage on which chị Hoa is organiser, at an address of her own."""
    path = folder / "hocvuso.db"
    await migrate(f"sqlite+aiosqlite:///{path}")
    database = await Database.open(f"sqlite+aiosqlite:///{path}")
    try:
        await _make_organiser(database)
        binh_long().answer("Lễ ngày nào?", NOW)
        binh_long().warm_up()
        ready = Stage(database, path)
        yield ready
        await ready.loop.close()
    finally:
        await database.close()


async def _make_organiser(database: Database) -> None:
    account = await database.accounts.find_or_create(Channel.WEB, "binh-long", "binh-long")
    hoa = (await database.addresses.find_or_create(account, "hoa", NOW)).person
    used, old, personal = (hash_code(CODES[name], KEY) for name in ("used code", "old code", "personal code"))
    await database.changes.submit(Invite("binh-long", used, "Chị Hoa", NOW, NOW + VALID_FOR))
    invitation = await database.organisers.invitation("binh-long", used, NOW)
    assert invitation is not None
    await database.changes.submit(Join("binh-long", invitation, hoa.address_id, personal, NOW, None))
    await database.changes.submit(Invite("binh-long", old, "Anh Minh", NOW - 2 * VALID_FOR, NOW - VALID_FOR))


class WebForm:
    """HTTP requests to the web app, each from a browser of its own; what the app refuses is not brought."""

    channel = Channel.WEB
    at_once = 8

    def __init__(self, stage: Stage, channel: ChannelAccount, streams: Streams) -> None:
        self._stage, self._channel = stage, channel
        limits = WebLimits(new_visitors_per_hour=10_000)
        transcripts = StoredTranscripts(stage.database, ShownOnce())
        deps = WebDeps(
            (BINH_LONG,), {"binh-long": channel}, stage.loop, transcripts, streams, lambda: NOW, limits=limits
        )
        self.app = build_web(deps)

    @classmethod
    async def open(cls, stage: Stage) -> WebForm:
        streams = Streams()
        return cls(stage, await stage.account(Channel.WEB, WebChatSession(streams)), streams)

    def client(self) -> httpx.AsyncClient:
        """A browser."""
        return httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url="http://test")

    async def bring(self, one: Input, who: int) -> int | None:
        if one.content is not None:
            return None  # the page sends texts and presses only
        said = {"text": one.text} if one.ref is None else {"ref": one.ref, "label": "Một nút"}
        async with self.client() as browser:
            (await browser.post("/api/binh-long/session")).raise_for_status()
            body = json.dumps({"id": f"m{who}", **said})
            answer = await browser.post("/api/binh-long/messages", content=body)
        if answer.status_code == 200:
            return await self._address(who)
        assert answer.status_code in {413, 422}, f"{one.name}: {answer.status_code}"
        assert answer.json()["error"].endswith((".", "nhé."))
        return None

    async def _address(self, who: int) -> int:
        """Whoever sent the event that ends so."""
        query = "SELECT address_id FROM messages WHERE event_id LIKE ?"
        with closing(sqlite3.connect(self._stage.path)) as database:
            return int(database.execute(query, (f"%:m{who}",)).fetchone()[0])


class TerminalForm:
    """Lines at a terminal; a press that is no button of the newest message can only come from a broken program."""

    channel = Channel.TERMINAL
    at_once = 1

    def __init__(self, stage: Stage, channel: ChannelAccount, session: TerminalSession) -> None:
        self._stage, self._channel, self._session = stage, channel, session

    @classmethod
    async def open(cls, stage: Stage) -> TerminalForm:
        session = TerminalSession(lambda: NOW)
        return cls(stage, await stage.account(Channel.TERMINAL, session), session)

    async def bring(self, one: Input, who: int) -> int | None:
        if one.content is not None or (one.text is not None and not one.text.strip()):
            return None  # an empty line only looks for news
        name = f"người {who}"
        joined = await self._stage.database.addresses.find_or_create(self._channel.account, name, NOW)
        here = joined.person.address_id

        async def address_of() -> int:
            return here

        chat = TerminalChat(self._stage.loop, self._channel, self._session, name, here, address_of, lambda: NOW)
        if one.text is not None:
            assert (await chat.hear(one.text)).note is None
        else:
            await self._stage.loop.receive(self._channel, pressed(name, "Một nút", one.ref or "", NOW))
        return joined.person.address_id


class TelegramSession(RecordingSession):
    """Telegram's network as far as handlers and the receiver see it."""

    async def make_request(self, bot: Bot, method: Any, timeout: int | None = None) -> Any:
        return True if isinstance(method, AnswerCallbackQuery) else await super().make_request(bot, method, timeout)


CONTENTS: Mapping[str, Any] = {
    "photo": [{"file_id": "a", "file_unique_id": "b", "width": 9, "height": 9}],
    "document": {"file_id": "a", "file_unique_id": "b", "file_name": "cccd-079203001234.pdf"},
    "voice": {"file_id": "a", "file_unique_id": "b", "duration": 3},
    "contact": {"phone_number": "0912345678", "first_name": "Lan"},
    "location": {"latitude": 11.65, "longitude": 106.6},
}


class TelegramForm:
    """Raw updates, as JSON that went over the network."""

    channel = Channel.TELEGRAM
    at_once = 8

    def __init__(self, stage: Stage, channel: ChannelAccount) -> None:
        self._stage, self._channel = stage, channel
        self._receiver = Receiver(channel, stage.loop, stage.database.addresses, lambda: NOW)
        self._receiver.me = Me(1, "hocvuso_bot")
        self._numbers = count(1)

    @classmethod
    async def open(cls, stage: Stage) -> TelegramForm:
        return cls(stage, await stage.account(Channel.TELEGRAM, TelegramSession()))

    async def bring(self, one: Input, who: int) -> int | None:
        number, user = next(self._numbers), {"id": 5000 + who, "is_bot": False, "first_name": "<b>079203001234</b>"}
        message = {"message_id": number, "date": 1759888800, "chat": {"id": user["id"], "type": "private"}}
        update: dict[str, Any] = {"update_id": number}
        if one.ref is not None:
            query = {"id": str(number), "from": user, "chat_instance": "1", "data": one.ref, "message": message}
            update["callback_query"] = query
        elif one.content is not None:
            shown = {"caption": one.caption} if one.caption else {}
            update["message"] = {**message, "from": user, one.content: CONTENTS[one.content], **shown}
        else:
            update["message"] = {**message, "from": user, "text": one.text}
        await self._receiver.take(json.loads(json.dumps(update)))
        await asyncio.sleep(0)
        person = await self._stage.database.addresses.find(self._channel.account, str(user["id"]))
        assert person is not None, f"{one.name}: the update got lost"
        return person.address_id


FORMS = {"web": WebForm, "terminal": TerminalForm, "telegram": TelegramForm}

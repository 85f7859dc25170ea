"""The composition root: the one place that chooses the real things and puts them together.

settings, clock -> packs -> answerers
                -> database (migrated) -> accounts -> update loop -> channels, web app
"""

from __future__ import annotations

import datetime as dt
import gc
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from aiogram import Bot
from fastapi import FastAPI

from bot.channels.account import ChannelAccount
from bot.channels.webchat.session import WebChatSession
from bot.channels.webchat.streams import Streams
from bot.dispatcher import build_dispatcher
from bot.inviting import first_codes
from bot.localities import load_packs
from bot.rights_clock import RightsClock
from bot.secret_file import KEY_FILE, secret_in
from bot.settings import Settings
from bot.shown_once import ShownOnce
from bot.standings import KEPT_S, Standings
from bot.updates import UpdateLoop
from bot.web.deps import WebDeps
from bot.web.localities import locality_of
from bot.web.server import build_web
from bot.web.stored import StoredTranscripts
from handlers.overdue import end_overdue
from handlers.words_of_pausing import head
from knowledge.answering.answerer import Answerer
from scheduler.capabilities import CAPABILITIES
from scheduler.metronome import Beat, Metronome
from scheduler.people import Channel
from storage.connection import default_url
from storage.engine import Database, migrate
from storage.errors import StorageUnavailable

if TYPE_CHECKING:
    from bot.channels.telegram_bot.bots import TelegramBots

REPLIES_GRACE_S = 1.5
"""How long replies on their way may take when the program stops; what does not leave leaves at the next start."""

OFTEN = dt.timedelta(minutes=1)
"""How often what people wait for is looked at."""


@dataclass(frozen=True)
class Assistant:
    """Everything of one run. ``accounts``: the running web chats by slug; ``telegram`` None: not asked for."""

    settings: Settings
    clock: Callable[[], dt.datetime]
    database: Database
    answerers: Mapping[str, Answerer]
    loop: UpdateLoop
    accounts: Mapping[str, ChannelAccount]
    streams: Streams
    standings: Standings
    shown_once: ShownOnce
    key: bytes = field(repr=False)
    telegram: TelegramBots | None = None

    def web_app(self) -> FastAPI:
        """The ASGI app with the pages, the web chat, /healthz and the webhooks."""
        app = build_web(
            WebDeps(
                localities=tuple(locality_of(answerer.pack) for answerer in self.answerers.values()),
                channels=self.accounts,
                updates=self.loop,
                transcripts=StoredTranscripts(self.database, self.shown_once, self.loop.erasing.last_words),
                streams=self.streams,
                clock=self.clock,
                public_url=self.settings.public_url,
                health=self._health,
                is_claimed=self._is_claimed,
                pause=self._pause,
            )
        )
        if self.telegram is not None:
            self.telegram.add_routes(app)
        return app

    def metronome(self) -> Metronome:
        """What the clock does by itself; not started yet."""
        return Metronome(self._beats(), self.clock)

    async def do_due(self) -> None:
        """Do what people wait for and the metronome of another program would do; for a terminal, at each line.

        Raises:
            StorageUnavailable: the database cannot be read or written.
        """
        for beat in self._beats():
            if beat.every <= OFTEN:
                await beat.work(self.clock())

    def _beats(self) -> list[Beat]:
        day, hour = dt.timedelta(days=1), dt.timedelta(hours=1)
        rights = RightsClock(self.database, self.standings, self.answerers, self.loop.announce)
        return [
            Beat("purge_texts", day, self.database.messages.purge_texts),
            Beat("purge_events", day, self.database.events.purge),
            Beat("purge_names", day, self.database.invited_names.purge),
            Beat("erase_left_over", OFTEN, self.loop.erasing.erase_left_over),
            Beat("scour", hour, self.database.scouring.scour_after_erasures),
            Beat("remind_of_rights", hour, rights.remind),
            Beat("end_overdue_handovers", OFTEN, self.end_overdue_handovers),
            Beat("resend_notes", OFTEN, self.loop.resend_notes),
        ]

    async def end_overdue_handovers(self, now: dt.datetime) -> int:
        """End hand-overs that nobody answered within a working day, and tell both sides; how many.

        Raises:
            StorageUnavailable: the database cannot be read or written.
        """
        ended = 0
        for slug in await self.database.handovers.with_overdue(now):
            if slug in self.answerers:
                pack = self.answerers[slug].pack
                ended += await self.loop.by_itself(slug, partial(end_overdue, pack, now=now))
        return ended

    async def first_codes(self) -> dict[str, str]:
        """A one-time code for each locality that nobody has claimed yet, new at every call.

        Raises:
            StorageUnavailable: the database cannot be read or written.
        """
        return await first_codes(self.database, self.answerers, self.key, self.clock())

    async def resend_unanswered(self) -> int:
        """Let replies leave that an earlier run committed and did not get out. Call it before the first update, in the
        process that holds the data directory: it could not tell them from replies another process is sending.

        Raises:
            StorageUnavailable: the database cannot be read.
        """
        return await self.loop.resend_unanswered(self.accounts.values())

    async def start_platforms(self, within_s: float) -> None:
        """Connect the accounts on other people's platforms, after their unanswered replies. Call it when the web server
        runs: nothing heavy may hold up replies between being sent and being noted as sent. Waits at most ``within_s``
        for the replies, and as long until it is known whether the platforms answer.

        Raises:
            StorageUnavailable: the database cannot be read.
        """
        if self.telegram is None:
            return
        await self.loop.resend_unanswered(self.telegram.channels)
        await self.loop.all_settled(within_s)
        self.telegram.start()
        await self.telegram.are_known(within_s)

    def warm_up(self) -> None:
        """Count the example questions now, beside the first messages, so that none of them waits for it."""
        for answerer in self.answerers.values():
            answerer.warm_up()

    async def _is_claimed(self, slug: str) -> bool:
        try:
            return (await self.standings.of(slug)).claimed
        except StorageUnavailable:
            return False  # a page without the database is no official one

    async def _pause(self, slug: str) -> str:
        try:
            standing = await self.standings.of(slug)
        except StorageUnavailable:
            return ""  # whether it is paused is not known; the chat itself says so
        if standing.pause is None:
            return ""
        return head((await self.loop.answerers.of(slug, standing)).pack, standing.pause)

    async def _health(self) -> Mapping[str, Any]:
        await self.database.health.check()
        return {"localities": len(self.answerers)}


@asynccontextmanager
async def open_assistant(
    settings: Settings, clock: Callable[[], dt.datetime], *, with_platforms: bool = False
) -> AsyncIterator[Assistant]:
    """Put an assistant together; at the end of the block what is in work is finished and the database closed.

    ``with_platforms``: also the accounts on other people's platforms; one program at a time may speak for them.

    Raises:
        SettingsError, BadDatabaseUrl, PackError: what the files say cannot be used; the message says what to do.
        StorageUnavailable: the database cannot be reached or migrated.
    """
    answerers = {slug: Answerer(pack) for slug, pack in load_packs(settings).items()}
    url = settings.database_url or default_url(settings.data_dir)
    await migrate(url)
    database = await Database.open(url)
    try:
        streams = Streams()
        session = WebChatSession(streams, clock)
        accounts = {slug: await _web_account(database, session, slug) for slug in answerers}
        standings = Standings(database, KEPT_S if with_platforms else 0)
        key = secret_in(settings.data_dir, KEY_FILE).encode()
        shown_once = ShownOnce()
        loop = UpdateLoop(database, build_dispatcher(), answerers, clock, standings, key, shown_once)
        loop.serve(accounts.values())
        telegram = await _telegram(settings, database, loop, answerers, clock) if with_platforms else None
        loop.serve(telegram.channels if telegram else ())
        try:
            yield Assistant(
                settings, clock, database, answerers, loop, accounts, streams, standings, shown_once, key, telegram
            )
        finally:
            if telegram is not None:
                await telegram.stop()
            await loop.close(REPLIES_GRACE_S)
            if telegram is not None:
                await telegram.close()
    finally:
        await database.close()


async def _telegram(
    settings: Settings,
    database: Database,
    loop: UpdateLoop,
    answerers: Mapping[str, Answerer],
    clock: Callable[[], dt.datetime],
) -> TelegramBots | None:
    if not settings.telegram_tokens:
        return None
    from bot.channels.telegram_bot.bots import open_bots  # python-telegram-bot takes a while to import

    return await open_bots(settings, database, loop, answerers, clock)


async def _web_account(database: Database, session: WebChatSession, slug: str) -> ChannelAccount:
    account = await database.accounts.find_or_create(Channel.WEB, slug, slug)
    # aiogram wants a token of the form <int>:<text>; the int becomes bot.id and must differ per account
    return ChannelAccount(account, Bot(f"{account.id}:web", session=session), CAPABILITIES[Channel.WEB])


def tune_garbage_collection() -> None:
    """Call once when everything is built: what lives for the whole run is not looked at again.

    Measured with aiogram: 1,450 -> 2,900 updates/s and p99 157 -> 13 ms.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    gc.enable()

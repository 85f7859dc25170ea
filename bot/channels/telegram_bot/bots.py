"""All Telegram accounts of one run: opened, started, told about, stopped."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable, Mapping

from aiogram import Bot
from fastapi import FastAPI

from bot.channels.account import ChannelAccount
from bot.channels.telegram_bot.line import Hook, Line
from bot.channels.telegram_bot.pacing import Pacing
from bot.channels.telegram_bot.receiving import Receiver, Receiving
from bot.channels.telegram_bot.repeating import PAUSES_S, Repeating
from bot.channels.telegram_bot.session import TelegramSession
from bot.channels.telegram_bot.webhook import add_webhook, webhook_path
from bot.secret_file import secret_in
from bot.settings import BotToken, Settings, SettingsError, variable
from scheduler.capabilities import CAPABILITIES
from scheduler.people import Channel
from storage.engine import Database

SECRET_FILE = "webhook_secret"  # noqa: S105 - the name of the file


class TelegramBots:
    """Open it with `open_bots`. ``start`` it after the web server listens; after ``stop`` nothing is taken in any more,
    after ``close`` (after the update loop's) nothing is sent."""

    def __init__(self, lines: Mapping[int, Line], secret: str) -> None:
        self._lines, self._secret = lines, secret
        self._running: list[asyncio.Task[None]] = []

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(self._lines.values())

    @property
    def channels(self) -> tuple[ChannelAccount, ...]:
        return tuple(line.receiver.channel for line in self.lines)

    def add_routes(self, app: FastAPI) -> None:
        """Let Telegram call, unless we ask."""
        called = {key: line.receiver for key, line in self._lines.items() if not line.is_polling}
        if called:
            add_webhook(app, called, self._secret)

    def start(self) -> None:
        """Connect every account; each on its own, so that one that cannot leaves the others alone."""
        self._running = [asyncio.create_task(line.run(), name="telegram") for line in self.lines]

    async def are_known(self, within_s: float) -> None:
        """Wait until every account is connected or in trouble, but not longer."""
        known = [asyncio.create_task(line.is_known.wait()) for line in self.lines]
        if known:
            _, late = await asyncio.wait(known, timeout=within_s)
            for task in late:
                task.cancel()

    async def stop(self) -> None:
        """Receive nothing more. What is in work goes on (the update loop's `close` waits for it)."""
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    async def close(self) -> None:
        """Let the connections go."""
        await asyncio.gather(*(line.receiver.close() for line in self.lines))
        await asyncio.gather(*(channel.bot.session.close() for channel in self.channels))


async def open_bots(
    settings: Settings,
    database: Database,
    loop: Receiving,
    localities: Mapping[str, object],
    clock: Callable[[], dt.datetime],
    pause_factor: float = 1.0,
) -> TelegramBots:
    """The accounts of the settings; no network yet. ``localities``: those that are served, by slug. ``pause_factor``
    shortens the pauses after troubles, for tests.

    Raises:
        SettingsError: a token is for a locality that is not served.
        StorageUnavailable: the database cannot be read or written.
    """
    for one in settings.telegram_tokens:
        if one.locality not in localities:
            raise SettingsError(
                f"{variable('telegram_tokens')} có bot của “{one.locality}”, nhưng lần chạy này không có nơi đó. "
                f"Các địa phương đang có: {', '.join(localities)}."
            )
    secret = webhook_secret(settings) if settings.telegram_mode == "webhook" else ""
    lines = {}
    for one in settings.telegram_tokens:
        channel = await _open_account(settings, database, one, clock, pause_factor)
        hook = Hook(f"{settings.public_url}{webhook_path(channel.account.id)}", secret) if secret else None
        lines[channel.account.id] = Line(Receiver(channel, loop, database.addresses, clock), hook, pause_factor)
    return TelegramBots(lines, secret)


async def _open_account(
    settings: Settings, database: Database, one: BotToken, clock: Callable[[], dt.datetime], pause_factor: float
) -> ChannelAccount:
    account = await database.accounts.find_or_create(Channel.TELEGRAM, one.locality, one.bot_id)
    session = TelegramSession(account, database.addresses, clock, settings.telegram_api_base, settings.proxy)
    session.middleware(Repeating(tuple(pause_s * pause_factor for pause_s in PAUSES_S)))
    session.middleware(Pacing())
    return ChannelAccount(account, Bot(one.token, session=session), CAPABILITIES[Channel.TELEGRAM])


def webhook_secret(settings: Settings) -> str:
    """The setting, or what was made at the first start and lies in the data directory, readable for its owner only."""
    if settings.webhook_secret:
        return settings.webhook_secret
    return secret_in(settings.data_dir, SECRET_FILE)

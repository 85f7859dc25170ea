"""One account kept connected (đường dây): who we are, then polling, or the webhook kept in place, whatever happens.

getMe, setMyCommands -> polling: deleteWebhook; getUpdates -> all committed -> the offset moves -> getUpdates …
                     -> webhook: setWebhook; a look every few minutes whether it is still there
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import Any

from aiogram.exceptions import TelegramConflictError, TelegramNotFound, TelegramUnauthorizedError
from aiogram.methods import DeleteWebhook, GetMe, GetWebhookInfo, SetMyCommands, SetWebhook, TelegramMethod
from aiogram.types import BotCommand

from bot.channels.telegram_bot.addressing import Json, Me
from bot.channels.telegram_bot.incoming import ALLOWED_UPDATES
from bot.channels.telegram_bot.receiving import Receiver
from bot.channels.telegram_bot.troubles import Trouble, trouble_of
from handlers.dialogue import COMMANDS

log = logging.getLogger(__name__)

POLL_S = 25
"""How long Telegram holds a poll without news."""
AT_ONCE = 100
"""The most updates one poll brings (https://core.telegram.org/bots/api#getupdates), and the most that are in work."""
LOOK_AGAIN_S = 300.0
MAX_CONNECTIONS = 40


class GetRawUpdates(TelegramMethod[list[dict[str, Any]]]):
    """getUpdates without aiogram's types: an update they do not fit must not spoil the whole batch."""

    __returning__ = list[dict[str, Any]]
    __api_method__ = "getUpdates"

    offset: int | None = None
    limit: int = AT_ONCE
    timeout: int = POLL_S
    allowed_updates: list[str] = ALLOWED_UPDATES


@dataclass(frozen=True, slots=True)
class Hook:
    """Where Telegram shall call, and the secret it shall bring."""

    url: str
    secret: str


class Line:
    """``hook`` None: polling. ``pause_factor`` shortens the pauses, for tests.

    ``trouble`` says what is wrong now (None: nothing); ``is_known`` is set once it is known whether we are connected.
    """

    def __init__(self, receiver: Receiver, hook: Hook | None = None, pause_factor: float = 1.0) -> None:
        self.receiver = receiver
        self.trouble: Trouble | None = None
        self.is_known = asyncio.Event()
        self._hook, self._pause_factor = hook, pause_factor
        self._is_connected = False
        self._offset: int | None = None

    @property
    def is_polling(self) -> bool:
        return self._hook is None

    async def run(self) -> None:
        """Stay connected until cancelled."""
        failures = 0
        while True:
            try:
                if not self._is_connected:
                    await self._connect()
                await (self._poll() if self._hook is None else self._look_after(self._hook))
            except Exception as error:  # whatever it is, it is told, and the other accounts go on
                failures += 1
                trouble = trouble_of(error)
                self._tell(trouble)
                if isinstance(error, (TelegramConflictError, TelegramUnauthorizedError, TelegramNotFound)):
                    self._is_connected = False
                await asyncio.sleep(trouble.pause(failures) * self._pause_factor)
            else:
                failures = 0
                self._tell(None)

    async def _connect(self) -> None:
        bot = self.receiver.channel.bot
        user = await bot(GetMe())
        self.receiver.me = Me(user.id, user.username or "")
        await bot(SetMyCommands(commands=[BotCommand(command=name, description=words) for name, words in COMMANDS]))
        if self._hook is None:
            await bot(DeleteWebhook(drop_pending_updates=False))
        else:
            await self._set(self._hook)
        self._is_connected = True
        self._tell(None)

    async def _set(self, hook: Hook) -> None:
        await self.receiver.channel.bot(
            SetWebhook(
                url=hook.url,
                secret_token=hook.secret,
                allowed_updates=ALLOWED_UPDATES,
                max_connections=MAX_CONNECTIONS,
                drop_pending_updates=False,
            )
        )

    async def _poll(self) -> None:
        hold_s = 0 if self.trouble else POLL_S  # after a trouble: to know at once that it is over
        poll = GetRawUpdates(offset=self._offset, timeout=hold_s)
        updates = await self.receiver.channel.bot(poll, request_timeout=hold_s + 10)
        if not updates:
            return
        outcomes = await asyncio.gather(*map(self.receiver.take, updates), return_exceptions=True)
        for update, outcome in zip(updates, outcomes, strict=True):
            if isinstance(outcome, BaseException):  # not remembered: ask for this one and those after it again
                self._offset = _id(update)
                raise outcome
        self._offset = _id(updates[-1]) + 1

    async def _look_after(self, hook: Hook) -> None:
        await asyncio.sleep(LOOK_AGAIN_S * self._pause_factor)
        info = await self.receiver.channel.bot(GetWebhookInfo())
        if info.url != hook.url:
            log.warning("telegram.webhook_gone account=%d", self.receiver.channel.account.id)
            await self._set(hook)

    def _tell(self, trouble: Trouble | None) -> None:
        account = self.receiver.channel.account
        if trouble is not None and (self.trouble is None or self.trouble.kind != trouble.kind):
            log.warning("telegram.trouble account=%d locality=%s kind=%s", account.id, account.locality, trouble.kind)
        if trouble is None and (self.trouble is not None or not self.is_known.is_set()):
            log.info("telegram.connected account=%d locality=%s", account.id, account.locality)
        self.trouble = trouble
        self.is_known.set()


def _id(update: Json) -> int:
    return int(update["update_id"])

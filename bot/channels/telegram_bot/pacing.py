"""How fast an account may send to Telegram; the one file that knows python-telegram-bot.

    reply -> [a group: its own pace] -> fewer than 29 sends in the last second -> leaves
    bulk  -> AIORateLimiter (one every 1/24 s) -> [group] -> fewer than 24, no reply waits, no pause -> leaves

python-telegram-bot contributes the documented limits (`telegram.constants`) and its `AIORateLimiter`, which is driven
from an aiogram request middleware. Its full bucket plus the refill would let twice the rate out in the first second,
so the bulk bucket holds one. Its own repetitions are off: what to send again is decided by whoever sends.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from typing import Any

from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import Response, SendChatAction, TelegramMethod
from aiogram.methods.base import TelegramType
from telegram.constants import FloodLimit
from telegram.ext import AIORateLimiter

from bot.lanes import LANE
from storage.cache import BoundedCache

log = logging.getLogger(__name__)

REPLIES_BELOW = FloodLimit.MESSAGES_PER_SECOND - 1
"""A reply leaves while fewer sends than this were made within a second; the documented limit is 30."""
BULK_BELOW = 24
"""Bulk leaves a fifth of the second to replies."""
CHAT_BURST, CHAT_BURST_S = 5 * FloodLimit.MESSAGES_PER_SECOND_PER_CHAT, 5.0
"""One message a second to one chat, "short bursts tolerated" (https://core.telegram.org/bots/faq)."""
GROUP_BURST, GROUP_BURST_S = 5, 20.0
"""A bucket of 5 that refills by 5 every 20 s never exceeds 5 + 15 = `FloodLimit.MESSAGES_PER_MINUTE_PER_GROUP`."""

WAKES_LATE_S = 0.001
"""A bucket of one never makes up for a sleep that lasted a little longer; that cost 3 % of the lane."""
LOOK_AGAIN_S = 0.005
"""How often one that waits for answers on their way looks again."""

LONGEST_WAIT_S = 600.0
"""A reply that must wait longer is given up: it would only surprise (`storage.messages.RESEND_WITHIN`)."""

MakeLimiter = Callable[[], AIORateLimiter]


def bulk_limiter() -> AIORateLimiter:
    """The bulk lane's pace: flat, without a burst at its beginning."""
    return AIORateLimiter(
        overall_max_rate=1,
        overall_time_period=1 / BULK_BELOW - WAKES_LATE_S,
        group_max_rate=0,
        group_time_period=0,
        max_retries=0,
    )


def group_limiter() -> AIORateLimiter:
    """The pace within each group, for both lanes; other chats pass."""
    return AIORateLimiter(
        overall_max_rate=0,
        overall_time_period=0,
        group_max_rate=GROUP_BURST,
        group_time_period=GROUP_BURST_S,
        max_retries=0,
    )


class Window:
    """Sends that are on their way or were answered within ``span_s`` seconds: whenever they arrive there, they count.

    ``clock`` gives seconds that never run backwards.
    """

    __slots__ = ("_answered", "_clock", "_on_the_way", "_span_s")

    def __init__(self, span_s: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._span_s, self._clock = span_s, clock
        self._on_the_way = 0
        self._answered: deque[float] = deque()

    def leaves(self) -> None:
        """One is on its way now."""
        self._on_the_way += 1

    def is_answered(self) -> None:
        """One of those on their way was taken or refused."""
        self._on_the_way -= 1
        self._answered.append(self._clock())

    def count(self) -> int:
        """How many there are now."""
        oldest = self._clock() - self._span_s
        while self._answered and self._answered[0] <= oldest:
            self._answered.popleft()
        return self._on_the_way + len(self._answered)

    def wait_s(self, below: int) -> float:
        """0 when there are fewer than ``below`` now; otherwise seconds after which it is worth looking again."""
        surplus = self.count() - below
        if surplus < 0:
            return 0.0
        if surplus >= len(self._answered):
            return LOOK_AGAIN_S
        return max(self._answered[surplus] + self._span_s - self._clock(), 0.001)


class Pacing(BaseRequestMiddleware):
    """One per account. Register it with the account's session; methods without a chat (getUpdates, answers to pressed
    buttons) pass. Raises what Telegram says; a 429 pauses the account's bulk for exactly as long as it asks, a reply
    that met it waits as long and leaves once more. Bulk is not repeated: that is up to whoever sends it.
    """

    def __init__(self, make_bulk: MakeLimiter = bulk_limiter, make_groups: MakeLimiter = group_limiter) -> None:
        self._bulk, self._groups = make_bulk(), make_groups()
        self._replies, self._bulk_sends = Window(1.0), Window(1.0)
        self._chats: BoundedCache[int, _Chat] = BoundedCache(10_000)
        self._turn = asyncio.Lock()
        self._replies_waiting = 0
        self._bulk_resumes_at = 0.0

    @property
    def bulk_pause_s(self) -> float:
        """Seconds until bulk may leave again after a 429; 0 when nothing holds it."""
        return max(self._bulk_resumes_at - time.monotonic(), 0.0)

    async def __call__(
        self, make_request: NextRequestMiddlewareType[TelegramType], bot: Bot, method: TelegramMethod[TelegramType]
    ) -> Response[TelegramType]:
        """See the class."""
        chat_id = getattr(method, "chat_id", None)
        if not isinstance(chat_id, int) or isinstance(method, SendChatAction):
            return await make_request(bot, method)
        send = _Send(chat_id, type(method).__api_method__, lambda: make_request(bot, method))
        result: Response[TelegramType]
        if LANE.get() == "bulk":
            result = await self._send_bulk(send)
            return result
        try:
            result = await self._send_reply(send)
        except TelegramRetryAfter as error:
            if error.retry_after > LONGEST_WAIT_S:
                raise
            result = await self._send_reply(send)
        return result

    async def _send_bulk(self, send: _Send) -> Any:
        async def at_leisure() -> Any:
            await _while_waiting(lambda: self._bulk_wait_s(send.chat_id))
            return await self._leave(send)

        return await _through(self._groups, send, lambda: _through(self._bulk, send, at_leisure))

    async def _send_reply(self, send: _Send) -> Any:
        async def at_once() -> Any:
            await _while_waiting(self._chat(send.chat_id).wait_s)
            self._replies_waiting += 1
            try:
                async with self._turn:  # among replies: first come, first served
                    await _while_waiting(self._reply_wait_s)
                    leaving = self._leave(send)
            finally:
                self._replies_waiting -= 1
            return await leaving

        return await _through(self._groups, send, at_once)

    def _reply_wait_s(self) -> float:
        return 0.0 if self._replies.count() + self._bulk_sends.count() < REPLIES_BELOW else LOOK_AGAIN_S

    def _bulk_wait_s(self, chat_id: int) -> float:
        if self._replies_waiting:
            return LOOK_AGAIN_S
        second_s = self._bulk_sends.wait_s(BULK_BELOW - self._replies.count())
        return max(self.bulk_pause_s, second_s, self._chat(chat_id).wait_s())

    def _leave(self, send: _Send) -> Coroutine[Any, Any, Any]:
        """Count it now; the caller awaits what is returned, to let it go."""
        chat = self._chat(send.chat_id)
        windows = [chat.window]
        if LANE.get() == "bulk":
            self._bulk_sends.leaves()
            self._bulk_sends.is_answered()  # bulk leaves evenly: counting its way there, too, would only slow it down
        else:
            windows.append(self._replies)
        for window in windows:
            window.leaves()
        return self._watch(send, chat, windows)

    async def _watch(self, send: _Send, chat: _Chat, windows: Sequence[Window]) -> Any:
        try:
            return await send.make_request()
        except TelegramRetryAfter as error:
            resumes_at = time.monotonic() + error.retry_after
            self._bulk_resumes_at = max(self._bulk_resumes_at, resumes_at)
            chat.resumes_at = resumes_at
            log.warning("telegram.too_fast lane=%s retry_after_s=%d", LANE.get(), error.retry_after)
            raise
        finally:
            for window in windows:
                window.is_answered()

    def _chat(self, chat_id: int) -> _Chat:
        chat = self._chats.get(chat_id)
        if chat is None:
            chat = _Chat()
            self._chats.put(chat_id, chat)
        return chat


@dataclass(frozen=True, slots=True)
class _Send:
    chat_id: int
    endpoint: str
    make_request: Callable[[], Coroutine[Any, Any, Any]]


@dataclass(slots=True)
class _Chat:
    """What left for one chat lately; ``resumes_at`` (monotonic seconds): Telegram asked to wait until then."""

    window: Window = field(default_factory=lambda: Window(CHAT_BURST_S))
    resumes_at: float = 0.0

    def wait_s(self) -> float:
        return max(self.resumes_at - time.monotonic(), self.window.wait_s(CHAT_BURST), 0.0)


async def _through(limiter: AIORateLimiter, send: _Send, callback: Callable[[], Coroutine[Any, Any, Any]]) -> Any:
    return await limiter.process_request(callback, (), {}, send.endpoint, {"chat_id": send.chat_id}, None)


async def _while_waiting(wait_s: Callable[[], float]) -> None:
    """Sleep until ``wait_s()`` is 0; looked at again and again, because others leave meanwhile."""
    while (left_s := wait_s()) > 0:  # noqa: ASYNC110 - nobody could tell us: time passes
        await asyncio.sleep(min(left_s, 0.05))

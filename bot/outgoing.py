"""Replies on their way out: from a handler's return value to a stored payload, and after the commit to the channel.

A stored payload is ``{"method": "SendMessage", "args": {…}}`` with aiogram's own names; ``chat_id`` is the address id.
While a stored message leaves, `SENDING` tells the channel's session which one it is: on channels of our own (web chat,
terminal) ``messages.id`` is the id the person's page knows it by.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from enum import Enum
from typing import Any

import aiogram.methods
from aiogram import Bot
from aiogram.client.default import Default
from aiogram.methods import TelegramMethod
from aiogram.types import Message
from pydantic import BaseModel

from bot.channels.account import ChannelAccount
from storage.messages import Answered, Messages, StoredMessage
from storage.updates import Reply

log = logging.getLogger(__name__)

Method = TelegramMethod[Any]
Clock = Callable[[], dt.datetime]
Finish = Callable[[Method, int], Awaitable[Method]]
"""Makes of a stored method to an address the one that leaves (`bot.made_files`)."""


@dataclass(frozen=True, slots=True)
class Sending:
    """The stored message that is leaving now; ``again``: it was left over by an earlier run of the program."""

    message_id: int
    address_id: int
    created_at: dt.datetime
    again: bool = False


SENDING: ContextVar[Sending | None] = ContextVar("sending", default=None)
"""Read it in a session's ``make_request``. None: the method is not in the transcript (`BUSY_TEXT`)."""


def methods_of(returned: object, address_id: int) -> tuple[Method, ...]:
    """What a handler returned, as methods.

    Raises:
        TypeError: something else than a method, several of them, or None; or a file, which cannot be stored.
        ValueError: a message to somebody else than the person who wrote.
    """
    if returned is None:
        return ()
    methods = tuple(returned) if isinstance(returned, (list, tuple)) else (returned,)
    for method in methods:
        if not isinstance(method, TelegramMethod):
            raise TypeError(f"a handler returned {type(method).__name__}")
        if getattr(method, "chat_id", address_id) != address_id:
            raise ValueError("a reply is addressed to somebody else")
    return methods


def to_reply(method: Method) -> Reply:
    """The method as it is stored; its text or caption is what the transcript shows.

    Raises:
        TypeError: it holds a file or something else that is not plain data.
    """
    text = getattr(method, "text", None) or getattr(method, "caption", None)
    shown = text if isinstance(text, str) and hasattr(method, "chat_id") else ""
    return Reply(shown, {"method": type(method).__name__, "args": _plain(method)})


def to_method(payload: Mapping[str, Any], bot: Bot) -> Method:
    """The stored method again.

    Raises:
        ValueError: it was stored by a version whose method is not known any more.
    """
    kind = getattr(aiogram.methods, str(payload["method"]), None)
    if not (isinstance(kind, type) and issubclass(kind, TelegramMethod)):
        raise ValueError(f"no such method: {payload['method']}")
    return kind.model_validate(payload["args"], context={"bot": bot})


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, (str, int, float, bool)):
        return value.value if isinstance(value, Enum) else value
    if isinstance(value, BaseModel):
        fields = {**value.__dict__, **(value.model_extra or {})}
        return {name: _plain(one) for name, one in fields.items() if one is not None and not isinstance(one, Default)}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, dt.datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be stored")


@dataclass(frozen=True, slots=True)
class Leaving:
    """A committed reply on its way out."""

    channel: ChannelAccount
    method: Method
    sending: Sending


async def _as_stored(method: Method, _address_id: int) -> Method:
    return method


class Outgoing:
    """Sends what was committed. One person's replies leave in order; nobody waits for another person's."""

    def __init__(self, messages: Messages, clock: Clock, finish: Finish = _as_stored) -> None:
        self._messages, self._clock, self._finish = messages, clock, finish
        self._lanes: dict[int, deque[Leaving]] = {}
        self._tasks: dict[int, asyncio.Task[None]] = {}

    def send_soon(self, replies: Iterable[Leaving]) -> None:
        """Let replies leave on their own; returns at once."""
        for reply in replies:
            address_id = reply.sending.address_id
            lane = self._lanes.get(address_id)
            if lane is None:
                lane = self._lanes[address_id] = deque()
                self._tasks[address_id] = asyncio.create_task(self._drain(address_id, lane), name="replies")
            lane.append(reply)

    async def settled(self, address_id: int) -> None:
        """Wait until no reply to this address is on its way (each has left or failed)."""
        while (task := self._tasks.get(address_id)) is not None:
            await asyncio.wait([task])

    async def all_settled(self, within_s: float) -> None:
        """Wait until no reply is on its way, but not longer."""
        if self._tasks:
            await asyncio.wait(list(self._tasks.values()), timeout=within_s)

    async def resend_unanswered(self, channels: Iterable[ChannelAccount], address_id: int | None = None) -> int:
        """Let replies leave that an earlier run committed and is not known to have sent; how many. Call it before the
        first update is received: afterwards it could not tell them from replies that are on their way. With
        ``address_id`` only those to that address.

        Raises:
            StorageUnavailable: the database cannot be read.
        """
        by_account = {channel.account.id: channel for channel in channels}
        left_over = await self._messages.unanswered(list(by_account), self._clock(), address_id)
        self._send_again(left_over, by_account)
        return len(left_over)

    async def resend_notes(self, channels: Iterable[ChannelAccount], now: dt.datetime) -> int:
        """Let notes leave that a platform did not take when they were due; how many. Those on their way are left alone.

        Raises:
            StorageUnavailable: the database cannot be read.
        """
        by_account = {channel.account.id: channel for channel in channels}
        delayed = await self._messages.delayed_notes(list(by_account), now)
        idle = [message for message in delayed if message.address_id not in self._lanes]
        self._send_again(idle, by_account)
        return len(idle)

    def _send_again(self, left_over: Iterable[StoredMessage], by_account: Mapping[int, ChannelAccount]) -> None:
        for message in left_over:
            channel = by_account[message.account_id]
            try:
                method = to_method(message.payload or {}, channel.bot)
            except (ValueError, KeyError) as error:
                log.error("reply.unreadable message=%d error=%s", message.id, type(error).__name__)
                continue
            sending = Sending(message.id, message.address_id, message.created_at, again=True)
            self.send_soon([Leaving(channel, method, sending)])

    async def close(self, grace_s: float) -> None:
        """Let what is on its way leave for at most ``grace_s`` seconds; what does not leaves at the next start."""
        if not self._tasks:
            return
        _, hanging = await asyncio.wait(list(self._tasks.values()), timeout=grace_s)
        for task in hanging:
            task.cancel()
        await asyncio.gather(*hanging, return_exceptions=True)

    async def _drain(self, address_id: int, lane: deque[Leaving]) -> None:
        try:
            while lane:
                await self._send(lane.popleft())
        finally:
            del self._lanes[address_id], self._tasks[address_id]

    async def _send(self, reply: Leaving) -> None:
        SENDING.set(reply.sending)
        message_id, account = reply.sending.message_id, reply.channel.account
        try:
            result = await reply.channel.bot(await self._finish(reply.method, reply.sending.address_id))
        except Exception as error:  # whatever a channel raises: the row stays unanswered, the next reply is tried
            log.warning(
                "reply.failed message=%d channel=%s account=%d error=%s",
                message_id,
                account.channel,
                account.id,
                type(error).__name__,
            )
            return
        platform_id = str(result.message_id) if isinstance(result, Message) else None
        self._messages.mark_answered(Answered(message_id, self._clock(), platform_id))

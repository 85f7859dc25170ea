"""One raw update of one account taken in: by polling or by webhook, the same way."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from collections.abc import Awaitable, Callable
from typing import Protocol

from aiogram.methods import AnswerCallbackQuery

from bot.channels.account import ChannelAccount
from bot.channels.telegram_bot.addressing import Json, Me
from bot.channels.telegram_bot.incoming import Event, Joined, Moved, Pressed, Reach, Said, read_update
from bot.handling import where
from bot.incoming import Incoming
from bot.updates import Received
from storage.addresses import Addresses
from storage.cache import BoundedCache
from storage.errors import StorageRejected, StorageUnavailable

log = logging.getLogger(__name__)

_REMEMBERED_MESSAGES = 10_000


class NotReady(Exception):
    """An update came before we know who we are (getMe has not succeeded yet); the platform shall send it again."""


class Receiving(Protocol):
    """What Telegram needs of the update loop."""

    @property
    def receive(self) -> Callable[[ChannelAccount, Incoming], Awaitable[Received]]:
        """Handles one event; returns after the commit."""


class Receiver:
    """One per account. ``me`` is set once getMe told who we are; ``clock`` gives aware UTC."""

    def __init__(
        self, channel: ChannelAccount, loop: Receiving, addresses: Addresses, clock: Callable[[], dt.datetime]
    ) -> None:
        self.channel, self.me = channel, None
        self._loop, self._addresses, self._clock = loop, addresses, clock
        self._texts: BoundedCache[str, int] = BoundedCache(_REMEMBERED_MESSAGES)
        self._answering: set[asyncio.Task[None]] = set()

    me: Me | None

    async def take(self, raw: Json) -> None:
        """Take in one update; afterwards it is committed, or nothing that concerns us, and may be confirmed.

        Raises:
            NotReady, StorageUnavailable: nothing was remembered; let the platform send it again.
        """
        if self.me is None:
            raise NotReady
        account = self.channel.account
        try:
            event = read_update(raw, self.me)
            await self._take(event)
        except StorageRejected:
            log.error("telegram.update_rejected account=%d", account.id)  # sent again, it would be refused again
        except StorageUnavailable:
            raise
        except Exception as error:  # one update we cannot read must not hold up all that come after it
            log.error(
                "telegram.update_unread account=%d error=%s at=%s", account.id, type(error).__name__, where(error)
            )

    async def close(self) -> None:
        """Stop answering pressed buttons; what they asked for is committed."""
        for task in self._answering:
            task.cancel()
        await asyncio.gather(*self._answering, return_exceptions=True)

    async def _take(self, event: Event | None) -> None:
        match event:
            case Said():
                if self._is_new(event):
                    await self._loop.receive(self.channel, event.incoming)
            case Joined(incoming):
                await self._loop.receive(self.channel, incoming)
            case Pressed(query_id, incoming):
                try:
                    if incoming is not None:
                        await self._loop.receive(self.channel, incoming)
                finally:  # whatever became of it, the button stops turning
                    self._answer(query_id)
            case Reach():
                await self._note_reach(event)
            case Moved(old_id, new_id):
                await self._follow(old_id, new_id)

    def _is_new(self, said: Said) -> bool:
        """False for an edit that did not change the text (Telegram reports previews and the like as edits)."""
        seen = hash(said.incoming.text)
        known = self._texts.get(said.message_key)
        self._texts.put(said.message_key, seen)
        return not said.is_edit or known != seen

    def _answer(self, query_id: str) -> None:
        task = asyncio.create_task(self._answer_pressed(query_id), name="answer pressed button")
        self._answering.add(task)
        task.add_done_callback(self._answering.discard)

    async def _answer_pressed(self, query_id: str) -> None:
        try:
            await self.channel.bot(AnswerCallbackQuery(callback_query_id=query_id))
        except Exception as error:  # it only stops the button's turning; the reply leaves by itself
            log.warning("telegram.press_unanswered account=%d error=%s", self.channel.account.id, type(error).__name__)

    async def _note_reach(self, reach: Reach) -> None:
        person = await self._addresses.find(self.channel.account, reach.external_id)
        if person is None:
            return
        if reach.lost is None:
            self._addresses.mark_reachable(person.address_id)
        else:
            self._addresses.mark_unreachable(person.address_id, self._clock(), reach.lost)
            log.info("telegram.unreachable address=%d why=%s", person.address_id, reach.lost)

    async def _follow(self, old_id: str, new_id: str) -> None:
        person = await self._addresses.find(self.channel.account, old_id)
        address = await self._addresses.by_id(person.address_id) if person is not None else None
        if address is not None and address.external_id == old_id:
            await self._addresses.move(address, new_id)

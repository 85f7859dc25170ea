"""The update loop: one incoming event, one commit, then the replies.

channel -> Incoming -> UpdateLoop.receive: lock the person, dispatch,
        commit (event id, effect, conversation, replies)
        -> return (the channel acknowledges the platform) -> replies leave -> "answered" rides on a later commit
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass

from aiogram import Dispatcher
from aiogram.methods import SendMessage

from bot.channels.account import ChannelAccount
from bot.current_answerers import CurrentAnswerers
from bot.erasing import Eraser
from bot.handling import Handled, Handling
from bot.incoming import Incoming
from bot.locks import Locks
from bot.made_files import MadeFiles
from bot.outgoing import Clock, Leaving, Outgoing, Sending
from bot.shown_once import ShownOnce
from bot.standings import Standings
from knowledge.answering.answerer import Answerer
from scheduler.changes import PRIVATE, Change
from scheduler.erasure import AskErasure
from scheduler.people import Person
from scheduler.standing import Standing
from storage.cache import BoundedCache
from storage.engine import Database
from storage.errors import StorageUnavailable
from storage.updates import Announcement, Note, Saved

log = logging.getLogger(__name__)

Decide = Callable[[Standing], tuple[Sequence[Change], Sequence[SendMessage]]]
"""Makes changes, and notes to whom they concern, of how a locality stands."""

BUSY_TEXT = "Dạ, em đang bận, chưa ghi được tin nhắn này. Bác vui lòng gửi lại sau một phút ạ."

_BUSY_SEND_S = 5.0
_BUSY_EVERY = dt.timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Received:
    """What became of an event. ``repeated``: it was known, nothing was changed. ``incoming_id`` and ``reply_ids`` are
    the transcript's ids (None and empty when repeated, or dropped in a flood)."""

    repeated: bool
    address_id: int
    incoming_id: int | None = None
    reply_ids: tuple[int, ...] = ()


class UpdateLoop:
    """See the module's docstring. One per process; it belongs to the event loop that runs it.

    ``answerers``: of the packs as they are, by the slug of the locality. ``clock``: aware UTC. ``key``: the
    installation's. At start call `serve` with the running accounts, and `resend_unanswered` before the first `receive`;
    at the end `close`, then the database's.
    """

    def __init__(
        self,
        database: Database,
        dispatcher: Dispatcher,
        answerers: Mapping[str, Answerer],
        clock: Clock,
        standings: Standings | None = None,
        key: bytes = b"",
        shown_once: ShownOnce | None = None,
    ) -> None:
        self._database = database
        self._standings = standings or Standings(database)
        self.answerers = CurrentAnswerers(answerers)
        self._handling = Handling(dispatcher, self.answerers, database, self._standings, key)
        self._shown_once = shown_once or ShownOnce()
        self._channels: dict[int, ChannelAccount] = {}
        self._clock = clock
        self._locks = Locks()
        self._told_busy: BoundedCache[int, dt.datetime] = BoundedCache(1_000)
        self._outgoing = Outgoing(database.messages, clock, MadeFiles(database, clock).finish)
        self.erasing = Eraser(database, self._locks, self._outgoing, self._shown_once, key, clock)
        self._receiving: set[asyncio.Task[Received]] = set()

    def serve(self, channels: Iterable[ChannelAccount]) -> None:
        """Accounts that run from now on: notes to their people can leave."""
        self._channels.update({channel.account.id: channel for channel in channels})

    async def receive(self, channel: ChannelAccount, incoming: Incoming) -> Received:
        """Handle one event; returns after the commit, when the channel may acknowledge it. Replies leave on their own
        afterwards. Events of one person are handled in the order of the calls. A caller that is cancelled leaves the
        event in work.

        Raises:
            StorageUnavailable: nothing was remembered; the person was told so if the channel could. The platform may
                deliver the event again, unless it is a `StorageRejected`, which will never be stored.
        """
        task = asyncio.create_task(self._receive(channel, incoming), name="update")
        self._receiving.add(task)
        task.add_done_callback(self._received)
        return await asyncio.shield(task)

    async def by_itself(self, locality: str, decide: Decide) -> int:
        """Do what the clock asks for in a locality: ``decide`` makes changes and notes of its standing, alone among
        updates that change it; they are committed together, then the notes leave. How many changes there were.

        Raises:
            StorageUnavailable: nothing was changed.
        """
        async with self._handling.locks.hold(locality):
            changes, notes = decide(await self._standings.read(locality))
            if changes or notes:
                await self.announce(notes, changes)
                self._standings.forget(locality)
        return len(changes)

    async def resend_unanswered(self, channels: Iterable[ChannelAccount], address_id: int | None = None) -> int:
        """Let replies leave that an earlier run of the program, or another one, committed less than 10 minutes ago and
        did not get out; how many there were. With ``address_id`` only those to that address.

        Raises:
            StorageUnavailable: the database cannot be read.
        """
        return await self._outgoing.resend_unanswered(channels, address_id)

    async def resend_notes(self, now: dt.datetime) -> int:
        """Let notes leave that a running account's platform did not take when they were due; how many.

        Raises:
            StorageUnavailable: the database cannot be read.
        """
        return await self._outgoing.resend_notes(self._channels.values(), now)

    async def settled(self, address_id: int) -> None:
        """Wait until every reply to this address has left or failed, and the address is erased if that was asked."""
        await self._outgoing.settled(address_id)
        await self.erasing.settled(address_id)

    async def all_settled(self, within_s: float) -> None:
        """Wait until every reply has left or failed, but not longer."""
        await self._outgoing.all_settled(within_s)

    async def close(self, grace_s: float = 3.0) -> None:
        """Finish the events in work and let their replies leave, for ``grace_s`` seconds each. The channels have
        stopped receiving by now."""
        if self._receiving:
            await asyncio.wait(set(self._receiving), timeout=grace_s)
        await self._outgoing.close(grace_s)
        await self.erasing.close(grace_s)

    async def announce(self, notes: Sequence[SendMessage], changes: Sequence[Change]) -> None:
        """What the clock tells people (``chat_id`` is an address of ours) and changes: committed together, then sent.

        Raises:
            StorageUnavailable: nothing was remembered, nothing leaves.
        """
        now = self._clock()
        written = [one for one in [await self._handling.note(note) for note in notes] if one is not None]
        announcement = Announcement(now, tuple(note for note, _ in written), tuple(changes))
        ids = await self._database.updates.announce(announcement)
        self._send_notes(written, ids, now)

    def _received(self, task: asyncio.Task[Received]) -> None:
        self._receiving.discard(task)
        if not task.cancelled():
            task.exception()  # seen by the caller of `receive`; asyncio need not complain when that one is gone

    async def _receive(self, channel: ChannelAccount, incoming: Incoming) -> Received:
        started = time.perf_counter()
        account = channel.account
        async with self._locks.hold((account.id, incoming.external_id)):
            now = self._clock()
            joined = await self._database.addresses.find_or_create(account, incoming.external_id, now)
            if joined.unreachable:
                self._database.addresses.mark_reachable(joined.person.address_id)
            try:
                async with AsyncExitStack() as until_committed:
                    handled = await self._handling.handle(
                        channel, incoming, joined.person, now, joined.new, until_committed
                    )
                    saved = await self._database.updates.submit(handled.record)
                    if any(not isinstance(change, PRIVATE) for change in handled.record.changes):
                        self._standings.forget(account.locality)
            except StorageUnavailable:
                await self._say_busy(channel, joined.person, now)
                raise
            if not saved.repeated:
                self._send(channel, handled, saved)
                if any(isinstance(change, AskErasure) for change in handled.record.changes):
                    self.erasing.soon(account, incoming.external_id, joined.person.address_id)
        log.info(
            "update channel=%s account=%d address=%d outcome=%s ms=%.1f",
            account.channel,
            account.id,
            joined.person.address_id,
            "repeated" if saved.repeated else handled.outcome,
            (time.perf_counter() - started) * 1000,
        )
        return Received(saved.repeated, joined.person.address_id, saved.incoming_id, saved.reply_ids)

    def _send(self, channel: ChannelAccount, handled: Handled, saved: Saved) -> None:
        record = handled.record
        for code in handled.hidden:
            for message_id in saved.reply_ids:
                self._shown_once.keep(message_id, code)
        self._outgoing.send_soon(
            Leaving(channel, method, Sending(message_id, record.address_id, record.at))
            for method, message_id in zip(handled.methods, saved.reply_ids, strict=True)
        )
        self._send_notes(zip(record.notes, handled.notes, strict=True), saved.note_ids, record.at)

    def _send_notes(
        self, notes: Iterable[tuple[Note, SendMessage]], message_ids: Sequence[int | None], at: dt.datetime
    ) -> None:
        for (note, method), message_id in zip(notes, message_ids, strict=True):
            running = self._channels.get(note.account_id)
            if running is not None and message_id is not None:  # otherwise it leaves when that account runs
                self._outgoing.send_soon([Leaving(running, method, Sending(message_id, note.address_id, at))])

    async def _say_busy(self, channel: ChannelAccount, person: Person, now: dt.datetime) -> None:
        """Try to tell the person, once a minute: the platform may deliver the event again and again. Whether that works
        or not, the channel gets the storage's error."""
        told_at = self._told_busy.get(person.address_id)
        if told_at is not None and now - told_at < _BUSY_EVERY:
            return
        self._told_busy.put(person.address_id, now)
        try:
            async with asyncio.timeout(_BUSY_SEND_S):
                await channel.bot(SendMessage(chat_id=person.address_id, text=BUSY_TEXT))
        except Exception as error:
            log.warning("busy.not_told address=%d error=%s", person.address_id, type(error).__name__)

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
import traceback
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from aiogram import Bot, Dispatcher
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.methods import SendMessage
from aiogram.types import Update

from bot.channels.account import ChannelAccount
from bot.flood import FLOOD_TEXT, Flood, Verdict
from bot.locks import Locks
from bot.outgoing import Clock, Leaving, Method, Outgoing, Sending, methods_of, to_reply
from handlers.context import Turn
from handlers.conversation import Conversation
from knowledge.answering.answerer import Answerer
from scheduler.people import Person
from scheduler.scrubbing import scrub
from storage.engine import Database
from storage.errors import StorageUnavailable
from storage.updates import Reply, Saved, UpdateRecord

log = logging.getLogger(__name__)

BUSY_TEXT = "Dạ, máy đang bận, chưa ghi được tin nhắn này. Bác vui lòng gửi lại sau một phút ạ."
APOLOGY_TEXT = "Dạ, máy gặp trục trặc nên chưa trả lời được câu này. Bác vui lòng hỏi lại bằng cách khác giúp ạ."

_BUSY_SEND_S = 5.0


@dataclass(frozen=True, slots=True)
class Incoming:
    """One event of a platform, before anything is looked up.

    ``event_id`` is unique per account (a repeated event changes nothing), ``external_id`` is the platform's id of the
    sender, ``text`` what the transcript shall show (a typed text, a pressed button's label), ``build`` makes the
    aiogram Update once the surrogate ids are known; it gets the scrubbed text.
    """

    event_id: str
    external_id: str
    text: str
    build: Callable[[Bot, Person, str], Update]


@dataclass(frozen=True, slots=True)
class Received:
    """What became of an event. ``repeated``: it was known, nothing was changed. ``incoming_id`` and ``reply_ids`` are
    the transcript's ids (None and empty when repeated, or dropped in a flood)."""

    repeated: bool
    address_id: int
    incoming_id: int | None = None
    reply_ids: tuple[int, ...] = ()


@dataclass(slots=True)
class _Work:
    """What handlers leave to be committed with their replies (`handlers.context.Work`)."""

    facts: list[str] = field(default_factory=list)

    def tell(self, facts: tuple[str, ...]) -> None:
        self.facts.extend(fact for fact in facts if fact not in self.facts)


@dataclass(frozen=True, slots=True)
class _Handled:
    """A record to commit, and its replies as methods; ``outcome`` is a word for the log."""

    record: UpdateRecord
    methods: tuple[Method, ...]
    outcome: str


class UpdateLoop:
    """See the module's docstring. One per process; it belongs to the event loop that runs it.

    ``answerers``: by the slug of the locality. ``clock``: aware UTC. At start call `resend_unanswered` before the first
    `receive`; at the end `close`, then the database's.
    """

    def __init__(
        self, database: Database, dispatcher: Dispatcher, answerers: Mapping[str, Answerer], clock: Clock
    ) -> None:
        self._database = database
        self._dispatcher = dispatcher
        self._answerers = answerers
        self._clock = clock
        self._locks = Locks()
        self._flood = Flood()
        self._outgoing = Outgoing(database.messages, clock)
        self._receiving: set[asyncio.Task[Received]] = set()

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

    async def resend_unanswered(self, channels: Iterable[ChannelAccount]) -> int:
        """Let replies leave that an earlier run of the program committed less than 10 minutes ago and did not get out;
        how many there were.

        Raises:
            StorageUnavailable: the database cannot be read.
        """
        return await self._outgoing.resend_unanswered(channels)

    async def settled(self, address_id: int) -> None:
        """Wait until every reply to this address has left or failed."""
        await self._outgoing.settled(address_id)

    async def close(self, grace_s: float = 3.0) -> None:
        """Finish the events in work and let their replies leave, for ``grace_s`` seconds each. The channels have
        stopped receiving by now."""
        if self._receiving:
            await asyncio.wait(set(self._receiving), timeout=grace_s)
        await self._outgoing.close(grace_s)

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
            handled = await self._handle(channel, incoming, joined.person, joined.new, now)
            try:
                saved = await self._database.updates.submit(handled.record)
            except StorageUnavailable:
                await self._say_busy(channel, joined.person)
                raise
            if not saved.repeated:
                self._send(channel, handled, saved)
        log.info(
            "update channel=%s account=%d address=%d outcome=%s ms=%.1f",
            account.channel,
            account.id,
            joined.person.address_id,
            "repeated" if saved.repeated else handled.outcome,
            (time.perf_counter() - started) * 1000,
        )
        return Received(saved.repeated, joined.person.address_id, saved.incoming_id, saved.reply_ids)

    async def _handle(
        self, channel: ChannelAccount, incoming: Incoming, person: Person, new: bool, now: dt.datetime
    ) -> _Handled:
        record = UpdateRecord(channel.account.id, incoming.event_id, person.address_id, now)
        verdict = self._flood.judge(person.address_id, now)
        if verdict is Verdict.DROP:
            return _Handled(record, (), "dropped")
        scrubbed = scrub(storable(incoming.text))
        if verdict is Verdict.WARN:
            return _with_words(record, scrubbed.text, FLOOD_TEXT, "flood")
        answerer = self._answerers[channel.account.locality]
        before = Conversation.from_json(await self._database.conversations.state(person.address_id, new))
        work = _Work()
        turn = Turn(person, before, answerer, work, now, text=scrubbed.text, scrubbed=scrubbed)
        try:
            update = incoming.build(channel.bot, person, scrubbed.text)
            returned = await self._dispatcher.feed_update(channel.bot, update, turn=turn)
            methods = methods_of(None if returned is UNHANDLED else returned, person.address_id)
            replies = tuple(to_reply(method) for method in methods)
        except Exception as error:  # a fault of ours: the person gets an apology, and the event is not repeated
            log.error("update.failed error=%s at=%s", type(error).__name__, where(error))
            return _with_words(record, scrubbed.text, APOLOGY_TEXT, "failed")
        return _Handled(
            UpdateRecord(
                account_id=record.account_id,
                event_id=record.event_id,
                address_id=record.address_id,
                at=now,
                text=scrubbed.text,
                replies=replies,
                conversation=None if turn.conversation == before else turn.conversation.to_json(),
                told=tuple(work.facts),
                pack_version=answerer.pack.pack.version,
            ),
            methods,
            "unhandled" if returned is UNHANDLED else "answered",
        )

    def _send(self, channel: ChannelAccount, handled: _Handled, saved: Saved) -> None:
        record = handled.record
        self._outgoing.send_soon(
            Leaving(channel, method, Sending(message_id, record.address_id, record.at))
            for method, message_id in zip(handled.methods, saved.reply_ids, strict=True)
        )

    async def _say_busy(self, channel: ChannelAccount, person: Person) -> None:
        """Try to tell the person; whether that works or not, the channel gets the storage's error."""
        try:
            async with asyncio.timeout(_BUSY_SEND_S):
                await channel.bot(SendMessage(chat_id=person.address_id, text=BUSY_TEXT))
        except Exception as error:
            log.warning("busy.not_told address=%d error=%s", person.address_id, type(error).__name__)


def storable(text: str) -> str:
    """The text without what no database takes: NUL and halves of surrogate pairs become U+FFFD."""
    return text.replace("\0", "\ufffd").encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def where(error: BaseException) -> str:
    """Where an error was raised, innermost last, without its message: that could quote a person."""
    frames = traceback.extract_tb(error.__traceback__)[-4:]
    return " > ".join(f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in frames)


def _with_words(record: UpdateRecord, text: str, answer: str, outcome: str) -> _Handled:
    """A record whose only reply are these words."""
    method = SendMessage(chat_id=record.address_id, text=answer)
    reply: Reply = to_reply(method)
    whole = UpdateRecord(record.account_id, record.event_id, record.address_id, record.at, text=text, replies=(reply,))
    return _Handled(whole, (method,), outcome)

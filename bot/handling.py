"""One event of one person handled: what the handlers made of it, ready to be committed. Nothing is written here."""

from __future__ import annotations

import datetime as dt
import logging
import traceback
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace

from aiogram import Dispatcher
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.methods import SendMessage

from bot.channels.account import ChannelAccount
from bot.current_answerers import CurrentAnswerers
from bot.flood import FLOOD_TEXT, Flood, Verdict
from bot.incoming import Incoming
from bot.locks import Locks
from bot.outgoing import Method, methods_of, to_reply
from bot.shown_once import MASK, masked
from bot.standings import Standings
from handlers.context import Records, Rights, Turn
from handlers.conversation import Conversation
from scheduler.changes import Change
from scheduler.codes import code_in, without_codes
from scheduler.people import Person
from scheduler.scrubbing import scrub
from scheduler.standing import Standing
from storage.engine import Database
from storage.updates import Note, UpdateRecord

log = logging.getLogger(__name__)

APOLOGY_TEXT = "Dạ, em gặp trục trặc nên chưa trả lời được câu này. Bác vui lòng hỏi lại bằng cách khác giúp em ạ."


@dataclass(slots=True)
class _Work:
    """What handlers leave to be committed with their replies (`handlers.context.Work`). ``until_committed`` holds what
    this update keeps others from."""

    locality: str
    standings: Standings
    locks: Locks
    until_committed: AsyncExitStack
    facts: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    notes: list[SendMessage] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    quotes: int | None = None
    repeats: bool = False
    is_alone: bool = False

    def tell(self, facts: tuple[str, ...]) -> None:
        self.facts.extend(fact for fact in facts if fact not in self.facts)

    def change(self, change: Change) -> None:
        self.changes.append(change)

    def hide(self, code: str) -> None:
        self.hidden.append(code)

    def quote(self, address_id: int) -> None:
        self.quotes = address_id

    def repeat_questions(self) -> None:
        self.repeats = True

    def send(self, note: SendMessage) -> None:
        self.notes.append(note)

    async def alone(self) -> Standing:
        if not self.is_alone:
            await self.until_committed.enter_async_context(self.locks.hold(self.locality))
            self.is_alone = True
        return await self.standings.read(self.locality)


@dataclass(frozen=True, slots=True)
class Handled:
    """A record to commit, its replies as methods and its notes to others, one for one; ``outcome`` is a word for the
    log, ``hidden`` are codes that the stored replies hold as a mask."""

    record: UpdateRecord
    methods: tuple[Method, ...]
    outcome: str
    notes: tuple[SendMessage, ...] = ()
    hidden: tuple[str, ...] = ()


class Handling:
    """Turns events into records by way of the Dispatcher. Call it for one event of a person at a time.

    ``locks``: one per locality, for what is decided alone."""

    def __init__(
        self,
        dispatcher: Dispatcher,
        answerers: CurrentAnswerers,
        database: Database,
        standings: Standings,
        key: bytes,
    ) -> None:
        rights = Rights(database.consents, database.requests, database.held)
        self._dispatcher = dispatcher
        self._answerers = answerers
        self._database = database
        self._standings = standings
        self._records = Records(
            database.organisers,
            database.audit,
            database.messages,
            rights,
            database.questions,
            database.told,
            key,
        )
        self.locks = Locks()
        self._flood = Flood()

    async def handle(
        self,
        channel: ChannelAccount,
        incoming: Incoming,
        person: Person,
        now: dt.datetime,
        new: bool,
        until_committed: AsyncExitStack,
    ) -> Handled:
        """Handle an event; ``new``: it is the person's first; ``until_committed`` is closed by the caller when the
        record is committed or given up. A fault in a handler becomes an apology.

        Raises:
            StorageUnavailable: the conversation cannot be read.
        """
        empty = UpdateRecord(channel.account.id, incoming.event_id, person.address_id, now)
        verdict = self._flood.judge(person.address_id, now)
        if verdict is Verdict.DROP:
            return Handled(empty, (), "dropped")
        scrubbed = scrub(storable(incoming.text))
        record = replace(empty, text=_without_codes(scrubbed.text, channel.account.locality))
        if verdict is Verdict.WARN:
            return _with_words(record, FLOOD_TEXT, "flood")
        before = Conversation.from_json(await self._database.conversations.state(person.address_id, new))
        locality = channel.account.locality
        standing = await self._standings.of(locality)
        work = _Work(locality, self._standings, self.locks, until_committed)
        answerer = await self._answerers.of(locality, standing)
        turn = Turn(person, before, answerer, work, now, self._records, standing, text=scrubbed.text, scrubbed=scrubbed)
        try:
            update = incoming.build(channel.bot, person, scrubbed.text)
            returned = await self._dispatcher.feed_update(channel.bot, update, turn=turn)
            methods = methods_of(None if returned is UNHANDLED else returned, person.address_id)
            replies = tuple(masked(to_reply(method), work.hidden) for method in methods)
            notes = [note for note in [await self.note(one) for one in work.notes] if note is not None]
        except Exception as error:  # a fault of ours: the person gets an apology, and the event is not repeated
            log.error("update.failed error=%s at=%s", type(error).__name__, where(error))
            return _with_words(record, APOLOGY_TEXT, "failed")
        whole = replace(
            record,
            replies=replies,
            conversation=None if turn.conversation == before else turn.conversation.to_json(),
            told=tuple(work.facts),
            pack_version=answerer.pack.pack.version,
            notes=tuple(note for note, _ in notes),
            changes=tuple(work.changes),
            quotes=work.quotes,
            repeats=work.repeats,
            outcome=turn.outcome or None,
        )
        sent = tuple(method for _, method in notes)
        outcome = "unhandled" if returned is UNHANDLED else turn.outcome or "answered"
        return Handled(whole, methods, outcome, sent, tuple(work.hidden))

    async def note(self, method: SendMessage) -> tuple[Note, SendMessage] | None:
        """The note for an address, None when that one is gone."""
        address = await self._database.addresses.by_id(int(method.chat_id))
        if address is None:
            return None
        return Note(address.person.address_id, address.person.account.id, to_reply(method)), method


def _with_words(record: UpdateRecord, words: str, outcome: str) -> Handled:
    """The record with these words as its only reply."""
    method = SendMessage(chat_id=record.address_id, text=words)
    return Handled(replace(record, replies=(to_reply(method),)), (method,), outcome)


def _without_codes(text: str, slug: str) -> str:
    """What is stored of a message: no code, however it was typed."""
    return MASK if code_in(text, slug) is not None else without_codes(text, MASK)


def storable(text: str) -> str:
    """The text without what no database takes: NUL and halves of surrogate pairs become U+FFFD."""
    return text.replace("\0", "\ufffd").encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def where(error: BaseException) -> str:
    """Where an error was raised, innermost last, without its message: that could quote a person."""
    frames = traceback.extract_tb(error.__traceback__)[-4:]
    return " > ".join(f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in frames)

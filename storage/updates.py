"""One update of one person: its event id, effect, conversation and replies are committed together or not at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from scheduler.changes import Change
from storage.asked_words import REPEATS
from storage.changes import apply_change
from storage.conversations import Conversations, State, save_conversations
from storage.events import EventKey, take_events
from storage.messages import NOTES_WAIT, NewMessage, add_messages
from storage.tables import addresses
from storage.told import Told, record_told
from storage.writer import Operation, Writer


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply to be stored: its words, and what is needed to send it (`bot.outgoing`)."""

    text: str
    payload: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Note:
    """A message to somebody else than the person who wrote (tin chuyển), at an address of ours."""

    address_id: int
    account_id: int
    reply: Reply


@dataclass(frozen=True, slots=True)
class UpdateRecord:
    """All that an update changes. ``text`` None: the event alone is remembered (a flood). ``conversation`` None:
    unchanged. ``told``: facts of pack version ``pack_version``. ``changes`` are carried out in their order.
    ``quotes``: the address whose words the messages to anybody else repeat; ``repeats``: the replies repeat what
    several people asked; ``outcome``: a word for what the message came to (`scheduler.questions`)."""

    account_id: int
    event_id: str
    address_id: int
    at: dt.datetime
    text: str | None = None
    replies: tuple[Reply, ...] = ()
    conversation: State | None = None
    told: tuple[str, ...] = ()
    pack_version: int = 0
    notes: tuple[Note, ...] = ()
    changes: tuple[Change, ...] = ()
    quotes: int | None = None
    repeats: bool = False
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a record. ``repeated``: the event was known, nothing was changed and there are no ids. A note's id
    is None when its reader's address went in the meantime."""

    repeated: bool
    incoming_id: int | None = None
    reply_ids: tuple[int, ...] = ()
    note_ids: tuple[int | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Announcement:
    """What the clock tells people, with what it changes: committed together, no event and no reply."""

    at: dt.datetime
    notes: tuple[Note, ...] = ()
    changes: tuple[Change, ...] = ()


class _Save(Operation[UpdateRecord, Saved]):
    def __init__(self, conversations: Conversations) -> None:
        self._conversations = conversations

    async def apply(self, connection: AsyncConnection, items: Sequence[UpdateRecord]) -> list[Saved]:
        keys = [EventKey(one.account_id, one.event_id, one.at, one.address_id) for one in items]
        new = await take_events(connection, keys)
        fresh = [record for record, is_new in zip(items, new, strict=True) if is_new]
        there = await _there(connection, [note for record in fresh for note in record.notes])
        lines = [line for record in fresh for line in _lines(record, there)]
        ids = iter(await add_messages(connection, lines) if lines else ())
        for record in fresh:
            for change in record.changes:
                await apply_change(connection, change)
        told = [
            Told(record.address_id, fact, record.pack_version, record.at) for record in fresh for fact in record.told
        ]
        if told:
            await record_told(connection, told)
        states = {record.address_id: record.conversation for record in fresh if record.conversation is not None}
        if states:
            await save_conversations(connection, states, fresh[-1].at)
        return [
            _saved(record, ids, there) if is_new else Saved(True) for record, is_new in zip(items, new, strict=True)
        ]

    def committed(self, items: Sequence[UpdateRecord], results: Sequence[Saved]) -> None:
        for record, saved in zip(items, results, strict=True):
            if record.conversation is not None and not saved.repeated:
                self._conversations.remember(record.address_id, record.conversation)

    def failed(self, item: UpdateRecord) -> None:
        self._conversations.forget(item.address_id)


class _Announce(Operation[Announcement, tuple[int | None, ...]]):
    async def apply(self, connection: AsyncConnection, items: Sequence[Announcement]) -> list[tuple[int | None, ...]]:
        there = await _there(connection, [note for one in items for note in one.notes])
        lines = [line for one in items for line in _note_lines(one.notes, one.at, there)]
        ids = iter(await add_messages(connection, lines) if lines else ())
        for one in items:
            for change in one.changes:
                await apply_change(connection, change)
        return [_note_ids(one.notes, ids, there) for one in items]


async def _there(connection: AsyncConnection, notes: Sequence[Note]) -> frozenset[int]:
    """The readers that are still there: one may have been erased since the note was written."""
    if not notes:
        return frozenset()
    wanted = {note.address_id for note in notes}
    return frozenset((await connection.execute(select(addresses.c.id).where(addresses.c.id.in_(wanted)))).scalars())


def _note_lines(
    notes: Sequence[Note], at: dt.datetime, there: frozenset[int], quotes: int | None = None
) -> list[NewMessage]:
    return [
        NewMessage(
            note.address_id,
            note.account_id,
            "out",
            note.reply.text,
            note.reply.payload,
            at,
            send_until=at + NOTES_WAIT,
            quotes=None if note.address_id == quotes else quotes,
        )
        for note in notes
        if note.address_id in there
    ]


def _note_ids(notes: Sequence[Note], ids: Iterator[int], there: frozenset[int]) -> tuple[int | None, ...]:
    return tuple(next(ids) if note.address_id in there else None for note in notes)


def _lines(record: UpdateRecord, there: frozenset[int]) -> list[NewMessage]:
    incoming = (
        []
        if record.text is None
        else [
            NewMessage(
                record.address_id,
                record.account_id,
                "in",
                record.text,
                None,
                record.at,
                record.event_id,
                record.outcome,
            )
        ]
    )
    shown = REPEATS if record.repeats else None
    quoted = None if record.quotes == record.address_id else record.quotes
    replies = [
        NewMessage(
            record.address_id,
            record.account_id,
            "out",
            reply.text,
            reply.payload,
            record.at,
            outcome=shown,
            quotes=quoted,
        )
        for reply in record.replies
    ]
    return incoming + replies + _note_lines(record.notes, record.at, there, record.quotes)


def _saved(record: UpdateRecord, ids: Iterator[int], there: frozenset[int]) -> Saved:
    incoming = None if record.text is None else next(ids)
    replies = tuple(next(ids) for _ in record.replies)
    return Saved(False, incoming, replies, _note_ids(record.notes, ids, there))


class Updates:
    """Where updates are committed."""

    def __init__(self, writer: Writer, conversations: Conversations) -> None:
        self._writer, self._save, self._announce = writer, _Save(conversations), _Announce()

    async def submit(self, record: UpdateRecord) -> Saved:
        """Commit an update together with whatever else is waiting; returns after the COMMIT.

        Raises:
            StorageRejected: the database refuses this record.
            StorageUnavailable: nothing was remembered; the same event may be submitted again.
        """
        return await self._writer.write(self._save, record)

    async def announce(self, announcement: Announcement) -> tuple[int | None, ...]:
        """Commit what the clock tells and changes; the ids of the notes, as in `Saved`.

        Raises:
            StorageUnavailable: nothing was remembered.
        """
        return await self._writer.write(self._announce, announcement)

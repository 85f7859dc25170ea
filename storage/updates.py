"""One update of one person: its event id, effect, conversation and replies are committed together or not at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from scheduler.changes import Change
from storage.changes import apply_change
from storage.conversations import Conversations, State, save_conversations
from storage.events import EventKey, take_events
from storage.messages import NewMessage, add_messages
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
    ``outcome``: a word for what the message came to (`scheduler.questions`)."""

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
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a record. ``repeated``: the event was known, nothing was changed and there are no ids."""

    repeated: bool
    incoming_id: int | None = None
    reply_ids: tuple[int, ...] = ()
    note_ids: tuple[int, ...] = ()


class _Save(Operation[UpdateRecord, Saved]):
    def __init__(self, conversations: Conversations) -> None:
        self._conversations = conversations

    async def apply(self, connection: AsyncConnection, items: Sequence[UpdateRecord]) -> list[Saved]:
        new = await take_events(connection, [EventKey(one.account_id, one.event_id, one.at) for one in items])
        fresh = [record for record, is_new in zip(items, new, strict=True) if is_new]
        lines = [line for record in fresh for line in _lines(record)]
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
        return [_saved(record, ids) if is_new else Saved(True) for record, is_new in zip(items, new, strict=True)]

    def committed(self, items: Sequence[UpdateRecord], results: Sequence[Saved]) -> None:
        for record, saved in zip(items, results, strict=True):
            if record.conversation is not None and not saved.repeated:
                self._conversations.remember(record.address_id, record.conversation)

    def failed(self, item: UpdateRecord) -> None:
        self._conversations.forget(item.address_id)


def _lines(record: UpdateRecord) -> list[NewMessage]:
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
    replies = [
        NewMessage(record.address_id, record.account_id, "out", reply.text, reply.payload, record.at)
        for reply in record.replies
    ]
    notes = [
        NewMessage(note.address_id, note.account_id, "out", note.reply.text, note.reply.payload, record.at)
        for note in record.notes
    ]
    return incoming + replies + notes


def _saved(record: UpdateRecord, ids: Any) -> Saved:
    incoming = None if record.text is None else next(ids)
    return Saved(False, incoming, tuple(next(ids) for _ in record.replies), tuple(next(ids) for _ in record.notes))


class Updates:
    """Where updates are committed."""

    def __init__(self, writer: Writer, conversations: Conversations) -> None:
        self._writer, self._save = writer, _Save(conversations)

    async def submit(self, record: UpdateRecord) -> Saved:
        """Commit an update together with whatever else is waiting; returns after the COMMIT.

        Raises:
            StorageRejected: the database refuses this record.
            StorageUnavailable: nothing was remembered; the same event may be submitted again.
        """
        return await self._writer.write(self._save, record)

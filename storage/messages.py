"""Messages (tin nhắn): the transcript of both directions, and which replies are still unanswered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Row, Select, bindparam, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.connection import Reader
from storage.inserting import insert_numbered
from storage.tables import addresses, messages
from storage.writer import Operation, Writer

TEXTS_KEPT = dt.timedelta(days=30)
"""DESIGN 7: texts are kept 30 days."""

RESEND_WITHIN = dt.timedelta(minutes=10)
"""DESIGN 3: an older reply would only surprise."""

NOTES_WAIT = dt.timedelta(days=3)
"""So long a message to somebody who does not wait for it may take to leave, when a platform is down."""

_ON_THEIR_WAY = dt.timedelta(minutes=1)
_PURGED_AT_ONCE = 500

Direction = Literal["in", "out"]

_is_reply = messages.c.send_until.is_(None)


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A message to be stored. ``payload``: what is needed to send it again (outgoing only); ``event_id``: the
    platform's event that brought it, ``outcome`` what it came to (incoming only, or `asked_words.REPEATS`);
    ``send_until``: it may leave as late as that, None for a reply; ``quotes``: the address whose words it repeats to
    somebody else."""

    address_id: int
    account_id: int
    direction: Direction
    text: str
    payload: dict[str, Any] | None
    created_at: dt.datetime
    event_id: str | None = None
    outcome: str | None = None
    send_until: dt.datetime | None = None
    quotes: int | None = None


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """A line of the transcript. ``id`` grows with time; ``sent_at`` None on an outgoing one: not known to have left."""

    id: int
    address_id: int
    account_id: int
    direction: Direction
    text: str
    payload: dict[str, Any] | None
    created_at: dt.datetime
    sent_at: dt.datetime | None
    platform_message_id: str | None
    event_id: str | None

    @property
    def theirs(self) -> bool:
        """Written by the person, not by us."""
        return self.direction == "in"


@dataclass(frozen=True, slots=True)
class Answered:
    """An outgoing message left. ``platform_message_id``: what the platform calls it, when it said so."""

    message_id: int
    sent_at: dt.datetime
    platform_message_id: str | None = None


class _MarkAnswered(Operation[Answered, None]):
    async def apply(self, connection: AsyncConnection, items: Sequence[Answered]) -> list[None]:
        statement = (
            update(messages)
            .where(messages.c.id == bindparam("message"))
            .values(sent_at=bindparam("at"), platform_message_id=bindparam("platform"))
        )
        rows = [{"message": one.message_id, "at": one.sent_at, "platform": one.platform_message_id} for one in items]
        await connection.execute(statement, rows)
        return [None] * len(items)


class _Purge(Operation[tuple[int, ...], None]):
    async def apply(self, connection: AsyncConnection, items: Sequence[tuple[int, ...]]) -> list[None]:
        ids = [key for item in items for key in item]
        await connection.execute(update(messages).where(messages.c.id.in_(ids)).values(text="", payload=None))
        return [None] * len(items)


class Messages:
    """The transcript. Messages are added together with their update (`storage.updates`)."""

    def __init__(self, reader: Reader, writer: Writer) -> None:
        self._reader, self._writer = reader, writer
        self._mark, self._purge = _MarkAnswered(), _Purge()

    def mark_answered(self, answered: Answered) -> None:
        """Note that a message left; rides on the next commit or follows shortly."""
        self._writer.write_later(self._mark, answered)

    async def after(self, address_id: int, message_id: int, limit: int = 200) -> list[StoredMessage]:
        """The first ``limit`` messages of an address with a larger id than ``message_id``, oldest first. Those without
        a text (never had one, or purged) are left out.

        Raises:
            StorageUnavailable: the database cannot be read.
        """
        later = _transcript(address_id).where(messages.c.id > message_id).order_by(messages.c.id)
        return await self._read(later.limit(limit))

    async def newest(self, address_id: int, limit: int = 200) -> list[StoredMessage]:
        """The last ``limit`` messages of an address, oldest first, as in `after`.

        Raises:
            StorageUnavailable: the database cannot be read.
        """
        found = await self._read(_transcript(address_id).order_by(messages.c.id.desc()).limit(limit))
        return found[::-1]

    async def unanswered(
        self, account_ids: Sequence[int], now: dt.datetime, address_id: int | None = None
    ) -> list[StoredMessage]:
        """Outgoing messages of these accounts that are not known to have left and may still leave (replies for
        `RESEND_WITHIN`), oldest first; with ``address_id`` only those to that address.

        Raises:
            StorageUnavailable: the database cannot be read.
        """
        query = (
            select(messages)
            .where(
                messages.c.sent_at.is_(None),
                or_(messages.c.send_until > now, _is_reply & (messages.c.created_at > now - RESEND_WITHIN)),
                messages.c.direction == "out",
                messages.c.account_id.in_(account_ids),
            )
            .order_by(messages.c.id)
        )
        if address_id is not None:
            query = query.where(messages.c.address_id == address_id)
        return [message for message in await self._read(query) if message.payload is not None]

    async def delayed_notes(self, account_ids: Sequence[int], now: dt.datetime) -> list[StoredMessage]:
        """Notes of these accounts that should have left by now, may still leave, and are for reachable addresses.

        Raises:
            StorageUnavailable: the database cannot be read.
        """
        query = (
            select(messages)
            .join(addresses, addresses.c.id == messages.c.address_id)
            .where(
                messages.c.sent_at.is_(None),
                messages.c.send_until > now,
                messages.c.created_at < now - _ON_THEIR_WAY,
                messages.c.direction == "out",
                messages.c.account_id.in_(account_ids),
                addresses.c.unreachable_at.is_(None),
            )
            .order_by(messages.c.id)
        )
        return [message for message in await self._read(query) if message.payload is not None]

    async def purge_texts(self, now: dt.datetime) -> int:
        """Blank the words of messages older than `TEXTS_KEPT`, a few hundred per commit; how many were blanked.

        Raises:
            StorageUnavailable: the database cannot be read or written.
        """
        purged = 0
        query = (
            select(messages.c.id)
            .where(
                messages.c.created_at < now - TEXTS_KEPT,
                or_(messages.c.text != "", messages.c.payload.is_not(None)),
            )
            .limit(_PURGED_AT_ONCE)
        )
        while True:
            async with self._reader.connection() as connection:
                ids = tuple((await connection.execute(query)).scalars())
            if not ids:
                return purged
            await self._writer.write(self._purge, ids)
            purged += len(ids)

    async def _read(self, query: Select[*tuple[Any, ...]]) -> list[StoredMessage]:
        async with self._reader.connection() as connection:
            return [_message(row) for row in await connection.execute(query)]


def _transcript(address_id: int) -> Select[*tuple[Any, ...]]:
    return select(messages).where(messages.c.address_id == address_id, messages.c.text != "")


async def add_messages(connection: AsyncConnection, new: Sequence[NewMessage]) -> list[int]:
    """Store messages; their ids, in order."""
    rows = [
        {
            "address_id": one.address_id,
            "account_id": one.account_id,
            "direction": one.direction,
            "event_id": one.event_id,
            "outcome": one.outcome,
            "text": one.text,
            "payload": one.payload,
            "created_at": one.created_at,
            "sent_at": one.created_at if one.direction == "in" else None,
            "send_until": one.send_until,
            "quotes": one.quotes,
        }
        for one in new
    ]
    return await insert_numbered(connection, messages, rows)


def _message(row: Row[Any]) -> StoredMessage:
    return StoredMessage(
        row.id,
        row.address_id,
        row.account_id,
        row.direction,
        row.text,
        row.payload,
        row.created_at,
        row.sent_at,
        row.platform_message_id,
        row.event_id,
    )

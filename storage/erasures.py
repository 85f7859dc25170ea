"""Erasure (xóa dữ liệu): everything of an address goes in one transaction, a keyed hash of it stays.

`OWN` is the whole list of tables that hold something of an address; a test walks all tables to see that it is whole.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, exists, insert, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from scheduler.erasure import AskErasure
from scheduler.organisers import Remove
from storage.addresses import Address, Addresses
from storage.asked_words import forget_questions
from storage.connection import Reader
from storage.conversations import Conversations
from storage.inserting import insert_into
from storage.names import forget_name
from storage.organisers import remove
from storage.tables import (
    addresses,
    asked_erasures,
    consents,
    conversations,
    erasures,
    events,
    handovers,
    messages,
    organisers,
    people,
    requests,
    sessions,
    told,
    wrong_codes,
)
from storage.writer import Operation, Writer

OWN = (asked_erasures, consents, conversations, events, handovers, messages, requests, sessions, told, wrong_codes)
"""Tables whose rows with an ``address_id`` are that address's alone: they go with it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An erasure that was asked for and not carried out."""

    address: Address
    asked_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Erased:
    """What caches have to forget: ``message_ids`` are those that are gone, ``touched`` other addresses whose
    conversations named the person."""

    message_ids: frozenset[int]
    touched: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _Order:
    asked: Asked
    proof: str
    now: dt.datetime


async def ask_erasure(connection: AsyncConnection, change: AskErasure) -> None:
    """It will be carried out, whatever happens to this program. Who is an organiser here is none from now on, on any
    device; what they did stays in the audit as an organiser's."""
    here = sessions.c.address_id == change.address_id
    query = select(organisers.c.id, organisers.c.name).join(sessions, sessions.c.organiser_id == organisers.c.id)
    name = None
    for row in list(await connection.execute(query.where(here))):
        name = row.name
        await remove(connection, Remove(change.locality, row.id, change.at, row.id))
    values = {"address_id": change.address_id, "asked_at": change.at, "name": name}
    await connection.execute(insert_into(connection, asked_erasures).on_conflict_do_nothing(), values)


class _Erase(Operation[_Order, Erased]):
    async def apply(self, connection: AsyncConnection, items: Sequence[_Order]) -> list[Erased]:
        return [await self._erase(connection, order) for order in items]

    async def _erase(self, connection: AsyncConnection, order: _Order) -> Erased:
        person = order.asked.address.person
        key, account = person.address_id, person.account
        name = (
            await connection.execute(select(asked_erasures.c.name).where(asked_erasures.c.address_id == key))
        ).scalar()
        touched = await forget_name(connection, account.locality, name) if name else set()
        await forget_questions(connection, account.locality, key, order.now)
        ids = frozenset((await connection.execute(select(messages.c.id).where(messages.c.address_id == key))).scalars())
        # events of before they knew whose they are
        said = select(messages.c.account_id, messages.c.event_id).where(
            messages.c.address_id == key, messages.c.event_id.is_not(None)
        )
        await connection.execute(delete(events).where(tuple_(events.c.account_id, events.c.event_id).in_(said)))
        # what others were told in this person's words, and the hand-overs they took as an organiser
        repeated = update(messages).where(messages.c.quotes == key)
        await connection.execute(repeated.values(text="", payload=None, quotes=None))
        there = handovers.c.taken_at_address == key
        await connection.execute(update(handovers).where(there).values(taken_at_address=None))
        for table in OWN:
            await connection.execute(delete(table).where(table.c.address_id == key))
        gone = await connection.execute(delete(addresses).where(addresses.c.id == key))
        elsewhere = exists().where(addresses.c.person_id == people.c.id)
        await connection.execute(delete(people).where(people.c.id == person.id, ~elsewhere))
        if gone.rowcount:  # otherwise another program was faster, and left the proof
            row = {"proof": order.proof, "locality": account.locality, "channel": account.channel.value}
            await connection.execute(insert(erasures), row | {"asked_at": order.asked.asked_at, "done_at": order.now})
        return Erased(ids, frozenset(touched))


class Erasures:
    """Carries erasures out and proves them. Caches of the database forget with it; other caches are the caller's."""

    def __init__(self, reader: Reader, writer: Writer, addresses: Addresses, conversations: Conversations) -> None:
        self._reader, self._writer, self._erase = reader, writer, _Erase()
        self._addresses, self._conversations = addresses, conversations

    async def asked(self, address_id: int) -> Asked | None:
        """The erasure of an address that is still to be carried out.

        Raises:
            StorageUnavailable: the database cannot be read.
        """
        return next((one for one in await self.all_asked() if one.address.person.address_id == address_id), None)

    async def all_asked(self) -> list[Asked]:
        """All that are still to be carried out, oldest first.

        Raises:
            StorageUnavailable: the database cannot be read.
        """
        query = select(asked_erasures).order_by(asked_erasures.c.asked_at)
        async with self._reader.connection() as connection:
            rows = list(await connection.execute(query))
        found = [(await self._addresses.by_id(row.address_id), row.asked_at) for row in rows]
        return [Asked(address, at) for address, at in found if address is not None]

    async def carry_out(self, asked: Asked, proof: str, now: dt.datetime) -> Erased:
        """Erase; returns after the COMMIT, when neither tables nor caches know the address any more. The moment's
        person must not be writing meanwhile: the caller holds their turn.

        Raises:
            StorageUnavailable: nothing was erased.
        """
        erased = await self._writer.write(self._erase, _Order(asked, proof, now))
        self._addresses.forget(asked.address)
        for address_id in {asked.address.person.address_id, *erased.touched}:
            self._conversations.forget(address_id)
        return erased

    async def is_proved(self, proof: str) -> bool:
        """Whether there is a proof with this hash.

        Raises:
            StorageUnavailable: the database cannot be read.
        """
        query = select(erasures.c.id).where(erasures.c.proof == proof).limit(1)
        async with self._reader.connection() as connection:
            return (await connection.execute(query)).first() is not None

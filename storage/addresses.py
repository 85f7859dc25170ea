"""People and their addresses (người dùng, địa chỉ), read through a bounded cache."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Row, Select, bindparam, delete, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from scheduler.people import Account, Channel, Person
from storage.cache import BoundedCache
from storage.connection import Reader
from storage.inserting import insert_into, insert_numbered
from storage.tables import accounts, addresses, people
from storage.writer import Operation, Writer

CACHED_PEOPLE = 50_000


@dataclass(frozen=True, slots=True)
class Address:
    """A person together with the platform's id of them; for channels only, handlers never see it.

    ``unreachable``: what they write to us arrives, what we write to them does not (blocked, deactivated, left)."""

    person: Person
    external_id: str
    unreachable: bool = False


@dataclass(frozen=True, slots=True)
class Joined:
    """What `find_or_create` found; ``new``: this is their first event; ``unreachable``: see `Address`."""

    person: Person
    new: bool
    unreachable: bool = False


@dataclass(frozen=True, slots=True)
class _Newcomer:
    account: Account
    external_id: str
    at: dt.datetime


class _Join(Operation[_Newcomer, Joined]):
    """Makes person and address together, for everybody who is new in this batch."""

    async def apply(self, connection: AsyncConnection, items: Sequence[_Newcomer]) -> list[Joined]:
        keys = {(item.account.id, item.external_id): item for item in items}
        known = await _find_all(connection, list(keys))
        missing = [item for key, item in keys.items() if key not in known]
        if missing:
            await self._create(connection, missing)
            known |= {
                key: replace(joined, new=key in {(item.account.id, item.external_id) for item in missing})
                for key, joined in (await _find_all(connection, list(keys))).items()
            }
        return [known[item.account.id, item.external_id] for item in items]

    async def _create(self, connection: AsyncConnection, missing: list[_Newcomer]) -> None:
        ids = await insert_numbered(connection, people, [{"created_at": item.at} for item in missing])
        rows = [
            {"person_id": key, "account_id": item.account.id, "external_id": item.external_id, "created_at": item.at}
            for key, item in zip(ids, missing, strict=True)
        ]
        statement = insert_into(connection, addresses).on_conflict_do_nothing().returning(addresses.c.person_id)
        taken = set((await connection.execute(statement, rows)).scalars())
        if late := [key for key in ids if key not in taken]:  # another process was faster (PostgreSQL only)
            await connection.execute(delete(people).where(people.c.id.in_(late)))


@dataclass(frozen=True, slots=True)
class _Reach:
    address_id: int
    at: dt.datetime | None
    why: str | None


class _SetReach(Operation[_Reach, None]):
    async def apply(self, connection: AsyncConnection, items: Sequence[_Reach]) -> list[None]:
        statement = (
            update(addresses)
            .where(addresses.c.id == bindparam("address"))
            .values(unreachable_at=bindparam("at"), unreachable_why=bindparam("why"))
        )
        rows = [{"address": item.address_id, "at": item.at, "why": item.why} for item in items]
        await connection.execute(statement, rows)
        return [None] * len(items)


@dataclass(frozen=True, slots=True)
class _Removal:
    address: Address
    external_id: str


class _Move(Operation[_Removal, bool]):
    async def apply(self, connection: AsyncConnection, items: Sequence[_Removal]) -> list[bool]:
        moved = []
        for item in items:
            key = (item.address.person.account.id, item.external_id)
            is_free = not await _find_all(connection, [key])
            if is_free:
                there = addresses.c.id == item.address.person.address_id
                await connection.execute(update(addresses).where(there).values(external_id=item.external_id))
            moved.append(is_free)
        return moved


_Columns = tuple[int, str, dt.datetime | None, int, dt.datetime, int, str, str, str]


def _addresses() -> Select[*_Columns]:
    return (
        select(
            addresses.c.id,
            addresses.c.external_id,
            addresses.c.unreachable_at,
            people.c.id.label("person_id"),
            people.c.created_at,
            accounts.c.id.label("account_id"),
            accounts.c.channel,
            accounts.c.locality,
            accounts.c.name,
        )
        .join(people, people.c.id == addresses.c.person_id)
        .join(accounts, accounts.c.id == addresses.c.account_id)
    )


def _address(row: Row[*_Columns]) -> Address:
    account = Account(row.account_id, Channel(row.channel), row.locality, row.name)
    person = Person(row.person_id, row.id, account, row.created_at)
    return Address(person, row.external_id, row.unreachable_at is not None)


async def _find_all(connection: AsyncConnection, keys: Sequence[tuple[int, str]]) -> dict[tuple[int, str], Joined]:
    pair = tuple_(addresses.c.account_id, addresses.c.external_id)
    rows = await connection.execute(_addresses().where(pair.in_(keys)))
    return {
        (address.person.account.id, address.external_id): Joined(address.person, False, address.unreachable)
        for address in map(_address, rows)
    }


class Addresses:
    """Who writes to us. One process owns an account, so its cache is never behind the database."""

    def __init__(self, reader: Reader, writer: Writer, size: int = CACHED_PEOPLE) -> None:
        self._reader, self._writer = reader, writer
        self._join, self._set_reach, self._move = _Join(), _SetReach(), _Move()
        self._people: BoundedCache[tuple[int, str], Person] = BoundedCache(size)
        self._addresses: BoundedCache[int, Address] = BoundedCache(size)
        self._unreachable: set[int] = set()  # those we met; who is in no cache is read again

    async def find_or_create(self, account: Account, external_id: str, at: dt.datetime) -> Joined:
        """The person behind a platform's id; made (committed) when they write for the first time.

        Raises:
            StorageUnavailable: the database cannot be read or written.
        """
        key = (account.id, external_id)
        if cached := self._people.get(key):
            return Joined(cached, False, cached.address_id in self._unreachable)
        async with self._reader.connection() as connection:
            joined = (await _find_all(connection, [key])).get(key)
        if joined is None:
            joined = await self._writer.write(self._join, _Newcomer(account, external_id, at))
        self._remember(Address(joined.person, external_id, joined.unreachable))
        return joined

    async def find(self, account: Account, external_id: str) -> Person | None:
        """The person behind a platform's id, or None when they never wrote."""
        key = (account.id, external_id)
        if cached := self._people.get(key):
            return cached
        async with self._reader.connection() as connection:
            found = (await _find_all(connection, [key])).get(key)
        return found.person if found else None

    async def by_id(self, address_id: int) -> Address | None:
        """The address with the platform's id, for a channel that sends; None when it is gone."""
        if cached := self._addresses.get(address_id):
            return cached
        async with self._reader.connection() as connection:
            row = (await connection.execute(_addresses().where(addresses.c.id == address_id))).one_or_none()
        if row is None:
            return None
        address = _address(row)
        self._remember(address)
        return address

    def mark_unreachable(self, address_id: int, at: dt.datetime, why: str) -> None:
        """Nothing reaches this address until they write again; ``why``: one word, at most 20 letters. Written with
        the next commit, or shortly after."""
        self._set_unreachable(address_id, True)
        self._writer.write_later(self._set_reach, _Reach(address_id, at, why))

    def mark_reachable(self, address_id: int) -> None:
        """They wrote again. Written with the next commit, or shortly after."""
        self._set_unreachable(address_id, False)
        self._writer.write_later(self._set_reach, _Reach(address_id, None, None))

    async def move(self, address: Address, external_id: str) -> bool:
        """The platform calls this address by another id from now on; False when another address has it already.

        Raises:
            StorageUnavailable: the database cannot be read or written.
        """
        if not await self._writer.write(self._move, _Removal(address, external_id)):
            return False
        self._people.forget((address.person.account.id, address.external_id))
        self._remember(replace(address, external_id=external_id))
        return True

    def forget(self, address: Address) -> None:
        """The address is gone: no cache knows it any more. A change of its reach that waits finds no row."""
        key = address.person.address_id
        self._people.forget((address.person.account.id, address.external_id))
        self._addresses.forget(key)
        self._unreachable.discard(key)

    def _set_unreachable(self, address_id: int, unreachable: bool) -> None:
        (self._unreachable.add if unreachable else self._unreachable.discard)(address_id)
        if cached := self._addresses.get(address_id):
            self._addresses.put(address_id, replace(cached, unreachable=unreachable))

    def _remember(self, address: Address) -> None:
        if address.unreachable:
            self._unreachable.add(address.person.address_id)
        self._people.put((address.person.account.id, address.external_id), address.person)
        self._addresses.put(address.person.address_id, address)

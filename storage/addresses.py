"""People and their addresses (người dùng, địa chỉ), read through a bounded cache."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Row, Select, delete, select, tuple_
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
    """A person together with the platform's id of them; for channels only, handlers never see it."""

    person: Person
    external_id: str


@dataclass(frozen=True, slots=True)
class Joined:
    """What `find_or_create` found; ``new``: this is their first event."""

    person: Person
    new: bool


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
                key: (person, key in {(item.account.id, item.external_id) for item in missing})
                for key, (person, _) in (await _find_all(connection, list(keys))).items()
            }
        return [Joined(*known[item.account.id, item.external_id]) for item in items]

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


def _addresses() -> Select[int, str, int, dt.datetime, int, str, str, str]:
    return (
        select(
            addresses.c.id,
            addresses.c.external_id,
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


def _address(row: Row[int, str, int, dt.datetime, int, str, str, str]) -> Address:
    account = Account(row.account_id, Channel(row.channel), row.locality, row.name)
    return Address(Person(row.person_id, row.id, account, row.created_at), row.external_id)


async def _find_all(
    connection: AsyncConnection, keys: Sequence[tuple[int, str]]
) -> dict[tuple[int, str], tuple[Person, bool]]:
    pair = tuple_(addresses.c.account_id, addresses.c.external_id)
    rows = await connection.execute(_addresses().where(pair.in_(keys)))
    found = [_address(row) for row in rows]
    return {(address.person.account.id, address.external_id): (address.person, False) for address in found}


class Addresses:
    """Who writes to us. One process owns an account, so its cache is never behind the database."""

    def __init__(self, reader: Reader, writer: Writer, size: int = CACHED_PEOPLE) -> None:
        self._reader, self._writer, self._join = reader, writer, _Join()
        self._people: BoundedCache[tuple[int, str], Person] = BoundedCache(size)
        self._addresses: BoundedCache[int, Address] = BoundedCache(size)

    async def find_or_create(self, account: Account, external_id: str, at: dt.datetime) -> Joined:
        """The person behind a platform's id; made (committed) when they write for the first time.

        Raises:
            StorageUnavailable: the database cannot be read or written.
        """
        key = (account.id, external_id)
        if cached := self._people.get(key):
            return Joined(cached, False)
        async with self._reader.connection() as connection:
            found = (await _find_all(connection, [key])).get(key)
        joined = Joined(*found) if found else await self._writer.write(self._join, _Newcomer(account, external_id, at))
        self._remember(Address(joined.person, external_id))
        return joined

    async def find(self, account: Account, external_id: str) -> Person | None:
        """The person behind a platform's id, or None when they never wrote."""
        key = (account.id, external_id)
        if cached := self._people.get(key):
            return cached
        async with self._reader.connection() as connection:
            found = (await _find_all(connection, [key])).get(key)
        return found[0] if found else None

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

    def _remember(self, address: Address) -> None:
        self._people.put((address.person.account.id, address.external_id), address.person)
        self._addresses.put(address.person.address_id, address)

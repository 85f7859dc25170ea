"""Accounts (tài khoản): found or made by channel, locality and name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncConnection

from scheduler.people import Account, Channel
from storage.connection import Reader
from storage.inserting import insert_into
from storage.tables import accounts
from storage.writer import Operation, Writer


@dataclass(frozen=True, slots=True)
class _Wanted:
    channel: Channel
    locality: str
    name: str


class _Create(Operation[_Wanted, Account]):
    async def apply(self, connection: AsyncConnection, items: Sequence[_Wanted]) -> list[Account]:
        rows = [{"channel": item.channel.value, "locality": item.locality, "name": item.name} for item in items]
        await connection.execute(insert_into(connection, accounts).on_conflict_do_nothing(), rows)
        return [
            Account((await connection.execute(_id_of(item))).scalar_one(), item.channel, item.locality, item.name)
            for item in items
        ]


def _id_of(wanted: _Wanted) -> Select[int]:
    return select(accounts.c.id).where(
        accounts.c.channel == wanted.channel.value,
        accounts.c.locality == wanted.locality,
        accounts.c.name == wanted.name,
    )


class Accounts:
    """The accounts this installation has had."""

    def __init__(self, reader: Reader, writer: Writer) -> None:
        self._reader, self._writer, self._create = reader, writer, _Create()

    async def find_or_create(self, channel: Channel, locality: str, name: str) -> Account:
        """The account with a stable id.

        Raises:
            StorageUnavailable: the database cannot be read or written.
        """
        wanted = _Wanted(channel, locality, name)
        async with self._reader.connection() as connection:
            key = (await connection.execute(_id_of(wanted))).scalar_one_or_none()
        if key is not None:
            return Account(key, channel, locality, name)
        return await self._writer.write(self._create, wanted)

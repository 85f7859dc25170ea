"""Who was told what (đã trả lời gì cho ai): so that a correction reaches exactly those people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import distinct, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.connection import Reader
from storage.tables import accounts, addresses, told


@dataclass(frozen=True, slots=True)
class Told:
    """An address was told a fact of a pack version, last at this moment."""

    address_id: int
    fact: str
    pack_version: int
    told_at: dt.datetime


class ToldFacts:
    """The record of what was told. Written together with the update that told it (`storage.updates`)."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    async def count_told(
        self, locality: str, facts: Collection[str], pack_version: int, since: dt.datetime | None = None
    ) -> int:
        """How many people of the locality were told at least one of these facts of this version; ``since``: from then
        on.

        Raises:
            StorageUnavailable: the database cannot be read.
        """
        query = (
            select(func.count(distinct(addresses.c.person_id)))
            .select_from(told)
            .join(addresses, addresses.c.id == told.c.address_id)
            .join(accounts, accounts.c.id == addresses.c.account_id)
            .where(accounts.c.locality == locality, told.c.fact.in_(facts), told.c.pack_version == pack_version)
        )
        if since is not None:
            query = query.where(told.c.told_at >= since)
        async with self._reader.connection() as connection:
            counted: int = (await connection.execute(query)).scalar_one()
        return counted

    async def who_was_told(self, locality: str, fact: str, pack_version: int) -> list[Told]:
        """Every address of the locality that was told this fact of this version, once each, first address first.

        Raises:
            StorageUnavailable: the database cannot be read.
        """
        query = (
            select(told.c.address_id, func.max(told.c.told_at).label("told_at"))
            .join(addresses, addresses.c.id == told.c.address_id)
            .join(accounts, accounts.c.id == addresses.c.account_id)
            .where(accounts.c.locality == locality, told.c.fact == fact, told.c.pack_version == pack_version)
            .group_by(told.c.address_id)
            .order_by(told.c.address_id)
        )
        async with self._reader.connection() as connection:
            rows = await connection.execute(query)
        return [Told(row.address_id, fact, pack_version, row.told_at) for row in rows]


async def record_told(connection: AsyncConnection, facts: Sequence[Told]) -> None:
    """Note what was told."""
    rows = [
        {"address_id": one.address_id, "fact": one.fact, "pack_version": one.pack_version, "told_at": one.told_at}
        for one in facts
    ]
    await connection.execute(insert(told), rows)

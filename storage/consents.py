"""Consents (sự đồng ý): kept as records, read before anything is sent that nobody asked for."""

from __future__ import annotations

from sqlalchemy import Row, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from scheduler.consent import Consent, Purpose, RecordConsent, WithdrawConsents
from scheduler.people import Channel
from storage.connection import Reader
from storage.tables import accounts, addresses, consents

_STANDS = consents.c.withdrawn_at.is_(None)


async def record_consent(connection: AsyncConnection, change: RecordConsent) -> None:
    """A text was shown or agreed to; a consent that stands already stays the one that counts."""
    one = change.consent
    theirs = (consents.c.address_id == change.address_id) & (consents.c.purpose == one.purpose.value) & _STANDS
    if one.stands and (await connection.execute(select(consents.c.id).where(theirs).limit(1))).first():
        return
    row = {"address_id": change.address_id, "purpose": one.purpose.value, "channel": one.channel.value}
    await connection.execute(insert(consents), row | {"text": one.text, "at": one.at})


async def withdraw_consents(connection: AsyncConnection, change: WithdrawConsents) -> None:
    """Whatever an address agreed to ends; the records stay, with the moment."""
    theirs = (consents.c.address_id == change.address_id) & (consents.c.purpose != Purpose.NOTICE.value) & _STANDS
    await connection.execute(update(consents).where(theirs).values(withdrawn_at=change.at))


class Consents:
    """Reading them. Written together with the update that asks for it (`storage.changes`)."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    async def of(self, address_id: int) -> tuple[Consent, ...]:
        """Every record of an address, oldest first.

        Raises:
            StorageUnavailable: the database cannot be read.
        """
        query = select(consents).where(consents.c.address_id == address_id).order_by(consents.c.id)
        async with self._reader.connection() as connection:
            return tuple(_consent(row) for row in await connection.execute(query))

    async def who_agreed(self, locality: str, purpose: Purpose) -> list[int]:
        """The addresses of a locality whose consent stands, in their order.

        Raises:
            StorageUnavailable: the database cannot be read.
        """
        query = (
            select(consents.c.address_id)
            .join(addresses, addresses.c.id == consents.c.address_id)
            .join(accounts, accounts.c.id == addresses.c.account_id)
            .where(accounts.c.locality == locality, consents.c.purpose == purpose.value, _STANDS)
            .order_by(consents.c.address_id)
            .distinct()
        )
        async with self._reader.connection() as connection:
            return list((await connection.execute(query)).scalars())


def _consent(row: Row[tuple[object, ...]]) -> Consent:
    return Consent(Purpose(row.purpose), Channel(row.channel), row.text, row.at, row.withdrawn_at)

"""What is held about one address, from every table that knows it (`scheduler.holdings`)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, func, select

from scheduler.consent import Consent, Purpose
from scheduler.holdings import AskedRight, Holdings, KeptMessage, KnownFact
from scheduler.people import Channel
from scheduler.rights import Right
from storage.connection import Reader
from storage.tables import (
    accounts,
    addresses,
    consents,
    messages,
    organisers,
    requests,
    sessions,
    told,
    wrong_codes,
)


class HeldData:
    """Reads it in one look at the database."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    async def of(self, address_id: int) -> Holdings | None:
        """All of it; None when the address is gone.

        Raises:
            StorageUnavailable: the database cannot be read.
        """
        async with self._reader.connection() as connection:
            who = (await connection.execute(_address(address_id))).one_or_none()
            if who is None:
                return None
            lines = await connection.execute(_of(messages, address_id).where(messages.c.text != ""))
            agreed = await connection.execute(_of(consents, address_id))
            facts = await connection.execute(_of(told, address_id))
            asked = await connection.execute(_of(requests, address_id))
            wrong = select(func.count()).where(wrong_codes.c.address_id == address_id)
            wrong_count: int = (await connection.execute(wrong)).scalar_one()
            role: str | None = (await connection.execute(_role(address_id))).scalar()
            return Holdings(
                Channel(who.channel),
                who.locality,
                who.created_at,
                tuple(KeptMessage(row.created_at, row.direction == "out", row.text) for row in lines),
                tuple(
                    Consent(Purpose(row.purpose), Channel(row.channel), row.text, row.at, row.withdrawn_at)
                    for row in agreed
                ),
                tuple(KnownFact(row.fact, row.pack_version, row.told_at) for row in facts),
                tuple(AskedRight(Right(row.kind), row.asked_at, row.settled_at) for row in asked),
                wrong_count,
                role,
                who.unreachable_at is None,
            )


def _address(address_id: int) -> Select[Any]:
    return (
        select(accounts.c.channel, accounts.c.locality, addresses.c.created_at, addresses.c.unreachable_at)
        .join(accounts, accounts.c.id == addresses.c.account_id)
        .where(addresses.c.id == address_id)
    )


def _of(table: Any, address_id: int) -> Select[Any]:
    return select(table).where(table.c.address_id == address_id).order_by(table.c.id)


def _role(address_id: int) -> Select[Any]:
    return (
        select(organisers.c.name)
        .join(sessions, sessions.c.organiser_id == organisers.c.id)
        .where(sessions.c.address_id == address_id, organisers.c.removed_at.is_(None))
    )

"""Events of platforms: taken once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.inserting import insert_into
from storage.tables import events
from storage.writer import Operation, Writer

EVENTS_KEPT = dt.timedelta(days=30)
"""Longer than any platform repeats an event (Telegram: 24 hours, https://core.telegram.org/bots/api#getting-updates)."""


@dataclass(frozen=True, slots=True)
class EventKey:
    """One event of an account, by somebody at an address."""

    account_id: int
    event_id: str
    at: dt.datetime
    address_id: int


async def take_events(connection: AsyncConnection, keys: Sequence[EventKey]) -> list[bool]:
    """Take events; for each, in order, whether it is new. Of two equal ones in a batch the first is."""
    statement = insert_into(connection, events).on_conflict_do_nothing()
    rows = [
        {
            "account_id": one.account_id,
            "event_id": one.event_id,
            "received_at": one.at,
            "address_id": one.address_id,
        }
        for one in keys
    ]
    taken = await connection.execute(statement.returning(events.c.account_id, events.c.event_id), rows)
    new = {(row.account_id, row.event_id) for row in taken}
    verdicts = []
    for one in keys:
        key = (one.account_id, one.event_id)
        verdicts.append(key in new)
        new.discard(key)
    return verdicts


class _Purge(Operation[dt.datetime, int]):
    async def apply(self, connection: AsyncConnection, items: Sequence[dt.datetime]) -> list[int]:
        gone = await connection.execute(delete(events).where(events.c.received_at < max(items)))
        return [gone.rowcount] * len(items)


class Events:
    """What to do with events besides taking them (`storage.updates`)."""

    def __init__(self, writer: Writer) -> None:
        self._writer, self._purge = writer, _Purge()

    async def purge(self, now: dt.datetime) -> int:
        """Forget events older than `EVENTS_KEPT`; how many.

        Raises:
            StorageUnavailable: the database cannot be written.
        """
        return await self._writer.write(self._purge, now - EVENTS_KEPT)

"""Questions (câu hỏi) of a locality: counted, and those nobody has answered."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from sqlalchemy import ColumnElement, distinct, func, select

from scheduler.people import Channel
from scheduler.questions import QUESTIONS, UNANSWERED, Asked, Counts
from storage.connection import Reader
from storage.tables import accounts, addresses, messages

MOST_READ = 5_000
"""So many unanswered questions are looked at, the newest."""


class Questions:
    """What was asked. Stored with the message (`storage.updates`)."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    async def counts(self, locality: str, since: dt.datetime, until: dt.datetime) -> Counts:
        """How much was asked from ``since`` on up to ``until``.

        Raises:
            StorageUnavailable: the database cannot be read.
        """
        asked = [*_of(locality), messages.c.created_at >= since, messages.c.created_at <= until]
        query = (
            select(messages.c.outcome, accounts.c.channel, func.count().label("asked"))
            .join(accounts, accounts.c.id == messages.c.account_id)
            .where(*asked)
            .group_by(messages.c.outcome, accounts.c.channel)
        )
        people = (
            select(func.count(distinct(addresses.c.person_id)))
            .select_from(messages)
            .join(accounts, accounts.c.id == messages.c.account_id)
            .join(addresses, addresses.c.id == messages.c.address_id)
            .where(*asked)
        )
        async with self._reader.connection() as connection:
            rows = list(await connection.execute(query))
            counted: int = (await connection.execute(people)).scalar_one()
        outcomes, channels = Counter[str](), Counter[Channel]()
        for row in rows:
            outcomes[row.outcome] += row.asked
            if row.outcome in QUESTIONS:
                channels[Channel(row.channel)] += row.asked
        return Counts(counted, dict(outcomes), dict(channels))

    async def unanswered(self, locality: str, since: dt.datetime, limit: int = MOST_READ) -> list[Asked]:
        """The newest questions nobody has answered, newest first; those whose words were blanked are left out.

        Raises:
            StorageUnavailable: the database cannot be read.
        """
        query = (
            select(messages)
            .join(accounts, accounts.c.id == messages.c.account_id)
            .where(*_of(locality), messages.c.created_at >= since)
            .where(messages.c.outcome.in_(sorted(UNANSWERED)), messages.c.text != "")
            .order_by(messages.c.id.desc())
            .limit(limit)
        )
        async with self._reader.connection() as connection:
            rows = list(await connection.execute(query))
        return [Asked(row.id, row.address_id, row.text, row.created_at, row.outcome) for row in rows]


def _of(locality: str) -> list[ColumnElement[bool]]:
    return [accounts.c.locality == locality, messages.c.direction == "in", messages.c.outcome.is_not(None)]

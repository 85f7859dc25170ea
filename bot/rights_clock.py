"""The clocks of the law, kept for organisers: they are told the working day before a date, and when it is past."""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable, Iterable, Sequence

from aiogram.methods import SendMessage

from bot.standings import Standings
from handlers.words_of_rights import alarm
from scheduler.changes import Change
from scheduler.rights import Request, RequestsReminded
from scheduler.working_days import VIETNAM, local_date
from storage.engine import Database

HOURS = range(7, 18)
"""Local hours in which an alarm may leave; what is due at night is told in the morning."""

Announce = Callable[[Sequence[SendMessage], Sequence[Change]], Awaitable[None]]


class RightsClock:
    """``announce`` commits and sends (`bot.updates.UpdateLoop.announce`); ``localities`` are those that are served."""

    def __init__(self, database: Database, standings: Standings, localities: Iterable[str], announce: Announce) -> None:
        self._database, self._standings, self._announce = database, standings, announce
        self._localities = tuple(localities)

    async def remind(self, now: dt.datetime) -> int:
        """Tell the organisers of each locality once of each date that is near or past; how many requests that were.
        While nobody is signed in anywhere it waits, and is found due again.

        Raises:
            StorageUnavailable: the database cannot be read or written.
        """
        if now.astimezone(VIETNAM).hour not in HOURS:
            return 0
        return sum([await self._remind(slug, now) for slug in self._localities])

    async def _remind(self, locality: str, now: dt.datetime) -> int:
        today = local_date(now)
        open_ones = await self._database.requests.open_ones(locality)
        near = [one for one in open_ones if one.wants_warning(today)]
        past = [one for one in open_ones if one.wants_alarm(today)]
        if not (near or past):
            return 0
        readers = {key for one in (await self._standings.of(locality)).organisers for key in one.addresses(now)}
        if not readers:
            return 0
        text = alarm(near, past)
        notes = [SendMessage(chat_id=key, text=text) for key in sorted(readers)]
        reminded = RequestsReminded(today, _ids(near), _ids(past))
        await self._announce(notes, [reminded])
        return len(near) + len(past)


def _ids(requests: Iterable[Request]) -> tuple[int, ...]:
    return tuple(one.id for one in requests)

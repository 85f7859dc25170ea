"""Pauses: one at a time, each begin and end in the audit."""

from __future__ import annotations

import datetime as dt

from storage_cast import NOON, make_organiser

from scheduler.pausing import EndPause, Pause, StartPause
from storage.engine import Database

LATER = NOON + dt.timedelta(minutes=5)


async def test_a_locality_is_paused_until_it_is_resumed(database: Database) -> None:
    hoa = await make_organiser(database)
    await database.changes.submit(StartPause("binh-long", hoa, NOON))

    assert await database.pauses.lasting("binh-long") == Pause(NOON, hoa)
    assert await database.pauses.lasting("thien-tin") is None

    await database.changes.submit(EndPause("binh-long", hoa, LATER))
    assert await database.pauses.lasting("binh-long") is None


async def test_pausing_twice_keeps_the_first_and_notes_it_once(database: Database) -> None:
    hoa = await make_organiser(database)
    for at in (NOON, LATER):
        await database.changes.submit(StartPause("binh-long", hoa, at))
    for at in (LATER, LATER):
        await database.changes.submit(EndPause("binh-long", hoa, at))

    acts = [line.act.act for line in await database.audit.newest("binh-long")]
    assert acts[-2:] == ["pause", "resume"]
    assert acts.count("pause") == acts.count("resume") == 1

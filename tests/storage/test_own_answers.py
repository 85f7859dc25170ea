"""Own answers: given until revoked, by the locality they belong to; the audit holds no question."""

from __future__ import annotations

import datetime as dt

from storage_cast import NOON, make_organiser

from knowledge.answering.own_answers import OwnAnswer
from scheduler.own_answers import KeepAnswer, RevokeAnswer
from storage.engine import Database


async def test_an_answer_is_given_until_it_is_revoked(database: Database) -> None:
    hoa = await make_organiser(database)
    await database.changes.submit(KeepAnswer("binh-long", ("có gửi xe không",), "Có.", "Văn phòng", hoa, NOON))

    (kept,) = await database.own_answers.of("binh-long")
    assert kept == OwnAnswer(kept.id, ("có gửi xe không",), "Có.", "Văn phòng", dt.date(2025, 10, 9))
    assert await database.own_answers.of("thien-tin") == ()

    await database.changes.submit(RevokeAnswer("thien-tin", kept.id, hoa, NOON))
    assert await database.own_answers.of("binh-long") == (kept,)

    for _ in range(2):
        await database.changes.submit(RevokeAnswer("binh-long", kept.id, hoa, NOON))
    assert await database.own_answers.of("binh-long") == ()
    lines = await database.audit.newest("binh-long")
    assert [line.act.act for line in lines][-2:] == ["answer for all", "revoke answer"]
    assert not any("gửi xe" in line.act.about for line in lines)

"""What was asked: counted by outcome and channel, and what is left to answer."""

from __future__ import annotations

import datetime as dt

from storage_cast import NOON, make_address, record

from scheduler.people import Channel
from scheduler.questions import Counts
from storage.engine import Database

HOUR = dt.timedelta(hours=1)


async def ask(database: Database, who: str, text: str, outcome: str | None, at: dt.datetime = NOON) -> None:
    address = await make_address(database, who)
    await database.updates.submit(record(address, f"{who}:{text}", text, at=at, outcome=outcome))


async def test_questions_are_counted_by_what_they_came_to_and_by_channel(database: Database) -> None:
    await ask(database, "lan", "lễ khi nào", "answer")
    await ask(database, "lan", "có gửi xe không", "refuse")
    await ask(database, "minh", "xin chào", "chitchat")
    await ask(database, "tư", "/menu", None)
    await ask(database, "tư", "hôm qua", "answer", NOON - 24 * HOUR)

    counts = await database.questions.counts("binh-long", NOON - HOUR, NOON + HOUR)

    assert counts == Counts(2, {"answer": 1, "refuse": 1, "chitchat": 1}, {Channel.WEB: 2})
    assert counts.questions == 2
    assert await database.questions.counts("thien-tin", NOON - HOUR, NOON + HOUR) == Counts(0, {}, {})


async def test_unanswered_questions_come_newest_first_without_private_ones(database: Database) -> None:
    await ask(database, "lan", "có gửi xe không", "refuse")
    await ask(database, "minh", "số điện thoại của chị Hoa", "personal")
    await ask(database, "tư", "bàn nào", "clarify", NOON + HOUR)
    await ask(database, "tư", "đã lâu", "refuse", NOON - 40 * 24 * HOUR)

    unanswered = await database.questions.unanswered("binh-long", NOON - 30 * 24 * HOUR)

    assert [(one.text, one.outcome) for one in unanswered] == [("bàn nào", "clarify"), ("có gửi xe không", "refuse")]

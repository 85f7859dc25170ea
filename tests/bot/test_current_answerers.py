"""The answerer of a locality follows its standing, and is built no more often than it changes."""

from __future__ import annotations

import asyncio
import datetime as dt

from small_pack import loaded

from bot.current_answerers import CurrentAnswerers
from knowledge.answering.answerer import Answerer
from knowledge.answering.own_answers import OwnAnswer
from scheduler.corrections import Proposal
from scheduler.standing import Standing

NOW = dt.datetime(2025, 10, 8, 2, tzinfo=dt.UTC)
HOUR = Proposal("k1", "launch.hour", "14:15", 1, NOW, approved_at=NOW)
WAITING = Proposal("k2", "launch.venue", "Nhà văn hóa", 1, NOW)
OWN = OwnAnswer(1, ("lễ có gửi xe không",), "Có.", "Văn phòng", NOW.date())


def build() -> tuple[CurrentAnswerers, Answerer]:
    plain = Answerer(loaded())
    return CurrentAnswerers({"tan-an": plain}), plain


async def test_without_corrections_in_force_the_plain_answerer_answers() -> None:
    current, plain = build()

    assert await current.of("tan-an", Standing()) is plain
    assert await current.of("tan-an", Standing(corrections=(WAITING,))) is plain


async def test_a_correction_is_built_once_for_all_who_wait_for_it() -> None:
    current, plain = build()
    standing = Standing(corrections=(HOUR, WAITING))

    first, *others = await asyncio.gather(*(current.of("tan-an", standing) for _ in range(4)))

    assert all(other is first for other in others)
    assert "14 giờ 15" in first.answer("lễ mấy giờ", NOW).text
    assert "13 giờ 30 (chiều)" in plain.answer("lễ mấy giờ", NOW).text


async def test_revoking_brings_the_plain_one_back_and_own_answers_need_no_new_build() -> None:
    current, plain = build()
    corrected = await current.of("tan-an", Standing(corrections=(HOUR,)))
    both = await current.of("tan-an", Standing(corrections=(HOUR,), own_answers=(OWN,)))

    assert both.facts is corrected.facts
    assert both.answer("lễ có gửi xe không", NOW).text.startswith("Văn phòng trả lời")
    assert "14 giờ 15" in both.answer("lễ mấy giờ", NOW).text
    assert await current.of("tan-an", Standing()) is plain


async def test_other_work_goes_on_while_an_answerer_is_built() -> None:
    current, _ = build()
    building = asyncio.create_task(current.of("tan-an", Standing(corrections=(HOUR,))))
    turns = 0
    while not building.done():
        await asyncio.sleep(0)
        turns += 1

    assert turns > 3

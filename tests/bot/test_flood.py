"""Floods from one person: who is answered, who is warned, who is dropped, and how much is remembered."""

from __future__ import annotations

import datetime as dt

from bot.flood import EVENTS, Flood, Verdict

NOON = dt.datetime(2025, 10, 9, 5, 0, tzinfo=dt.UTC)
LAN, MINH = 1, 2


def judge_all(flood: Flood, who: int, *seconds: float) -> list[Verdict]:
    return [flood.judge(who, NOON + dt.timedelta(seconds=second)) for second in seconds]


def test_twenty_events_in_ten_seconds_are_no_flood() -> None:
    assert set(judge_all(Flood(), LAN, *[number / 4 for number in range(20)])) == {Verdict.HANDLE}


def test_the_twenty_first_is_warned_and_the_next_are_dropped() -> None:
    verdicts = judge_all(Flood(), LAN, *[number / 4 for number in range(30)])

    assert verdicts[EVENTS] is Verdict.WARN
    assert set(verdicts[EVENTS + 1 :]) == {Verdict.DROP}


def test_other_people_are_answered_meanwhile() -> None:
    flood = Flood()
    judge_all(flood, LAN, *[0.0] * 30)

    assert flood.judge(MINH, NOON) is Verdict.HANDLE


def test_after_ten_quiet_seconds_the_person_is_answered_again() -> None:
    flood = Flood()
    judge_all(flood, LAN, *[0.0] * 30)

    assert judge_all(flood, LAN, 10.0, 11.0) == [Verdict.HANDLE] * 2


def test_a_steady_flood_is_warned_once() -> None:
    verdicts = judge_all(Flood(), LAN, *[number / 3 for number in range(300)])

    assert verdicts.count(Verdict.WARN) == 1
    assert Verdict.HANDLE not in verdicts[EVENTS + 10 :]


def test_one_message_every_half_second_is_nearly_always_answered() -> None:
    assert set(judge_all(Flood(), LAN, *[number / 2 for number in range(200)])) == {Verdict.HANDLE}


def test_a_clock_set_back_silences_nobody() -> None:
    flood = Flood()
    judge_all(flood, LAN, *[60.0 + number for number in range(10)])

    assert flood.judge(LAN, NOON) is Verdict.HANDLE


def test_no_more_people_are_remembered_than_allowed() -> None:
    flood = Flood(max_people=3)
    for address_id in range(10):
        flood.judge(address_id, NOON)

    assert len(flood) == 3

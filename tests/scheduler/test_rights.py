"""The clocks of Luật 91/2025/QH15 and Nghị định 356/2025/NĐ-CP."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from scheduler.rights import Request, Right, answer_on, settle_on

FRIDAY = dt.datetime(2026, 3, 13, 2, 0, tzinfo=dt.UTC)
OPEN = Request(1, "binh-long", 7, Right.CORRECT, FRIDAY, dt.date(2026, 3, 17), dt.date(2026, 3, 23))


def day(number: int) -> dt.date:
    return dt.date(2026, 3, number)


def test_an_answer_is_due_within_two_working_days() -> None:
    assert answer_on(FRIDAY) == day(17)


def test_what_is_asked_late_in_the_evening_counts_from_the_vietnamese_date() -> None:
    assert answer_on(dt.datetime(2026, 3, 12, 18, 0, tzinfo=dt.UTC)) == day(17)


@pytest.mark.parametrize(
    ("right", "with_processor", "days"),
    [
        (Right.CORRECT, False, 10),
        (Right.ACCESS, False, 10),
        (Right.STOP, False, 15),
        (Right.COMPLAIN, False, 15),
        (Right.STOP, True, 20),
    ],
)
def test_settling_takes_the_days_of_the_decree(right: Right, with_processor: bool, days: int) -> None:
    assert settle_on(right, FRIDAY, with_processor) == day(13) + dt.timedelta(days=days)


def test_the_next_date_is_the_answers_until_there_is_one() -> None:
    assert OPEN.due_on == day(17)
    assert replace(OPEN, answered_at=FRIDAY).due_on == day(23)


def test_organisers_are_warned_once_from_the_working_day_before() -> None:
    assert not OPEN.wants_warning(day(15))
    assert OPEN.wants_warning(day(16))
    assert not replace(OPEN, warned_on=day(16)).wants_warning(day(17))
    assert not OPEN.wants_warning(day(18))


def test_a_warning_before_a_monday_comes_on_friday() -> None:
    answered = replace(OPEN, answered_at=FRIDAY, warned_on=day(16))
    assert answered.due_on.weekday() == 0
    assert answered.wants_warning(day(20))
    assert not answered.wants_warning(day(19))


def test_organisers_are_alarmed_once_when_a_date_is_past() -> None:
    assert not OPEN.wants_alarm(day(17))
    assert OPEN.wants_alarm(day(18))
    assert not replace(OPEN, alarmed_on=day(18)).wants_alarm(day(20))


def test_the_second_date_is_alarmed_of_anew() -> None:
    late = replace(OPEN, answered_at=FRIDAY, alarmed_on=day(18))
    assert late.wants_alarm(day(24))

"""Working days of Vietnamese offices."""

from __future__ import annotations

import datetime as dt

import pytest

from scheduler.working_days import after_working_days, is_working_day, local_date, working_day_before


@pytest.mark.parametrize(
    ("day", "is_open"),
    [
        (dt.date(2026, 3, 10), True),
        (dt.date(2026, 3, 14), False),  # Saturday
        (dt.date(2026, 3, 15), False),
        (dt.date(2026, 4, 30), False),  # Ngày Giải phóng
        (dt.date(2026, 2, 17), False),  # mùng một Tết
        (dt.date(2026, 4, 27), False),  # in lieu of Giỗ Tổ on a Sunday
    ],
)
def test_offices_are_closed_on_weekends_and_holidays(day: dt.date, is_open: bool) -> None:
    assert is_working_day(day) is is_open


def test_two_working_days_after_a_friday_end_on_tuesday() -> None:
    assert after_working_days(dt.date(2026, 3, 13), 2) == dt.date(2026, 3, 17)


def test_tet_is_waited_for() -> None:
    assert after_working_days(dt.date(2026, 2, 13), 2) == dt.date(2026, 2, 24)


def test_the_working_day_before_a_monday_is_friday() -> None:
    assert working_day_before(dt.date(2026, 3, 16)) == dt.date(2026, 3, 13)


def test_the_date_is_that_of_vietnam() -> None:
    assert local_date(dt.datetime(2026, 3, 9, 17, 30, tzinfo=dt.UTC)) == dt.date(2026, 3, 10)

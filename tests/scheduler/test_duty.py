"""Duty hours as people write them, and what a working day is."""

from __future__ import annotations

import datetime as dt

import pytest

from scheduler.duty import ALWAYS, NEVER, OFFICE, VIETNAM, BadHours, a_working_day_after, read_hours


def at(moment: str) -> dt.datetime:
    return dt.datetime.fromisoformat(moment).replace(tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("7:30-11:30 13:30-17:00 t2-t6", "7:30-11:30 13:30-17:00 t2-t6"),
        ("7h30 - 11h30, 13h-16h30 thứ 2 - thứ 7", "7:30-11:30 13:00-16:30 t2-t7"),
        ("8-20 T2-CN", "8:00-20:00 t2-cn"),
        ("19h-21h chủ nhật", "19:00-21:00 cn"),
        ("8g-11g", "8:00-11:00 t2-t6"),
        ("luôn", "luôn"),
        ("nghỉ", "nghỉ"),
    ],
)
def test_hours_are_read_as_people_write_them_and_written_so_that_they_read_the_same(written: str, meant: str) -> None:
    hours = read_hours(written)
    assert str(hours) == meant
    assert read_hours(str(hours)) == hours


@pytest.mark.parametrize("written", ["", "sáng", "11-8 t2", "8-25", "t2-t6", "8-11 t8"])
def test_hours_that_cannot_be_read_are_refused(written: str) -> None:
    with pytest.raises(BadHours):
        read_hours(written)


@pytest.mark.parametrize(
    ("moment", "open_"),
    [
        ("2025-10-08T07:29", False),
        ("2025-10-08T07:30", True),
        ("2025-10-08T11:30", False),  # lunch break
        ("2025-10-08T13:30", True),
        ("2025-10-08T17:00", False),
        ("2025-10-11T09:00", False),  # Saturday
        ("2025-09-02T09:00", False),  # Quốc khánh
        ("2026-02-17T09:00", False),  # Tết
    ],
)
def test_the_office_is_open_on_working_days_but_for_the_lunch_break(moment: str, open_: bool) -> None:
    assert OFFICE.covers(at(moment)) is open_
    assert ALWAYS.covers(at(moment)) is True
    assert NEVER.covers(at(moment)) is False


@pytest.mark.parametrize(
    ("moment", "later"),
    [
        ("2025-10-08T09:00", "2025-10-09T09:00"),
        ("2025-10-10T16:00", "2025-10-13T16:00"),  # Friday to Monday
        ("2025-10-08T12:00", "2025-10-09T13:30"),  # in the lunch break: from its end
        ("2025-10-11T09:00", "2025-10-14T07:30"),  # Saturday: from Monday's opening
        ("2025-08-29T10:00", "2025-09-03T10:00"),  # over the holiday
    ],
)
def test_a_working_day_leaves_out_what_nobody_works(moment: str, later: str) -> None:
    assert a_working_day_after(at(moment)) == at(later)


def test_the_next_opening_is_after_the_break_the_night_or_the_holiday_and_never_without_hours() -> None:
    assert OFFICE.next_opening(at("2025-10-08T12:00")) == at("2025-10-08T13:30")
    assert OFFICE.next_opening(at("2025-10-08T18:00")) == at("2025-10-09T07:30")
    assert OFFICE.next_opening(at("2025-10-08T09:00")) == at("2025-10-08T09:00")
    assert NEVER.next_opening(at("2025-10-08T09:00")) is None

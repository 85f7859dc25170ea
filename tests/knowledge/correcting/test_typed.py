"""What organisers type as a new value: read as they mean it, or refused with the reason."""

from __future__ import annotations

import datetime as dt

import pytest

from knowledge.correcting.model import NoSuchField
from knowledge.correcting.typed import BadValue, read_value
from knowledge.pack.loading import load_shipped

NOW = dt.datetime(2025, 10, 8, 2, tzinfo=dt.UTC)
BINH_LONG = load_shipped("binh-long")


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        ("launch.hour", "14 giờ", "14:00"),
        ("launch.hour", "2 giờ chiều", "14:00"),
        ("launch.hour", "14h30", "14:30"),
        ("launch.hour", "14:30", "14:30"),
        ("launch.hour", "2 rưỡi chiều", None),
        ("launch.hour", "2 giờ rưỡi chiều", "14:30"),
        ("launch.hour", "8 gio 15 phut sang", "08:15"),
        ("launch.hour", "7 giờ tối", "19:00"),
        ("launch.day", "10/10", "2025-10-10"),
        ("launch.day", "ngày 10 tháng 10 năm 2025", "2025-10-10"),
        ("launch.day", "10-10-2025", "2025-10-10"),
        ("launch.venue", "  Nhà văn hóa   phường ", "Nhà văn hóa phường"),
        ("exhibition.when", "8 giờ ngày 10/10", "2025-10-10T08:00"),
        ("exhibition.when", "10/10/2025", "2025-10-10"),
        ("paperless.when", "từ 9/10 đến 15/11", "2025-10-09/2025-11-15"),
        ("contact", "Văn phòng HĐND và UBND phường", "Văn phòng HĐND và UBND phường"),
    ],
)
def test_a_value_is_read_as_it_is_meant(field: str, typed: str, value: str | None) -> None:
    if value is None:
        with pytest.raises(BadValue, match="no_hour"):
            read_value(BINH_LONG, field, typed, NOW)
    else:
        assert read_value(BINH_LONG, field, typed, NOW) == value


@pytest.mark.parametrize(
    ("field", "typed", "fault"),
    [
        ("launch.hour", "buổi chiều", "no_hour"),
        ("launch.hour", "25 giờ", "no_hour"),
        ("launch.hour", "14 giờ 75", "no_hour"),
        ("launch.hour", "2 giờ", "which_half"),
        ("launch.hour", "13 giờ 30", "same"),
        ("launch.day", "tuần sau", "no_day"),
        ("launch.day", "31/11", "no_such_day"),
        ("launch.day", "7/10", "past"),
        ("launch.day", "10/10/2026", "other_year"),
        ("launch.day", "9/10", "same"),
        ("launch.day", "10/10 đến 11/10", "no_day"),
        ("paperless.when", "15/11 đến 9/10", "backwards"),
        ("launch.venue", "a", "too_short"),
        ("launch.venue", "a" * 201, "too_long"),
        ("launch.venue", "hội trường ubnd phường bình long", "same"),
    ],
)
def test_what_cannot_hold_is_refused_with_the_reason(field: str, typed: str, fault: str) -> None:
    with pytest.raises(BadValue) as caught:
        read_value(BINH_LONG, field, typed, NOW)
    assert caught.value.fault == fault


def test_an_hour_of_today_that_is_over_is_past() -> None:
    with pytest.raises(BadValue, match="past"):
        read_value(BINH_LONG, "launch.hour", "8 giờ sáng", dt.datetime(2025, 10, 9, 2, tzinfo=dt.UTC))


@pytest.mark.parametrize("field", ["launch.when", "nothing.venue", "launch", "exhibition.hour", ""])
def test_a_field_the_pack_does_not_have_is_refused(field: str) -> None:
    with pytest.raises(NoSuchField):
        read_value(BINH_LONG, field, "14 giờ", NOW)

"""Working days (ngày làm việc) of Vietnamese offices: Monday to Friday but public holidays and their days in lieu."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    import holidays

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

_SATURDAY = 5


@cache
def _holidays() -> holidays.HolidayBase:
    import holidays  # not at the start, which nobody shall wait for

    return holidays.country_holidays("VN")  # reads a year when it is first asked for


def is_holiday(day: dt.date) -> bool:
    """Whether a local date is a public holiday: Bộ luật Lao động 2019, Điều 112, as the package ``holidays`` lists
    them; a day in lieu that was announced after the package was made is not known."""
    return day in _holidays()


def is_working_day(day: dt.date) -> bool:
    """Whether offices are open on a local date."""
    return day.weekday() < _SATURDAY and not is_holiday(day)


def after_working_days(day: dt.date, count: int) -> dt.date:
    """The last of ``count`` working days (at least 1) that follow a local date; that date itself does not count."""
    while count > 0:
        day += dt.timedelta(days=1)
        count -= is_working_day(day)
    return day


def working_day_before(day: dt.date) -> dt.date:
    """The last working day before a local date."""
    day -= dt.timedelta(days=1)
    while not is_working_day(day):
        day -= dt.timedelta(days=1)
    return day


def local_date(at: dt.datetime) -> dt.date:
    """The date in Vietnam at an aware moment."""
    return at.astimezone(VIETNAM).date()

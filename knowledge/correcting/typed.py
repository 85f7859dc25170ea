"""What an organiser typed as the new value, read and checked: "2 giờ chiều", "10/10", "Nhà văn hóa phường"."""

from __future__ import annotations

import datetime as dt
import re
from typing import Literal

from knowledge.answering.wording import LOCAL, date_of
from knowledge.correcting.model import Part, activity_of, field_of
from knowledge.correcting.wording import current_value
from knowledge.pack.loading import LoadedPack
from knowledge.text import fold, squeeze

SHORTEST, LONGEST = 3, 200
"""Characters of a value in words."""

Fault = Literal[
    "no_day", "no_such_day", "other_year", "past", "no_hour", "which_half", "backwards", "too_short", "too_long", "same"
]

_DAY = re.compile(
    r"(?<!\d)(\d{1,2})\s*(?:[/.-]|\s+tháng\s+)\s*(\d{1,2})(?:\s*(?:[/.-]|\s*năm\s+)\s*(\d{4}))?(?!\d)", re.IGNORECASE
)
_HOUR = re.compile(
    r"(?<!\d)(\d{1,2})\s*(?:giờ|gio|h|:)\s*(\d{1,2}|rưỡi|ruoi)?(?:\s*(?:phút|phut))?\s*"
    r"(sáng|sang|trưa|trua|chiều|chieu|tối|toi)?\b",
    re.IGNORECASE,
)
_EARLIEST_PLAIN = 6
"""An hour below this without "sáng" or "chiều" may mean either."""


class BadValue(ValueError):
    """The text is no value of this field; ``fault`` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


def read_value(loaded: LoadedPack, key: str, text: str, now: dt.datetime) -> str:
    """The value of a field as a `Correction` holds it; days without a year are of the plan's.

    Raises:
        BadValue: it cannot be read, lies in the past or in another year, or is what holds already.
        NoSuchField: not in this pack.
    """
    field = field_of(loaded.pack, key)
    typed = squeeze(text)
    value = _read(loaded, field.part, field.activity, typed, now)
    if field.part not in ("day", "hour", "when") and fold(value) == fold(current_value(loaded.pack, key)):
        raise BadValue("same")
    return value


def _read(loaded: LoadedPack, part: Part, owner: str | None, typed: str, now: dt.datetime) -> str:
    activity = activity_of(loaded.pack, owner)
    if activity is None or part not in ("day", "hour", "when"):
        if len(typed) < SHORTEST:
            raise BadValue("too_short")
        if len(typed) > LONGEST:
            raise BadValue("too_long")
        return typed
    year, today, start = loaded.pack.locality.year, now.astimezone(LOCAL).date(), activity.when.start
    if part == "hour":
        hour, day = _hour(typed), date_of(start)
        if hour is None:
            raise BadValue("no_hour")
        if day is not None and dt.datetime.combine(day, hour, LOCAL) < now:
            raise BadValue("past")
        return _unless(f"{hour:%H:%M}", f"{(start or '')[11:16]}")
    days = _days(typed, year, today)
    if part == "day" or len(days) == 2:
        if len(days) == 2 and (part == "day" or days[1] <= days[0]):
            raise BadValue("no_day" if part == "day" else "backwards")
        held = str(date_of(start)) if part == "day" else f"{start}/{activity.when.end}"
        return _unless("/".join(day.isoformat() for day in days), held)
    at = _hour(_DAY.sub(" ", typed))
    return _unless(f"{days[0]}T{at:%H:%M}" if at else days[0].isoformat(), (start or "")[:16])


def _unless(value: str, held: str) -> str:
    if value == held:
        raise BadValue("same")
    return value


def _days(typed: str, year: int, today: dt.date) -> list[dt.date]:
    found = []
    for day, month, of_year in _DAY.findall(typed):
        if of_year and int(of_year) != year:
            raise BadValue("other_year")
        try:
            found.append(dt.date(year, int(month), int(day)))
        except ValueError:
            raise BadValue("no_such_day") from None
    if not found or len(found) > 2:
        raise BadValue("no_day")
    if found[-1] < today:
        raise BadValue("past")
    return found


def _hour(typed: str) -> dt.time | None:
    found = _HOUR.search(typed)
    if found is None:
        return None
    hour, half = int(found[1]), fold(found[3] or "")
    minute = 30 if found[2] and not found[2].isdecimal() else int(found[2] or 0)
    if (half in ("chieu", "toi") and hour < 12) or (half == "trua" and hour < 3):
        hour += 12
    elif not half and hour < _EARLIEST_PLAIN:
        raise BadValue("which_half")
    if hour > 23 or minute > 59:
        raise BadValue("no_hour")
    return dt.time(hour, minute)

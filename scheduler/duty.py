"""Duty hours (giờ trực): when an organiser is there for people, and how long a working day is.

All hours are Vietnamese time; public holidays are those of `working_days`.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from knowledge.text import fold
from scheduler.working_days import VIETNAM, is_holiday

_DAYS = ("t2", "t3", "t4", "t5", "t6", "t7", "cn")
_SPAN = re.compile(r"(\d{1,2})(?:[:hg](\d{2})?)?-(\d{1,2})(?:[:hg](\d{2})?)?")
_DAYS_SPAN = re.compile(rf"({'|'.join(_DAYS)})(?:-({'|'.join(_DAYS)}))?")
_LONGEST_HOLIDAY = 30


class BadHours(ValueError):
    """Hours that cannot be read."""


@dataclass(frozen=True, slots=True)
class Hours:
    """``days`` from 0 (Monday) to 6, ``spans`` as minutes after midnight; ``on_holidays``: also then."""

    days: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]
    on_holidays: bool = False

    def covers(self, now: dt.datetime) -> bool:
        """Whether somebody with these hours is there at this moment (aware)."""
        local = now.astimezone(VIETNAM)
        minute = local.hour * 60 + local.minute
        return self.has_day(local.date()) and any(start <= minute < end for start, end in self.spans)

    def has_day(self, day: dt.date) -> bool:
        """Whether any of these hours are on this day."""
        return day.weekday() in self.days and (self.on_holidays or not is_holiday(day))

    def next_opening(self, now: dt.datetime) -> dt.datetime | None:
        """When somebody with these hours is there again, aware; now itself when they are; None for no hours at all."""
        if self.covers(now):
            return now
        local = now.astimezone(VIETNAM)
        for ahead in range(_LONGEST_HOLIDAY):
            day = local.date() + dt.timedelta(days=ahead)
            if not self.has_day(day):
                continue
            for start, _ in self.spans:
                moment = dt.datetime.combine(day, dt.time(start // 60, start % 60), VIETNAM)
                if moment > now:
                    return moment.astimezone(dt.UTC)
        return None

    def __str__(self) -> str:
        """As it is written and read again by `read_hours`; "nghỉ" when there are none."""
        if not self.spans or not self.days:
            return "nghỉ"
        if self == ALWAYS:
            return "luôn"
        spans = " ".join(f"{_clock(start)}-{_clock(end)}" for start, end in self.spans)
        return f"{spans} {' '.join(_days(self.days))}"


OFFICE = Hours((0, 1, 2, 3, 4), ((7 * 60 + 30, 11 * 60 + 30), (13 * 60 + 30, 17 * 60)))
"""What holds until somebody says otherwise: Monday to Friday with the lunch break."""
ALWAYS = Hours(tuple(range(7)), ((0, 24 * 60),), on_holidays=True)
NEVER = Hours((), ())


def read_hours(text: str) -> Hours:
    """Hours as people write them: "7:30-11:30 13:30-17:00 t2-t6"; days left out are Monday to Friday; "luôn", "nghỉ".

    Raises:
        BadHours: no span of hours, a span that ends before it begins, or something else in between.
    """
    folded = fold_spans(text)
    if folded in ("luon", "luon luon", "ca ngay"):
        return ALWAYS
    if folded in ("nghi", "khong truc"):
        return NEVER
    spans: list[tuple[int, int]] = []
    days: list[int] = []
    for word in folded.replace(",", " ").split():
        if match := _SPAN.fullmatch(word):
            start, end = (int(match[at]) * 60 + int(match[at + 1] or 0) for at in (1, 3))
            if not 0 <= start < end <= 24 * 60:
                raise BadHours(word)
            spans.append((start, end))
        elif match := _DAYS_SPAN.fullmatch(word):
            first = _DAYS.index(match[1])
            last = _DAYS.index(match[2]) if match[2] else first
            days += range(first, last + 1)
        else:
            raise BadHours(word)
    if not spans:
        raise BadHours(text)
    return Hours(tuple(sorted(set(days))) or OFFICE.days, tuple(sorted(spans)))


def fold_spans(text: str) -> str:
    """Small letters without diacritics, blanks around dashes taken out, "thứ 2" and "chủ nhật" as days are written."""
    folded = " ".join("".join(fold(char) if char.isalpha() else char for char in text.lower()).split())
    folded = re.sub(r"\s*[-–]\s*", "-", folded)
    return re.sub(r"\bthu (?=[2-7]\b)", "t", folded).replace("chu nhat", "cn")


def a_working_day_after(moment: dt.datetime) -> dt.datetime:
    """One working day later, aware UTC: the same hour of the next working day; what comes after hours or on a free day
    counts from the next opening of the office."""
    opening = OFFICE.next_opening(moment) or moment
    local = opening.astimezone(VIETNAM) + dt.timedelta(days=1)
    while not OFFICE.has_day(local.date()):
        local += dt.timedelta(days=1)
    return local.astimezone(dt.UTC)


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"


def _days(days: tuple[int, ...]) -> list[str]:
    found: list[list[int]] = []
    for day in days:
        if found and found[-1][-1] == day - 1:
            found[-1].append(day)
        else:
            found.append([day])
    return [_DAYS[run[0]] if len(run) == 1 else f"{_DAYS[run[0]]}-{_DAYS[run[-1]]}" for run in found]

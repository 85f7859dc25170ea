"""What is said of a correction: what the plan has, since when something else holds, and what that is."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from knowledge.answering.facts.naming import short_name
from knowledge.answering.wording import date_of, day, moment, say_when, shorten, updated_on
from knowledge.correcting.applying import corrected
from knowledge.correcting.model import Correction, activity_of, field_of, unsaid
from knowledge.pack.loading import LoadedPack
from knowledge.pack.model import Activity, Pack

MOST_OF_VALUE = 160
"""Characters of a value inside a note."""


@dataclass(frozen=True, slots=True)
class Update:
    """A correction in words. ``owner``: key of the activity; ``name``: what it is called; ``clause``: where the plan
    has its own value; ``plan_says``: that value, empty when the plan leaves it open; ``now``: what holds since."""

    correction: Correction
    owner: str
    name: str
    clause: str
    plan_says: str
    now: str
    open_part: str
    traces: tuple[re.Pattern[str], ...] = ()

    def note(self, named: bool) -> str:
        """ "Kế hoạch ghi 13 giờ 30; cập nhật ngày 8/10/2025: 14 giờ."; ``named``: the activity's name comes first."""
        plan = f"kế hoạch ghi {self.plan_says}" if self.plan_says else f"kế hoạch chưa nêu {self.open_part}"
        plan = f"{self.name}: {plan}" if named else plan[:1].upper() + plan[1:]
        return f"{plan}; {updated_on(self.correction.on)}: {self.now}."

    def is_quoted(self, text: str, clauses: tuple[str, ...]) -> bool:
        """Whether a text that rests on these clauses still has the plan's own value in it."""
        rests = any(self.clause == one or self.clause.startswith((f"{one}.", f"{one} ")) for one in clauses)
        return rests and any(trace.search(text) for trace in self.traces)


def update_of(loaded: LoadedPack, correction: Correction) -> Update:
    """A correction of this pack in words.

    Raises:
        NoSuchField: the pack has nothing of this kind.
    """
    plan = loaded.as_planned
    field = field_of(corrected(loaded, [*loaded.corrections, correction]).pack, correction.field)
    activity = activity_of(plan, field.activity)
    if activity is None:
        contact = plan.plan.contact
        units = [loaded.units[key].name for key in contact.units] if contact else []
        says = ", ".join(units) or (contact.text or "" if contact else "")
        clause = contact.clause if contact else "header"
        return Update(correction, "plan", field.label, clause, says, correction.value, unsaid(field.part))
    clause, says, traces = _planned(activity, field.part)
    said = shorten(says, MOST_OF_VALUE).rstrip(".")
    now = shorten(say_value(field.part, correction.value), MOST_OF_VALUE).rstrip(".")
    return Update(correction, activity.key, short_name(activity), clause, said, now, unsaid(field.part), traces)


def _planned(activity: Activity, part: str) -> tuple[str, str, tuple[re.Pattern[str], ...]]:
    """The clause of the plan's own value, that value in words, and how to recognise it in a text."""
    when = activity.when
    if part in ("day", "hour", "when"):
        at, on = moment(when.start), date_of(when.start)
        on_day = [_day_trace(on)] if on and when.kind in ("moment", "day", "window") else []
        at_hour = [_hour_trace(at)] if at and when.kind == "moment" else []
        if part == "hour":
            return when.clause, say_hour(at) if at and when.kind == "moment" else "", tuple(at_hour)
        if part == "day" and on and when.kind in ("moment", "day"):
            return when.clause, f"ngày {day(on)}", tuple(on_day)
        return when.clause, "" if when.kind == "absent" else say_when(when), (*on_day, *at_hour)
    value = getattr(activity, part)
    if value is None or value.value is None:
        return value.clause if value else activity.clause, "", ()
    return value.clause, value.value, (re.compile(re.escape(value.value), re.IGNORECASE),)


def _day_trace(on: dt.date) -> re.Pattern[str]:
    return re.compile(rf"(?<!\d)0?{on.day}(?:[/.-]| tháng )0?{on.month}(?!\d)", re.IGNORECASE)


def _hour_trace(at: dt.datetime) -> re.Pattern[str]:
    minute = rf"\s*{at.minute:02d}" if at.minute else ""
    return re.compile(rf"(?<!\d)0?{at.hour}\s*(?:giờ|h|:){minute}", re.IGNORECASE)


def say_hour(at: dt.time | dt.datetime) -> str:
    """14 giờ; 13 giờ 30."""
    return f"{at.hour} giờ" + (f" {at.minute:02d}" if at.minute else "")


def say_value(part: str, value: str) -> str:
    """A corrected value as people read it."""
    if part == "hour":
        return say_hour(dt.time.fromisoformat(value))
    if part not in ("day", "when"):
        return value
    start, _, end = value.partition("/")
    said = f"ngày {day(dt.date.fromisoformat(start[:10]))}"
    if "T" in start:
        said = f"{say_hour(dt.datetime.fromisoformat(start))} {said}"
    return f"từ {said} đến ngày {day(dt.date.fromisoformat(end))}" if end else said


def current_value(pack: Pack, key: str) -> str:
    """What holds of a field now, in words; empty: nothing is known.

    Raises:
        NoSuchField: not in this pack.
    """
    field = field_of(pack, key)
    activity = activity_of(pack, field.activity)
    if activity is not None:
        return _planned(activity, field.part)[1]
    contact, names = pack.plan.contact, {unit.key: unit.name for unit in pack.units}
    return ", ".join(names[key] for key in contact.units) or contact.text or "" if contact else ""

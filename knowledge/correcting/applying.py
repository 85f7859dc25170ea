"""A pack as it is after corrections: the corrected values in place, dates that follow from the event moved along."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from knowledge.answering.wording import LOCAL, date_of, moment
from knowledge.correcting.model import CONTACT, Correction, NoSuchField, activity_of, field_of
from knowledge.pack.loading import LoadedPack
from knowledge.pack.model import Activity, Cited, Pack, Task, When, Who

LAST = (".hour", ".address")
"""An hour needs its day, an address its venue."""


def corrected(loaded: LoadedPack, corrections: Sequence[Correction]) -> LoadedPack:
    """The pack with these corrections in force, and no others; each field at most once.

    One that fits no longer (its field is gone in a newer pack, or an hour without a day) has no effect.
    """
    plan = loaded.as_planned
    pack, kept = plan, list[Correction]()
    for correction in sorted(corrections, key=lambda one: (one.field.endswith(LAST), one.field)):
        try:
            pack = apply(pack, correction)
        except NoSuchField:
            continue
        kept.append(correction)
    return replace(loaded, pack=pack, planned=plan if kept else None, corrections=tuple(kept))


def apply(pack: Pack, correction: Correction) -> Pack:
    """The pack with one value corrected.

    Raises:
        NoSuchField: the pack has nothing of this kind.
    """
    field = field_of(pack, correction.field)
    if field.key == CONTACT:
        clause = pack.plan.contact.clause if pack.plan.contact else "header"
        who = Who(clause=clause, text=correction.value)
        return pack.model_copy(update={"plan": pack.plan.model_copy(update={"contact": who})})
    activity = activity_of(pack, field.activity)
    if activity is None:
        raise NoSuchField(correction.field)
    if field.part in ("day", "hour", "when"):
        return _moved(pack, activity, _new_when(activity.when, field.part, correction.value))
    old: Cited | None = getattr(activity, field.part)
    value = Cited(clause=old.clause if old else activity.clause, value=correction.value)
    return _with_activity(pack, activity.model_copy(update={field.part: value}))


def _new_when(old: When, part: str, value: str) -> When:
    start, end = value, None
    if part == "hour":
        start = f"{date_of(old.start)}T{value}"
    elif part == "day" and (at := moment(old.start)) and old.kind == "moment":
        start = f"{value}T{at:%H:%M}"
    elif "/" in value:
        start, _, end = value.partition("/")
    kind = "moment" if "T" in start else "window" if end else "day"
    start = f"{start}:00+07:00" if "T" in start else start
    kept = {"clause": old.clause, "text": old.text, "duration": old.duration}
    return When.model_validate(kept | {"kind": kind, "start": start, "end": end})


def _moved(pack: Pack, activity: Activity, when: When) -> Pack:
    """The activity at its new time, and with it what the same words of the plan set to the same time."""
    old = activity.when
    for other in pack.activities:
        together = other.when.clause == old.clause and old.start is not None and other.when.start == old.start
        if other.key == activity.key or together:
            time = when.model_copy(update={"text": other.when.text, "duration": other.when.duration})
            pack = _with_activity(pack, other.model_copy(update={"when": time}))
    tasks = [_following(task, activity.key, old, when) for task in pack.tasks]
    return pack.model_copy(update={"tasks": tasks})


def _with_activity(pack: Pack, changed: Activity) -> Pack:
    activities = [changed if activity.key == changed.key else activity for activity in pack.activities]
    return pack.model_copy(update={"activities": activities})


def _following(task: Task, activity: str, old: When, when: When) -> Task:
    """The task with its deadline moved by as many days as the event it hangs on; an hour follows the event's."""
    deadline, new_day = task.deadline, date_of(when.start)
    if deadline.type != "event" or deadline.activity != activity or new_day is None:
        return task
    day, was = date_of(deadline.date), date_of(old.start)
    moved = day + (new_day - was) if day and was else new_day
    at, hour = moment(deadline.date), moment(when.start)
    date = moved.isoformat()
    if at is not None:
        time = dt.datetime.combine(moved, (hour or at).timetz(), LOCAL)
        date = time.isoformat()
    return task.model_copy(update={"deadline": deadline.model_copy(update={"date": date})})

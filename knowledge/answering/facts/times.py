"""When an activity takes place: told, corrected, or honestly unknown."""

from __future__ import annotations

import re

from knowledge.answering.facts.absent import refuse
from knowledge.answering.facts.model import Fact, Facts, View
from knowledge.answering.facts.naming import related, short_name
from knowledge.answering.wording import WEEKDAYS, cite, date_of, moment, say_when, shorten, tense
from knowledge.outcome import Answer, Outcome
from knowledge.pack.model import Activity, When


def add_when(facts: Facts, activity: Activity, subjects: tuple[str, ...], body: tuple[str, ...]) -> None:
    name = short_name(activity)

    def render(view: View) -> Outcome:
        return _say_when(facts, activity, view)

    facts.found.append(
        Fact(
            f"{activity.key}.when",
            f"{name} diễn ra khi nào?",
            frozenset({"WHEN"}),
            subjects,
            render,
            context=("thời gian", "khai mạc", "người dân", "có mặt", "đến dự", "đại biểu", "bắt đầu"),
            body=(*body, activity.when.text or ""),
            entity=activity.key,
        )
    )


def _say_when(facts: Facts, activity: Activity, view: View) -> Outcome:
    when, name = activity.when, short_name(activity)
    asks_hour, asks_day = _asked_parts(view)
    clauses: tuple[str, ...] = (when.clause,)
    if when.kind == "absent":
        return refuse(facts, when.absent or "", clauses)
    if asks_hour and when.kind != "moment" and not asks_day:
        known = f"Kế hoạch chỉ nêu thời gian: {say_when(when)}; kế hoạch chưa nêu giờ cụ thể"
        return refuse(facts, known, clauses)
    if "weekday" in view.asks and when.kind not in ("moment", "day"):
        known = f"Kế hoạch chỉ nêu thời gian: {say_when(when)}; kế hoạch chưa nêu ngày cụ thể, nên chưa biết thứ mấy"
        return refuse(facts, known, clauses)
    if "duration" in view.asks and not (asks_hour or asks_day or "when" in view.asks):
        lasting = _lasting(when)
        if lasting is None and when.kind == "continuous":
            text = f"{name} làm thường xuyên: {say_when(when)}; kế hoạch không nêu hạn kết thúc."
            return Answer(f"{text}\n{cite(facts.pack, clauses)}", clauses, (f"{activity.key}.when",))
        if lasting is None:
            known = f"Kế hoạch nêu thời gian: {say_when(when)}; kế hoạch chưa nêu kéo dài bao lâu"
            return refuse(facts, known, clauses)
        text = f"{name} kéo dài {lasting}: {say_when(when)}."
        return Answer(f"{text}\n{cite(facts.pack, clauses)}", clauses, (f"{activity.key}.when",))
    if "until" in view.asks and ("đến khi" in (when.text or "") or when.kind == "continuous"):
        text = f"{name}. Kế hoạch ghi thời gian: “{shorten(when.text or '')}”"
        return Answer(f"{text}\n{cite(facts.pack, clauses)}", clauses, (f"{activity.key}.when",))
    if "until" in view.asks and (when.end is None or when.kind in ("moment", "day", "week")):
        known = f"Kế hoạch nêu thời gian: {say_when(when)}; kế hoạch chưa nêu lúc kết thúc"
        return refuse(facts, known, clauses)
    text = f"{_corrected(when, view)}{name}: {say_when(when)}."
    note = tense(when, view.now)
    text += f" {note}" if note else ""
    if when.kind == "week":
        text += " Kế hoạch chưa ấn định ngày và giờ cụ thể."
    if activity.kind == "launch" and activity.venue is not None and activity.venue.value:
        text += f"\nNơi tổ chức: {activity.venue.value}."
        clauses = (*clauses, activity.venue.clause)
    choices = related(activity, "when")
    return Answer(f"{text}\n{cite(facts.pack, clauses)}", clauses, (f"{activity.key}.when",), choices)


def _asked_parts(view: View) -> tuple[bool, bool]:
    """Whether the hour is asked, and whether the day is."""
    asks = set(view.asks)
    return "hour" in asks, bool(asks & {"date", "weekday", "when", "remaining"})


def _lasting(when: When) -> str | None:
    if when.duration:
        return when.duration
    start, end = date_of(when.start), date_of(when.end)
    if when.kind == "window" and start and end:
        return f"{(end - start).days + 1} ngày"
    return None


def _corrected(when: When, view: View) -> str:
    """ "Dạ không, …" when the question presumes another part of the day or another weekday."""
    at = moment(when.start)
    start = date_of(when.start)
    if when.kind not in ("moment", "day") or start is None:
        return ""
    folded = f" {view.folded} "
    if " hay " in folded or "weekday" in view.asks:
        return ""
    if at is not None and when.kind == "moment":
        said_hour = re.search(r" (\d{1,2}) (?:gio|ruoi) ", folded)
        if said_hour and "yesno" in view.asks:
            right = int(said_hour[1]) % 12 == at.hour % 12
            return "Dạ đúng, " if right else f"Dạ không phải {said_hour[1]} giờ ạ. "
        part = "sang" if at.hour < 11 else "chieu" if at.hour < 18 else "toi"
        said = [word for word in ("sang", "chieu", "toi") if f" buoi {word} " in folded or f" {word} " in folded]
        if said and "toi" not in said:
            return "Dạ đúng, " if part in said else f"Dạ không phải buổi {'sáng' if said[0] == 'sang' else 'chiều'} ạ. "
    if view.dates and "yesno" in view.asks:
        said_day, said_month = view.dates[0]
        if (said_day, said_month) == (start.day, start.month):
            return "Dạ đúng, "
        return f"Dạ không phải ngày {said_day:02d}/{said_month:02d} ạ. "
    for number, weekday in enumerate(WEEKDAYS):
        if weekday.lower() in view.raw.lower() and "yesno" in view.asks:
            return "Dạ đúng, " if start.weekday() == number else f"Dạ không phải {weekday} ạ. "
    return ""

"""Facts about ceremonies, classes, campaigns, models: when, where, who, how, for whom, and their small details."""

from __future__ import annotations

import re
from dataclasses import replace

from knowledge.answering.facts.model import Fact, Facts, View, join
from knowledge.answering.wording import (
    LOCAL,
    WEEKDAYS,
    capital,
    cite,
    date_of,
    day,
    low,
    moment,
    say_when,
    sentence,
    tense,
)
from knowledge.outcome import Answer, Choice, Outcome, Refuse
from knowledge.pack.model import Activity, Cited, Detail, When, Who

WHEN_ASKS = frozenset({"when", "hour", "date", "weekday", "remaining", "duration", "deadline"})
DETAIL_ANSWERS: dict[str, frozenset[str]] = {
    "count": frozenset({"COUNT"}),
    "duration": frozenset({"DURATION"}),
    "percent": frozenset({"PERCENT"}),
    "name": frozenset({"NAME", "TEXT"}),
    "age": frozenset({"AGE", "COUNT"}),
    "price": frozenset({"MONEY", "TEXT"}),
    "date": frozenset({"WHEN"}),
    "who": frozenset({"WHO", "NAME"}),
    "where": frozenset({"PLACE"}),
    "text": frozenset({"TEXT", "FORM", "NAME", "WHAT"}),
}


def short_name(activity: Activity) -> str:
    """How answers call an activity: ``Lễ phát động``, otherwise its name without the tail after a semicolon."""
    if activity.kind == "launch":
        return "Lễ phát động"
    return capital(activity.name.split(";")[0].strip())


def dates_of(when: When) -> frozenset[tuple[int, int]]:
    """The days (day, month) by which people may name something: its first and its last."""
    found = (date_of(when.start), date_of(when.end))
    return frozenset((on.day, on.month) for on in found if on and when.kind in ("moment", "day", "window"))


def add(facts: Facts) -> None:
    """Add the facts of every activity of the pack."""
    for activity in facts.pack.pack.activities:
        first = len(facts.found)
        subjects = (activity.name, *activity.aliases)
        if activity.kind == "launch":
            subjects = ("lễ phát động", "lễ phát động phong trào bình dân học vụ số", *subjects)
        body = (facts.words(activity.clause),) if activity.kind != "launch" else ()
        _when(facts, activity, subjects, body)
        _place(facts, activity, subjects, body)
        _people(facts, activity, subjects, body)
        _overview(facts, activity, subjects, body)
        for number, detail in enumerate(activity.details):
            add_detail(facts, f"{activity.key}.detail{number}", detail, subjects, activity.key)
        dates = dates_of(activity.when)
        facts.found[first:] = [replace(fact, dates=dates) for fact in facts.found[first:]]


def add_detail(facts: Facts, key: str, detail: Detail, context: tuple[str, ...], activity: str | None) -> None:
    """Add one small fact; its owner's names are its context."""

    def render(view: View) -> Outcome:
        words = detail.value
        lead = f"{capital(detail.about[0])}: {words}"
        return Answer(
            f"{sentence(lead)}\n{cite(facts.pack, (detail.clause,))}", (detail.clause,), (key,), topic=activity
        )

    facts.found.append(
        Fact(
            key,
            capital(detail.about[0]),
            DETAIL_ANSWERS[detail.kind],
            tuple(detail.about),
            render,
            context=context,
            body=(detail.value, facts.words(detail.clause)[:400]),
            activity=activity,
        )
    )


def _when(facts: Facts, activity: Activity, subjects: tuple[str, ...], body: tuple[str, ...]) -> None:
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
            activity=activity.key,
        )
    )


def _say_when(facts: Facts, activity: Activity, view: View) -> Outcome:
    when, name = activity.when, short_name(activity)
    asks_hour, asks_day = _asked_parts(view)
    clauses: tuple[str, ...] = (when.clause,)
    if when.kind == "absent":
        return refuse(facts, when.absent or "", clauses, activity.key)
    if asks_hour and when.kind != "moment" and not asks_day:
        known = f"Kế hoạch chỉ nêu thời gian: {say_when(when)}; kế hoạch chưa nêu giờ cụ thể"
        return refuse(facts, known, clauses, activity.key)
    if "weekday" in view.asks and when.kind not in ("moment", "day"):
        known = f"Kế hoạch chỉ nêu thời gian: {say_when(when)}; kế hoạch chưa nêu ngày cụ thể, nên chưa biết thứ mấy"
        return refuse(facts, known, clauses, activity.key)
    if "duration" in view.asks and not (asks_hour or asks_day or "when" in view.asks):
        lasting = _lasting(when)
        if lasting is None:
            known = f"Kế hoạch nêu thời gian: {say_when(when)}; kế hoạch chưa nêu kéo dài bao lâu"
            return refuse(facts, known, clauses, activity.key)
        text = f"{name} kéo dài {lasting}: {say_when(when)}."
        return Answer(f"{text}\n{cite(facts.pack, clauses)}", clauses, (f"{activity.key}.when",), topic=activity.key)
    text = f"{_corrected(when, view)}{name}: {say_when(when)}."
    note = tense(when, view.now)
    text += f" {note}" if note else ""
    if when.kind == "week":
        text += " Kế hoạch chưa ấn định ngày và giờ cụ thể."
    if activity.kind == "launch" and activity.venue is not None and activity.venue.value:
        text += f"\nNơi tổ chức: {activity.venue.value}."
        clauses = (*clauses, activity.venue.clause)
    choices = _related(activity, "when")
    return Answer(f"{text}\n{cite(facts.pack, clauses)}", clauses, (f"{activity.key}.when",), choices, activity.key)


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


def _place(facts: Facts, activity: Activity, subjects: tuple[str, ...], body: tuple[str, ...]) -> None:
    name, key = short_name(activity), activity.key

    def render(view: View) -> Outcome:
        venue, address = activity.venue, activity.address
        if venue is None or venue.value is None:
            absent = venue.absent if venue and venue.absent else f"Kế hoạch chưa nêu địa điểm của {low(name)}"
            clause = venue.clause if venue else activity.clause
            return refuse(facts, absent, (clause,), key)
        clauses: tuple[str, ...] = (venue.clause,)
        if "address" in view.asks and "place" not in view.asks and address is not None and address.absent:
            text = f"{name} tổ chức tại {low(venue.value)}. {sentence(address.absent)}"
            cited = tuple(dict.fromkeys((venue.clause, address.clause)))
            return Answer(f"{text}\n{cite(facts.pack, cited)}", cited, (f"{key}.venue",), topic=key)
        text = f"{name} tổ chức tại {re.sub('^(?i:tại) ', '', venue.value)}"
        if address is not None and address.value:
            text += f", địa chỉ: {address.value}"
            clauses = (*clauses, address.clause)
        clauses = tuple(dict.fromkeys(clauses))
        choices = _related(activity, "venue")
        return Answer(f"{sentence(text)}\n{cite(facts.pack, clauses)}", clauses, (f"{key}.venue",), choices, key)

    facts.found.append(
        Fact(
            f"{key}.venue",
            f"{name} ở đâu?",
            frozenset({"PLACE", "ADDRESS"}),
            subjects,
            render,
            context=("địa điểm", "hội trường", "người dân", "có mặt", "đến dự", "đại biểu", "nhà văn hóa"),
            body=(*body, (activity.venue.value or "") if activity.venue else ""),
            activity=key,
        )
    )


def _people(facts: Facts, activity: Activity, subjects: tuple[str, ...], body: tuple[str, ...]) -> None:
    name, key = short_name(activity), activity.key
    launch = activity.kind == "launch"
    named = tuple(f"{role} {subject}" for role in ("đơn vị tổ chức", "tổ chức") for subject in subjects[:3])

    def say(label: str, who: Who) -> str:
        return f"{label}: {who.text if who.text and not who.units else facts.unit_names(who.units)}."

    def organiser(view: View) -> Outcome:
        if activity.organiser is None or activity.organiser.absent:
            absent = activity.organiser.absent if activity.organiser else None
            clause = activity.organiser.clause if activity.organiser else activity.clause
            return refuse(facts, absent or f"Kế hoạch chưa nêu đơn vị thực hiện {low(name)}", (clause,), key)
        label = "Đơn vị chủ trì tổ chức" if launch else "Đơn vị thực hiện"
        lines = [
            f"{name}. {say(label, activity.organiser)}" if launch else f"{name}.\n{say(label, activity.organiser)}"
        ]
        clauses = [activity.organiser.clause]
        for extra, words in ((activity.partners, "Phối hợp"), (activity.supporters, "Hỗ trợ")):
            if extra is not None and not extra.absent:
                lines.append(say(words, extra))
                clauses.append(extra.clause)
        text = "\n".join(lines)
        return Answer(f"{text}\n{cite(facts.pack, tuple(clauses))}", tuple(clauses), (f"{key}.organiser",), topic=key)

    facts.found.append(
        Fact(
            f"{key}.organiser",
            f"Ai thực hiện {low(name)}?" if not launch else "Đơn vị nào tổ chức lễ?",
            frozenset({"WHO", "ORGANISER"}),
            (*named, *subjects),
            organiser,
            context=(*subjects, "phụ trách", "đơn vị", "phối hợp", "triển khai", "cơ quan", "chủ trì")
            if not launch
            else (*subjects, "chủ trì", "đơn vị", "phối hợp"),
            body=body,
            activity=key,
        )
    )
    _cited(
        facts,
        activity,
        "chair",
        activity.chair,
        ("chủ trì lễ phát động", "chủ trì", "người chủ trì", "lãnh đạo chủ trì"),
        subjects,
        {"WHO"},
        f"Chủ trì {low(name)}",
    )
    _cited(
        facts,
        activity,
        "form",
        activity.form,
        ("hình thức tổ chức", *subjects),
        ("trực tiếp", "trực tuyến", "online", "hình thức"),
        {"FORM"},
        f"Hình thức {low(name)}",
    )
    _cited(
        facts,
        activity,
        "audience",
        activity.audience,
        (*subjects, *(f"{word} {subject}" for subject in subjects[:2] for word in ("đối tượng", "dành cho"))),
        (*subjects, "đối tượng", "dành cho"),
        {"AUDIENCE"},
        f"{name} dành cho",
    )
    _cited(
        facts,
        activity,
        "content",
        activity.content,
        tuple(f"nội dung {subject}" for subject in subjects[:4]),
        (*subjects, "nội dung"),
        {"LIST", "TEXT", "CONTENT"},
        f"Nội dung {low(name)}",
    )


def _cited(
    facts: Facts,
    activity: Activity,
    part: str,
    value: Cited | None,
    subjects: tuple[str, ...],
    context: tuple[str, ...],
    answers: set[str],
    label: str,
) -> None:
    if value is None:
        return
    key = f"{activity.key}.{part}"

    def render(view: View) -> Outcome:
        if value.value is None:
            return refuse(facts, value.absent or "", (value.clause,), activity.key)
        text = f"{label}: {sentence(value.value)}"
        return Answer(f"{text}\n{cite(facts.pack, (value.clause,))}", (value.clause,), (key,), topic=activity.key)

    facts.found.append(
        Fact(
            key,
            label,
            frozenset(answers),
            subjects,
            render,
            context=context,
            body=(value.value or "",),
            activity=activity.key,
        )
    )


def _overview(facts: Facts, activity: Activity, subjects: tuple[str, ...], body: tuple[str, ...]) -> None:
    """All that is known of an activity in a few lines, for questions that name it and ask nothing in particular."""
    key, name = activity.key, short_name(activity)

    def render(view: View) -> Outcome:
        lines, clauses = [f"{capital(activity.name)}."], [activity.clause]
        if activity.when.kind != "absent":
            lines.append(f"Thời gian: {say_when(activity.when)}.")
            clauses.append(activity.when.clause)
        for label, value in (
            ("Địa điểm", activity.venue),
            ("Hình thức", activity.form),
            ("Dành cho", activity.audience),
            ("Nội dung", activity.content),
        ):
            if value is not None and value.value and len(value.value) < 300:
                lines.append(f"{label}: {sentence(value.value)}")
                clauses.append(value.clause)
        for label, who in (("Đơn vị thực hiện", activity.organiser), ("Phối hợp", activity.partners)):
            if who is not None and not who.absent:
                lines.append(f"{label}: {facts.unit_names(who.units) or who.text}.")
                clauses.append(who.clause)
        if len(lines) == 1 and body:
            lines.append(f"Kế hoạch ghi: “{body[0][:500]}”.")
        found = tuple(dict.fromkeys(clauses))
        return Answer(
            "\n".join(lines) + f"\n{cite(facts.pack, found)}",
            found,
            (f"{key}.overview",),
            _related(activity, "overview"),
            key,
        )

    facts.found.append(
        Fact(
            f"{key}.overview",
            name,
            frozenset({"TEXT", "WHAT", "LIST", "NAME", "CONTENT"}),
            subjects,
            render,
            body=body,
            activity=key,
            weight=0.9,
        )
    )


def _related(activity: Activity, told: str) -> tuple[Choice, ...]:
    """Buttons for what people ask next."""
    offers = [
        ("when", "Khi nào?"),
        ("venue", "Ở đâu?"),
        ("organiser", "Đơn vị nào tổ chức?"),
        ("overview", "Xem tóm tắt"),
    ]
    if told == "when" and activity.kind == "launch":
        offers = [offer for offer in offers if offer[0] != "venue"]
    known = {
        "when": activity.when.kind != "absent",
        "venue": activity.venue is not None and activity.venue.value is not None,
        "organiser": activity.organiser is not None,
        "overview": True,
    }
    return tuple(Choice(label, f"q:{activity.key}.{part}") for part, label in offers if part != told and known[part])[
        :3
    ]


def refuse(facts: Facts, absent: str, clauses: tuple[str, ...], topic: str | None) -> Refuse:
    """An honest "the plan does not say", with whom to ask."""
    text = f"{sentence(absent)} {ask_whom(facts)}\n{cite(facts.pack, clauses)}"
    return Refuse(text, "plan_silent", clauses, topic=topic)


def ask_whom(facts: Facts) -> str:
    """Whom to ask when the plan is silent: the plan's own contact, otherwise its issuing body."""
    contact = facts.pack.pack.plan.contact
    name = facts.unit_names(contact.units) if contact and contact.units else f"UBND {facts.pack.pack.locality.name}"
    return f"Bác vui lòng hỏi {name}."


__all__ = ["LOCAL", "WHEN_ASKS", "add", "add_detail", "ask_whom", "day", "join", "refuse", "short_name"]

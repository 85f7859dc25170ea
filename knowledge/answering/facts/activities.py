"""Facts about ceremonies, classes, campaigns, models: when, where, who, how, for whom, and their small details."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from knowledge.answering.facts.absent import refuse
from knowledge.answering.facts.kinds import DETAIL_ANSWERS
from knowledge.answering.facts.model import Fact, Facts, View
from knowledge.answering.facts.naming import related, short_name
from knowledge.answering.facts.times import add_when
from knowledge.answering.wording import capital, cite, date_of, low, say_when, sentence, shorten
from knowledge.outcome import Answer, Outcome
from knowledge.pack.model import Activity, Cited, Detail, When, Who
from knowledge.text import squeeze

MEASURES = frozenset({"count", "duration", "percent", "age", "price"})
"""Kinds of details that are asked for by their owner's name and "how much"."""
MOST_OF_CLAUSE = 280
"""Characters of the plan's own words under a small fact: enough to see where it stands."""


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
        add_when(facts, activity, subjects, body)
        _place(facts, activity, subjects, body)
        _people(facts, activity, subjects, body)
        _overview(facts, activity, subjects, body)
        kinds = Counter(detail.kind for detail in activity.details)
        for number, detail in enumerate(activity.details):
            add_detail(
                facts,
                f"{activity.key}.detail{number}",
                detail,
                subjects,
                activity.key,
                _doers(activity),
                sole=kinds[detail.kind] == 1,
            )
        dates = dates_of(activity.when)
        facts.found[first:] = [replace(fact, dates=dates) for fact in facts.found[first:]]


def add_detail(
    facts: Facts,
    key: str,
    detail: Detail,
    context: tuple[str, ...],
    entity: str,
    doers: Sequence[str] = (),
    also: tuple[str, ...] = (),
    sole: bool = False,
) -> None:
    """Add one small fact; its owner's names are its context. ``doers``: units in charge of the owner; ``sole``: the
    owner has no other of its kind, so that its own name is enough ("{owner} mấy người?").
    """
    doer = facts.unit_names(list(doers))

    def render(view: View) -> Outcome:
        text = sentence(f"{capital(detail.about[0])}: {detail.value}")
        if doer:
            text += f"\nĐơn vị phụ trách: {doer}."
        source = shorten(facts.words(detail.clause), MOST_OF_CLAUSE)
        if squeeze(detail.value) != squeeze(source.rstrip(".")):
            text += f"\nKế hoạch ghi: “{source}”"
        return Answer(f"{text}\n{cite(facts.pack, (detail.clause,))}", (detail.clause,), (key,))

    facts.found.append(
        Fact(
            key,
            capital(detail.about[0]),
            DETAIL_ANSWERS[detail.kind],
            (*detail.about, *(context if sole and detail.kind in MEASURES else ())),
            render,
            context=context,
            body=(detail.value, facts.words(detail.clause)[:400]),
            entity=entity,
            also=also,
            doers=frozenset(doers),
        )
    )


def _own_words(facts: Facts, activity: Activity) -> str:
    """The plan's own words on an activity, when they are short enough to stand under an answer."""
    words = facts.words(activity.clause)
    return f"\nKế hoạch ghi: “{shorten(words)}”" if words and len(words) <= MOST_OF_CLAUSE else ""


def _doers(activity: Activity) -> list[str]:
    """The units that carry out an activity; the launch has too many hands for one name."""
    who = activity.organiser
    return [] if activity.kind == "launch" or who is None or who.absent else who.units


def _place(facts: Facts, activity: Activity, subjects: tuple[str, ...], body: tuple[str, ...]) -> None:
    name, key = short_name(activity), activity.key

    def render(view: View) -> Outcome:
        venue, address = activity.venue, activity.address
        if venue is None or venue.value is None:
            absent = venue.absent if venue and venue.absent else f"Kế hoạch chưa nêu địa điểm của {low(name)}"
            clause = venue.clause if venue else activity.clause
            return refuse(facts, absent, (clause,))
        clauses: tuple[str, ...] = (venue.clause,)
        if "address" in view.asks and "place" not in view.asks and address is not None and address.absent:
            text = f"{name} tổ chức tại {low(venue.value)}. {sentence(address.absent)}"
            cited = tuple(dict.fromkeys((venue.clause, address.clause)))
            return Answer(f"{text}\n{cite(facts.pack, cited)}", cited, (f"{key}.venue",))
        where = re.sub("^(?i:tại) ", "", venue.value)
        text = f"{name} tổ chức tại {where}" if activity.kind == "launch" else f"{sentence(name)}\nĐịa điểm: {where}"
        if address is not None and address.value:
            text += f", địa chỉ: {address.value}"
            clauses = (*clauses, address.clause)
        clauses = tuple(dict.fromkeys(clauses))
        choices = related(activity, "venue")
        return Answer(f"{sentence(text)}\n{cite(facts.pack, clauses)}", clauses, (f"{key}.venue",), choices)

    facts.found.append(
        Fact(
            f"{key}.venue",
            f"{name} ở đâu?",
            frozenset({"PLACE", "ADDRESS"}),
            (*subjects, *((activity.venue.value,) if activity.venue and activity.venue.value else ())),
            render,
            context=("địa điểm", "hội trường", "người dân", "có mặt", "đến dự", "đại biểu", "nhà văn hóa"),
            body=(*body, (activity.venue.value or "") if activity.venue else ""),
            entity=key,
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
            return refuse(facts, absent or f"Kế hoạch chưa nêu đơn vị thực hiện {low(name)}", (clause,))
        label = "Đơn vị chủ trì tổ chức" if launch else "Đơn vị thực hiện"
        lines = [
            f"{name}. {say(label, activity.organiser)}" if launch else f"{name}.\n{say(label, activity.organiser)}"
        ]
        clauses = [activity.organiser.clause]
        for extra, words in ((activity.partners, "Phối hợp"), (activity.supporters, "Hỗ trợ")):
            if extra is not None and not extra.absent:
                lines.append(say(words, extra))
                clauses.append(extra.clause)
        text = "\n".join(lines) + (_own_words(facts, activity) if not launch else "")
        return Answer(f"{text}\n{cite(facts.pack, tuple(clauses))}", tuple(clauses), (f"{key}.organiser",))

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
            entity=key,
            doers=frozenset(
                unit
                for who in (activity.organiser, activity.partners, activity.supporters)
                if who is not None
                for unit in who.units
            ),
        )
    )
    _partners(facts, activity, subjects, body)
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
        (
            *subjects,
            *(f"{word} {subject}" for subject in subjects[:2] for word in ("đối tượng", "dành cho", "người dân")),
            *(("người dân",) if activity.kind == "launch" else ()),
        ),
        (*subjects, "đối tượng", "dành cho", "người dân"),
        {"AUDIENCE", "INVITED"},
        f"{name} dành cho",
    )
    if launch and facts.pack.pack.programme:
        return  # the programme says it item by item
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


def _partners(facts: Facts, activity: Activity, subjects: tuple[str, ...], body: tuple[str, ...]) -> None:
    """With whom an activity is carried out."""
    name, key = short_name(activity), f"{activity.key}.partners"
    told = [
        (words, who)
        for words, who in (("Phối hợp", activity.partners), ("Hỗ trợ", activity.supporters))
        if who is not None and not who.absent
    ]

    def render(view: View) -> Outcome:
        if not told:
            return refuse(facts, f"Kế hoạch chưa nêu đơn vị phối hợp {low(name)}", (activity.clause,))
        lines = [
            f"{words}: {who.text if who.text and not who.units else facts.unit_names(who.units)}."
            for words, who in told
        ]
        clauses = [who.clause for _, who in told]
        if activity.organiser is not None and not activity.organiser.absent:
            lines.append(f"Đơn vị thực hiện: {facts.unit_names(activity.organiser.units) or activity.organiser.text}.")
            clauses.append(activity.organiser.clause)
        cited = tuple(dict.fromkeys(clauses))
        text = f"{name}.\n" + "\n".join(lines)
        return Answer(f"{text}\n{cite(facts.pack, cited)}", cited, (key,))

    facts.found.append(
        Fact(
            key,
            f"Ai phối hợp {low(name)}?",
            frozenset({"PARTNER"}),
            subjects,
            render,
            context=("phối hợp", "hỗ trợ"),
            body=body,
            entity=activity.key,
        )
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
            return refuse(facts, value.absent or "", (value.clause,))
        text = f"{label}: {sentence(value.value)}"
        return Answer(f"{text}\n{cite(facts.pack, (value.clause,))}", (value.clause,), (key,))

    facts.found.append(
        Fact(
            key,
            label,
            frozenset(answers),
            subjects,
            render,
            context=context,
            body=(value.value or "",),
            entity=activity.key,
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
            lines.append(f"Kế hoạch ghi: “{shorten(body[0], 500)}”")
        found = tuple(dict.fromkeys(clauses))
        return Answer(
            "\n".join(lines) + f"\n{cite(facts.pack, found)}",
            found,
            (f"{key}.overview",),
            related(activity, "overview"),
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
            entity=key,
            weight=0.9,
        )
    )

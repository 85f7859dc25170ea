"""Facts about who attends: totals, groups, "am I invited"."""

from __future__ import annotations

from knowledge.answering.facts.absent import refuse
from knowledge.answering.facts.model import Fact, Facts, View
from knowledge.answering.wording import capital, cite, sentence
from knowledge.outcome import Answer, Outcome
from knowledge.pack.model import Attendees, Group

SIDES = {
    "province": ("Đại biểu tỉnh", ("đại biểu tỉnh", "khách trên tỉnh", "tỉnh về dự", "trên tỉnh")),
    "locality": ("Đại biểu địa phương", ("đại biểu phường", "đại biểu xã", "đại biểu địa phương")),
    "guest": ("Đại biểu khách mời", ("khách mời", "đại biểu khách mời", "được mời")),
    "mobilised": ("Lực lượng huy động tham gia", ("lực lượng huy động", "huy động", "lực lượng tham gia")),
}
_CONTEXT = ("người", "lễ phát động", "đại biểu", "huy động", "mời", "số lượng", "lực lượng", "tham gia")


def add(facts: Facts) -> None:
    """Add the facts about attendees."""
    for attendees in facts.pack.pack.attendees:
        _total(facts, attendees)
        _all(facts, attendees)
        sides = [side for side in SIDES if any(group.side == side for group in attendees.groups)]
        for side in sides if len(sides) > 1 else []:
            _side(facts, attendees, side, [group for group in attendees.groups if group.side == side])
        for number, group in enumerate(attendees.groups):
            _group(facts, attendees, number, group)


def _key(attendees: Attendees, part: str) -> str:
    return f"attendees.{part}" if attendees.activity == "launch" else f"attendees.{attendees.activity}.{part}"


def _subjects(facts: Facts, attendees: Attendees, *phrases: str) -> tuple[str, ...]:
    """Phrases for the launch as they are; for another activity each with that activity's name."""
    if attendees.activity == "launch":
        return phrases
    activity = facts.pack.activities[attendees.activity]
    return tuple(f"{phrase} {name}" for phrase in phrases[:1] for name in (activity.name, *activity.aliases[:3]))


def _total(facts: Facts, attendees: Attendees) -> None:
    def render(view: View) -> Outcome:
        if attendees.total is None and any(group.count for group in attendees.groups):
            text = "Kế hoạch nêu: " + "; ".join(f"{group.name}{_count(group)}" for group in attendees.groups) + "."
            return Answer(
                f"{text}\n{cite(facts.pack, (attendees.clause,))}", (attendees.clause,), (_key(attendees, "total"),)
            )
        if attendees.total is None:
            return refuse(facts, "Kế hoạch chưa nêu tổng số người dự", (attendees.clause,))
        about = "khoảng " if attendees.approximate else ""
        first = {group.clause: group for group in reversed(attendees.groups) if group.count}  # its parts come after it
        counted = [
            group for group in attendees.groups if first.get(group.clause) is group and group.side == "mobilised"
        ]
        text = f"Dự kiến {about}{attendees.total} người tham dự." if about else f"Có {attendees.total} người tham dự."
        if counted:
            text += "\nGồm: " + "; ".join(f"{group.name} {group.count} người" for group in counted) + "."
        return Answer(
            f"{text}\n{cite(facts.pack, (attendees.clause,))}", (attendees.clause,), (_key(attendees, "total"),)
        )

    facts.found.append(
        Fact(
            _key(attendees, "total"),
            "Bao nhiêu người dự?",
            frozenset({"COUNT"}),
            _subjects(facts, attendees, "đại biểu", "lễ phát động đại biểu", "lễ phát động", "người dự lễ phát động"),
            render,
            context=(*_CONTEXT, "người", "người dân", "thành phần"),
            entity=attendees.activity,
        )
    )


def _count(group: Group) -> str:
    return f": {group.count} người" if group.count and str(group.count) not in group.name else ""


def _lines(groups: list[Group], limit: int) -> str:
    shown = [f"- {group.name}{_count(group)}" for group in groups]
    text: list[str] = []
    used = 0
    for line in shown:
        if used + len(line) > limit:
            text.append(f"- … và {len(shown) - len(text)} nhóm nữa")
            break
        text.append(line)
        used += len(line) + 1
    return "\n".join(text)


def _all(facts: Facts, attendees: Attendees) -> None:
    def render(view: View) -> Outcome:
        text = f"Thành phần dự lễ:\n{_lines(attendees.groups, 950)}"
        return Answer(
            f"{text}\n{cite(facts.pack, (attendees.clause,))}", (attendees.clause,), (_key(attendees, "list"),)
        )

    named = {
        "list": (
            {"AUDIENCE", "LIST"},
            ("đại biểu", "đại biểu lễ phát động", "mời dự lễ phát động", "mời", "lễ phát động"),
        ),
        "who": ({"WHO", "LIST", "INVITED"}, ("đại biểu", "đại biểu lễ phát động", "mời", "mời dự lễ phát động")),
    }
    for part, (answers, phrases) in named.items():
        facts.found.append(
            Fact(
                _key(attendees, part),
                "Những ai dự lễ?",
                frozenset(answers),
                _subjects(facts, attendees, *phrases),
                render,
                context=_CONTEXT,
                entity=attendees.activity,
            )
        )


def _side(facts: Facts, attendees: Attendees, side: str, groups: list[Group]) -> None:
    title, subjects = SIDES[side]
    clauses = tuple(group.clause for group in groups)

    def render(view: View) -> Outcome:
        text = f"{title}:\n{_lines(groups, 950)}"
        counted = [group.count for group in groups if group.count]
        if side == "mobilised" and attendees.total is not None:
            about = "khoảng " if attendees.approximate else ""
            text = f"Tổng số huy động: {about}{attendees.total} người.\n{text}"
        if "count" in view.asks and not counted:
            text = f"Kế hoạch nêu {len(groups)} nhóm, không ghi số người từng nhóm. {text}"
        return Answer(f"{text}\n{cite(facts.pack, clauses)}", clauses, (_key(attendees, side),))

    facts.found.append(
        Fact(
            _key(attendees, side),
            title,
            frozenset({"AUDIENCE", "WHO", "LIST", "COUNT"}),
            subjects,
            render,
            context=_CONTEXT,
            entity=attendees.activity,
            weight=0.99,
        )
    )


def _group(facts: Facts, attendees: Attendees, number: int, group: Group) -> None:
    key = _key(attendees, f"group{number}")
    names = (group.name, *group.aliases)
    unit = facts.pack.units.get(group.unit or "")

    def render(view: View) -> Outcome:
        if group.count:
            counted = str(group.count) in group.name
            text = f"{capital(sentence(group.name))}" if counted else f"{capital(group.name)}: {group.count} người."
            text += f" {capital(sentence(group.each))}" if group.each else ""
            parts = [other for other in attendees.groups[number + 1 :] if other.clause == group.clause and other.count]
            if parts:
                text += " Gồm: " + "; ".join(f"{part.name} {part.count} người" for part in parts) + "."
        elif "count" in view.asks:
            return refuse(facts, f"Kế hoạch có mời {group.name}, chưa nêu số người", (group.clause,))
        else:
            text = f"Có trong thành phần dự lễ: {sentence(group.name)}"
        return Answer(f"{text}\n{cite(facts.pack, (group.clause,))}", (group.clause,), (key,))

    answers = {"COUNT", "INVITED"} if group.count else {"UNCOUNTED", "INVITED", "LIST", "AUDIENCE"}
    facts.found.append(
        Fact(
            key,
            group.name,
            frozenset(answers),
            names + ((unit.name,) if unit else ()),
            render,
            context=(*_CONTEXT, "đoàn viên", "người"),
            body=(facts.words(group.clause),),
            entity=f"group:{key}",
            also=(attendees.activity, *((f"unit:{group.unit}",) if group.unit else ())),
            weight=0.97,
        )
    )

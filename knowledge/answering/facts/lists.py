"""Facts that list the activities: all of them, and those of one kind."""

from __future__ import annotations

from knowledge.answering.facts.model import Fact, Facts, View
from knowledge.answering.facts.naming import short_name
from knowledge.answering.wording import cite, date_of, label, say_when
from knowledge.outcome import Answer, Choice, Outcome
from knowledge.pack.model import Activity

KINDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "training": ("Các lớp tập huấn", ("tập huấn", "các lớp tập huấn", "lịch tập huấn")),
    "campaign": ("Các chiến dịch", ("chiến dịch", "các chiến dịch", "phong trào thi đua")),
    "model": ("Các mô hình", ("mô hình", "các mô hình")),
    "conference": ("Các hội nghị", ("hội thảo", "các hội nghị")),
}
_MOST = 900


def add(facts: Facts) -> None:
    """Add the list of all activities, and a list for each kind that has several."""
    activities = facts.pack.pack.activities
    _list(
        facts,
        "all",
        "Các hoạt động",
        activities,
        ("hoạt động", "các hoạt động", "lịch hoạt động", "hoạt động hưởng ứng"),
    )
    for month in sorted({month for activity in activities for month in months_of(activity)}):
        some = [activity for activity in activities if month in months_of(activity)]
        _list(facts, f"month{month}", f"Hoạt động trong tháng {month}", some, (f"tháng {month}",))
    for kind, (title, subjects) in KINDS.items():
        some = [activity for activity in activities if activity.kind == kind]
        if len(some) > 1:
            _list(facts, kind, title, some, subjects)


def months_of(activity: Activity) -> set[int]:
    """The months an activity touches, by its first and last day."""
    if activity.when.kind not in ("moment", "day", "window", "month", "vague"):
        return set()
    return {on.month for on in (date_of(activity.when.start), date_of(activity.when.end)) if on}


def _line(activity: Activity) -> str:
    when = f": {say_when(activity.when)}" if activity.when.kind in ("moment", "day", "window", "month", "vague") else ""
    return f"- {label(short_name(activity), 110)}{when}"


def _list(facts: Facts, part: str, title: str, activities: list[Activity], subjects: tuple[str, ...]) -> None:
    clauses = tuple(dict.fromkeys(activity.clause for activity in activities))

    def render(view: View) -> Outcome:
        lines = [_line(activity) for activity in activities]
        if sum(map(len, lines)) > _MOST:
            lines = [f"- {label(short_name(activity), 64)}" for activity in activities]
        shown = lines[: next((n for n in range(len(lines), 0, -1) if sum(map(len, lines[:n])) <= _MOST), 1)]
        rest = f"\n… và {len(lines) - len(shown)} hoạt động khác." if len(shown) < len(lines) else ""
        text = f"{title} ({len(activities)}):\n" + "\n".join(shown) + rest
        choices = tuple(
            Choice(label(short_name(activity)), f"q:{activity.key}.overview") for activity in activities[:6]
        )
        return Answer(f"{text}\n{cite(facts.pack, clauses)}", clauses, (f"activities.{part}",), choices)

    facts.found.append(
        Fact(
            f"activities.{part}",
            title,
            frozenset({"LIST", "COUNT", "NAME", "CONTENT", "DUTY", "WHEN"}),
            subjects,
            render,
            context=("kế hoạch", "chuyển đổi số", "đổi mới sáng tạo", "phong trào bình dân học vụ số", "người dân"),
            weight=0.9,
        )
    )

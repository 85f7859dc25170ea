"""The plan's own slips (điểm cần xem lại): contradictions and gaps, computed from the pack without knowing the plan.

Each is one sentence an official understands, with its clauses. What only a reader can see is authored in `gaps`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from knowledge.pack.dates import WEEKDAYS, weekday_number
from knowledge.pack.days import parse_day
from knowledge.pack.loading import LoadedPack
from knowledge.pack.model import Activity, Attendees, Cited, Finding, Group, Item, Report, Task
from knowledge.pack.problems import shorten
from knowledge.pack.sections import missing_sections

_DAYS_NAMED = re.compile(r"(?<!\d)(\d{1,3}) ngày\b(?! \d| tháng)")
_DATE = r"(\d{1,2})/(\d{1,2})/(\d{4})"
_WEEKDAY = r"(thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)"
_DATED_WEEKDAYS = (
    re.compile(rf"{_DATE}\s*\(?\s*{_WEEKDAY}\b", re.IGNORECASE),
    re.compile(rf"{_WEEKDAY}\b,?\s*\(?\s*(?:ngày\s*)?{_DATE}", re.IGNORECASE),
)
_WORD = re.compile(r"\w+")
_PREPARES = ("tham mưu", "chuẩn bị", "xây dựng", "dự thảo", "soạn")
"""A duty that begins so prepares a programme item for somebody else; it is not the item itself."""

SAME_JOB = 92
"""0–100: two duties with at least this likeness are one job (twins that differ in their object reach 90)."""

SAME_RUN = 8
"""Words in a row that a duty shares with a programme item before both are called the same part."""


def find_slips(loaded: LoadedPack) -> list[Finding]:
    """The authored `gaps`, then what is computed; a computed one that says the same as an authored one is left out.

    The same means: the same kind, and one of its clauses is, holds or lies under a clause of the authored one.
    Expects a pack without errors (dates that parse).
    """
    authored = list(loaded.pack.gaps)
    rules = (_sums, _weekdays, _windows, _too_early, _missing, _unknown, _early_reports, _without_unit, _twice, _rivals)
    computed = [slip for rule in rules for slip in rule(loaded)]
    return authored + [slip for slip in computed if not any(_says_the_same(slip, known) for known in authored)]


def _says_the_same(slip: Finding, known: Finding) -> bool:
    return slip.kind == known.kind and any(_touch(a, b) for a in slip.clauses for b in known.clauses)


def _touch(a: str, b: str) -> bool:
    return a == b or a.startswith((b + ".", b + " ")) or b.startswith((a + ".", a + " "))


def _sums(loaded: LoadedPack) -> Iterator[Finding]:
    for attendees in loaded.pack.attendees:
        if attendees.total is None:
            continue
        groups = _counted_sides(attendees)
        reached = _heads(groups)
        if reached and (reached > attendees.total or (reached < attendees.total and all(g.count for g in groups))):
            difference = reached - attendees.total
            yield Finding(
                kind="sum",
                message=f"Kế hoạch ghi tổng số {attendees.total} người, nhưng cộng các nhóm được {reached} người "
                f"({'thừa' if difference > 0 else 'thiếu'} {abs(difference)} người).",
                clauses=list(dict.fromkeys([attendees.clause, *(group.clause for group in groups if group.count)])),
            )


def _counted_sides(attendees: Attendees) -> list[Group]:
    """Delegates invited by name of office carry no figure: only the sides that the plan counts are added up."""
    counted = {group.side for group in attendees.groups if group.count}
    return [group for group in attendees.groups if group.side in counted]


def _heads(groups: list[Group]) -> int:
    by_clause: dict[str, list[int]] = {}
    for group in groups:
        by_clause.setdefault(group.clause, []).append(group.count or 0)
    # One line may name a whole and its parts ("50 người, Công an 30, Quân sự 20"): the whole counts once.
    return sum(max(heads) if 2 * max(heads) == sum(heads) else sum(heads) for heads in by_clause.values())


def _weekdays(loaded: LoadedPack) -> Iterator[Finding]:
    for clause in loaded.clauses.values():
        for number, pattern in enumerate(_DATED_WEEKDAYS):
            for found in pattern.findall(clause.text):
                named, (day, month, year) = (found[3], found[:3]) if number == 0 else (found[0], found[1:])
                try:
                    date = dt.date(int(year), int(month), int(day))
                except ValueError:
                    message = f"Ngày {day}/{month}/{year} không có trong lịch."
                    yield Finding(kind="weekday", message=message, clauses=[clause.address])
                    continue
                if weekday_number(named) != date.weekday():
                    message = f"Kế hoạch ghi {named} ngày {date:%d/%m/%Y}, nhưng ngày đó là {WEEKDAYS[date.weekday()]}."
                    yield Finding(kind="weekday", message=message, clauses=[clause.address])


def _span(activity: Activity) -> tuple[dt.date, dt.date] | None:
    """First and last day that stand in the plan, both included."""
    when = activity.when
    if when.start is None:
        return None
    start = parse_day(when.start)
    return start, parse_day(when.end) if when.end else start


def _windows(loaded: LoadedPack) -> Iterator[Finding]:
    for activity in loaded.pack.activities:
        span = _span(activity)
        named = _DAYS_NAMED.search(activity.name) or _DAYS_NAMED.search(activity.quote or "")
        if span is None or named is None or activity.when.kind != "window" or activity.when.end is None:
            continue
        days = (span[1] - span[0]).days + 1
        if days != int(named[1]):
            yield Finding(
                kind="window",
                message=f"“{shorten(activity.name)}” mang tên {named[1]} ngày, nhưng từ {span[0]:%d/%m/%Y} đến "
                f"{span[1]:%d/%m/%Y} là {days} ngày (tính cả ngày đầu và ngày cuối).",
                clauses=_both(activity.clause, activity.when.clause),
            )


def _too_early(loaded: LoadedPack) -> Iterator[Finding]:
    issued = loaded.pack.plan.date
    for activity in loaded.pack.activities:
        span = _span(activity)
        if issued.on is None or span is None or activity.when.kind not in ("moment", "day", "window"):
            continue
        if span[0] < issued.on:
            yield Finding(
                kind="order",
                message=f"“{shorten(activity.name)}” bắt đầu ngày {span[0]:%d/%m/%Y}, trước ngày ký kế hoạch "
                f"({issued.on:%d/%m/%Y}).",
                clauses=_both(*_both(activity.clause, activity.when.clause), issued.clause),
            )


def _missing(loaded: LoadedPack) -> Iterator[Finding]:
    for before, missing, after in missing_sections(loaded.clauses):
        message = f"Kế hoạch có mục {before} rồi đến mục {after}, không có mục {missing}."
        yield Finding(kind="gap", message=message, clauses=[before, after])


def _unknown(loaded: LoadedPack) -> Iterator[Finding]:
    plan = loaded.pack.plan
    for what, cited in (("số", plan.number), ("ngày ký", plan.date), ("tên người ký", plan.signer)):
        if cited.absent:
            yield _open(f"Kế hoạch để trống {what}", cited.absent, cited.clause)
    launch = loaded.launch
    if launch is None:
        return
    if launch.when.absent or launch.when.missing:
        names = {"day": "ngày", "hour": "giờ", "end": "giờ kết thúc"}
        parts = ", ".join(names[part] for part in launch.when.missing) or "thời gian"
        yield _open(f"“{shorten(launch.name)}” chưa có {parts}", launch.when.absent, launch.when.clause)
    if isinstance(launch.venue, Cited) and launch.venue.absent:
        yield _open(f"“{shorten(launch.name)}” chưa có địa điểm", launch.venue.absent, launch.venue.clause)


def _open(what: str, absent: str | None, clause: str) -> Finding:
    return Finding(kind="gap", message=absent or f"{what}.", clauses=[clause])


def _early_reports(loaded: LoadedPack) -> Iterator[Finding]:
    for report in loaded.pack.reports:
        if report.by is None:
            continue
        last = _last_day(report)
        later = [
            activity for activity in loaded.pack.activities if (span := _span(activity)) is not None and span[1] > last
        ]
        if later:
            names = "; ".join(f"{shorten(activity.name, 60)} ({activity.when.text})" for activity in later[:4])
            more = f" và {len(later) - 4} hoạt động khác" if len(later) > 4 else ""
            yield Finding(
                kind="order",
                message=f"Báo cáo gửi {report.to} phải xong chậm nhất ngày {last:%d/%m/%Y}, "
                f"khi chưa xong: {names}{more}.",
                clauses=list(dict.fromkeys([report.clause, *(activity.when.clause for activity in later)])),
            )


def _last_day(report: Report) -> dt.date:
    day = parse_day(report.by or "")
    return day - dt.timedelta(days=1) if report.op == "before" else day


def _without_unit(loaded: LoadedPack) -> Iterator[Finding]:
    orphans = [task for task in loaded.pack.tasks if not task.lead]
    if orphans:
        names = "; ".join(f"“{shorten(task.text, 60)}” (mục {task.clause})" for task in orphans)
        message = f"{len(orphans)} nhiệm vụ chưa giao đơn vị nào thực hiện: {names}."
        yield Finding(kind="owner", message=message, clauses=list(dict.fromkeys(task.clause for task in orphans)))


def _twice(loaded: LoadedPack) -> Iterator[Finding]:
    tasks = [task for task in loaded.pack.tasks if task.lead and task.role == "lead"]
    folded = [_plain(task.text) for task in tasks]
    for first in range(len(tasks)):
        for second in range(first + 1, len(tasks)):
            one, other = tasks[first], tasks[second]
            if set(one.lead) & set(other.lead):
                continue
            if fuzz.ratio(folded[first], folded[second], score_cutoff=SAME_JOB):
                yield Finding(
                    kind="duplicate",
                    message=f"Cùng một việc giao cho hai nơi chủ trì, {_names(loaded, one)} "
                    f"và {_names(loaded, other)}: “{shorten(one.text)}”.",
                    clauses=_both(one.clause, other.clause),
                )


def _rivals(loaded: LoadedPack) -> Iterator[Finding]:
    """A programme item given to one body, and a duty in the same words given to another (a speech, a performance)."""
    for item in loaded.pack.programme:
        for task in loaded.pack.tasks:
            if not item.owner or not task.lead or task.role != "lead" or set(item.owner) & set(task.lead):
                continue
            if _plain(task.text).startswith(_PREPARES) or not _shares_a_run(item, task):
                continue
            owners = ", ".join(loaded.units[key].name for key in item.owner)
            yield Finding(
                kind="duplicate",
                message=f"Chương trình giao “{shorten(item.item)}” cho {owners}, nhưng phần phân công lại giao cho "
                f"{_names(loaded, task)}.",
                clauses=_both(item.clause, task.clause),
            )


def _shares_a_run(item: Item, task: Task) -> bool:
    words, wanted = _plain(item.item).split(), f" {_plain(task.text)} "
    runs = (" ".join(words[start : start + SAME_RUN]) for start in range(len(words) - SAME_RUN + 1))
    return any(f" {run} " in wanted for run in runs)


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _names(loaded: LoadedPack, task: Task) -> str:
    return ", ".join(loaded.units[key].name for key in task.lead)


def _both(*clauses: str) -> list[str]:
    return list(dict.fromkeys(clauses))

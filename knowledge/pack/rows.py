"""A pack as rows of "what, value, clause" (bảng đối chiếu), of which the page and the comparison are made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from knowledge.pack.loading import LoadedPack
from knowledge.pack.model import Activity, Cited, Deadline, Detail, Task, When, Who


@dataclass(frozen=True, slots=True)
class Row:
    """One value for a reader's eye.

    ``section`` and ``subject`` are headings, ``key`` tells subjects of one name apart; ``quote`` holds the plan's own
    words when the value words them differently.
    """

    section: str
    subject: str
    key: str
    label: str
    value: str
    clause: str = ""
    quote: str = ""


def rows_of(loaded: LoadedPack) -> list[Row]:
    """Every value of the pack, in the order of the model."""
    parts = (_plan, _activities, _attendees, _programme, _desks, _aims, _duties_of_reporting, _others, _units, _tasks)
    return [row for part in parts for row in part(loaded)]


def _cited(section: str, subject: str, key: str, label: str, cited: Cited | None) -> Iterator[Row]:
    if cited is not None:
        value = cited.value if cited.value is not None else cited.absent
        yield Row(section, subject, key, label, value or "", cited.clause, cited.quote or "")


def _who(loaded: LoadedPack, section: str, subject: str, key: str, label: str, who: Who | None) -> Iterator[Row]:
    if who is not None:
        named = [unit_names(loaded, who.units), who.text or "", who.absent or ""]
        yield Row(section, subject, key, label, "; ".join(filter(None, named)), who.clause, who.quote or "")


def _details(section: str, subject: str, key: str, details: Iterable[Detail]) -> Iterator[Row]:
    for detail in details:
        yield Row(section, subject, key, ", ".join(detail.about), detail.value, detail.clause, detail.quote or "")


def unit_names(loaded: LoadedPack, keys: Iterable[str]) -> str:
    """Names of units by their keys; an unknown key stays as it is, so that a page of a faulty pack can be shown."""
    return "; ".join(loaded.units[key].name if key in loaded.units else key for key in keys)


def _plan(loaded: LoadedPack) -> Iterator[Row]:
    here, plan = ("KẾ HOẠCH", "", ""), loaded.pack.plan
    yield from _cited(*here, "Cơ quan ban hành", plan.issuing_body)
    yield from _cited(*here, "Số", plan.number)
    yield from _cited(*here, "Ngày ký", plan.date)
    yield from _cited(*here, "Tên kế hoạch", plan.title)
    yield from _cited(*here, "Người ký", plan.signer)
    yield from _cited(*here, "Chức vụ người ký", plan.signer_role)
    yield Row(*here, "Nơi nhận", "; ".join(plan.recipients), plan.recipients_clause)
    yield from _who(loaded, *here, "Hỏi ai", plan.contact)
    for document in plan.basis:
        value = ", ".join(filter(None, (document.issuer, document.date, document.about)))
        yield Row(*here, f"Căn cứ {document.number}", value, document.clause, document.quote or "")
    for number, purpose in enumerate(plan.purpose, start=1):
        yield from _cited(*here, f"Mục đích {number}", purpose)
    yield from _cited(*here, "Kinh phí", loaded.pack.budget)


def _activities(loaded: LoadedPack) -> Iterator[Row]:
    for activity in loaded.pack.activities:
        yield from _activity(loaded, activity)


def _activity(loaded: LoadedPack, activity: Activity) -> Iterator[Row]:
    here = ("HOẠT ĐỘNG", activity.name, activity.key)
    yield Row(*here, "Tên", activity.name, activity.clause, activity.quote or "")
    yield Row(*here, "Thời gian", when_words(activity.when), activity.when.clause)
    yield from _cited(*here, "Cấp", activity.level)
    yield from _cited(*here, "Địa điểm", activity.venue)
    yield from _cited(*here, "Địa chỉ", activity.address)
    yield from _cited(*here, "Hình thức", activity.form)
    yield from _who(loaded, *here, "Đơn vị thực hiện", activity.organiser)
    yield from _who(loaded, *here, "Phối hợp", activity.partners)
    yield from _who(loaded, *here, "Hỗ trợ", activity.supporters)
    yield from _cited(*here, "Chủ trì", activity.chair)
    yield from _cited(*here, "Đối tượng", activity.audience)
    yield from _cited(*here, "Nội dung", activity.content)
    yield from _details(*here, activity.details)


def when_words(when: When) -> str:
    """The plan's wording and, in brackets, how it is read."""
    read = " → ".join(part for part in (when.start, when.end) if part)
    marks = [when.weekday, when.duration, "và thường xuyên" if when.also_continuous else "", "dự kiến" * when.planned]
    noted = "; ".join(part for part in (read, *marks) if part)
    return " ".join(part for part in (when.text, f"({noted})" if noted else "", when.absent) if part)


def _attendees(loaded: LoadedPack) -> Iterator[Row]:
    for attendees in loaded.pack.attendees:
        activity = loaded.activities.get(attendees.activity)
        here = (
            "THÀNH PHẦN",
            activity.name if activity else attendees.activity,
            f"{attendees.activity} {attendees.clause}",
        )
        if attendees.total is not None:
            about = "khoảng " if attendees.approximate else ""
            total = f"{about}{attendees.total} người"
            yield Row(*here, "Tổng số", total, attendees.clause, attendees.total_quote or "")
        for group in attendees.groups:
            value = ", ".join(filter(None, (f"{group.count} người" if group.count else "", group.each))) or "có"
            yield Row(*here, group.name, value, group.clause)


def _programme(loaded: LoadedPack) -> Iterator[Row]:
    for item in loaded.pack.programme:
        here = ("CHƯƠNG TRÌNH", "", "")
        title = f" – {item.title}" if item.title else ""
        yield Row(*here, f"Mục {item.order}", item.item + title, item.clause)
        if item.owner:
            clause = item.owner_clause or item.clause
            yield Row(*here, f"Mục {item.order}, ai thực hiện", unit_names(loaded, item.owner), clause)
        yield from _cited(*here, f"Mục {item.order}, thời lượng", item.duration)


def _desks(loaded: LoadedPack) -> Iterator[Row]:
    for desk in loaded.pack.desks:
        here = ("BÀN HỖ TRỢ", desk.name, desk.key)
        yield Row(*here, "Tên bàn", desk.name, desk.clause)
        if desk.staff:
            yield Row(*here, "Ai trực", unit_names(loaded, desk.staff), desk.staff_clause or desk.clause)
        if desk.guides:
            yield Row(*here, "Hướng dẫn kèm theo", "; ".join(desk.guides))
    yield from _who(loaded, "BÀN HỖ TRỢ", "Chung cho các bàn", "", "Ai trực", loaded.pack.desks_staff)


def _aims(loaded: LoadedPack) -> Iterator[Row]:
    for number, target in enumerate(loaded.pack.targets, start=1):
        percent = f"{'trên ' * target.over}{target.percent}% " if target.percent is not None else ""
        label = f"Chỉ tiêu {number}: {target.group}, đến {target.by}"
        yield Row("CHỈ TIÊU", "", "", label, f"{percent}({target.text})", target.clause)
    for theme in loaded.pack.themes:
        yield Row("CHỦ ĐỀ", "", "", f"{theme.of}, {theme.place}", theme.text, theme.clause)


def _duties_of_reporting(loaded: LoadedPack) -> Iterator[Row]:
    for number, report in enumerate(loaded.pack.reports, start=1):
        due = (
            f"{'trước ' if report.op == 'before' else ''}{report.by}" if report.by else report.rhythm or "không nêu hạn"
        )
        value = f"{unit_names(loaded, report.who)} → {report.to}, {due}"
        yield Row("BÁO CÁO", "", "", f"Báo cáo {number}: {report.about}", value, report.clause, report.quote)


def _others(loaded: LoadedPack) -> Iterator[Row]:
    yield from _details("SỐ LIỆU KHÁC", "", "", loaded.pack.details)


def _units(loaded: LoadedPack) -> Iterator[Row]:
    for unit in loaded.pack.units:
        aliases = f" (còn viết: {'; '.join(unit.aliases)})" if unit.aliases else ""
        yield Row("ĐƠN VỊ", "", "", unit.key, unit.name + aliases)


def _tasks(loaded: LoadedPack) -> Iterator[Row]:
    for task in loaded.pack.tasks:
        yield from _task(loaded, task)


def _task(loaded: LoadedPack, task: Task) -> Iterator[Row]:
    here = ("NHIỆM VỤ", task.short, task.key)
    lead = unit_names(loaded, task.lead) or "(chưa giao đơn vị nào)"
    role = "phối hợp" if task.role == "support" else "chủ trì"
    yield Row(*here, "Việc", task.text, task.clause)
    yield Row(*here, "Ai làm", f"{lead} ({role})", task.clause)
    helpers = "; ".join(filter(None, (unit_names(loaded, task.with_), *task.with_text)))
    if helpers:
        yield Row(*here, "Cùng với", helpers, task.clause)
    if task.deadline.type != "none":
        yield Row(*here, "Thời hạn", deadline_words(task.deadline), task.clause if task.deadline.explicit else "")
    if task.parts:
        yield Row(*here, "Gồm", "; ".join(task.parts), task.clause)
    yield from _details(*here, task.details)


_KINDS = {
    "fixed": "hạn cố định",
    "event": "theo sự kiện",
    "window": "trong khoảng",
    "recurring": "định kỳ",
    "continuous": "thường xuyên",
    "none": "không có hạn",
}
_OPS = {"before": "trước", "by": "chậm nhất", "on": "đúng"}


def deadline_words(deadline: Deadline) -> str:
    """The deadline with its kind, and whether it stands in the clause or follows from elsewhere."""
    day = f"{_OPS[deadline.op] + ' ' if deadline.op else ''}{deadline.date}" if deadline.date else ""
    span = " → ".join(part for part in (deadline.start, deadline.end) if part)
    ground = f"lời kế hoạch: “{deadline.text}”" if deadline.explicit else "suy ra, không phải lời của mục này"
    return "; ".join(part for part in (_KINDS[deadline.type], day, span, ground) if part)

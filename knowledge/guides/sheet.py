"""A whole guide on one sheet: as citizens may read it, and its values as editors must see them."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.guides.model import Guide, Status, Value

STATUS_WORDS: dict[Status, str] = {"C": "đã xác nhận", "S": "mới có nguồn phụ", "U": "chưa xác nhận"}


def sheet(guide: Guide) -> str:
    """Everything a citizen may read of the guide; values and legal texts that are not confirmed are left out."""
    parts = [
        f"{guide.title} ({guide.slug})",
        guide.purpose,
        _list("Ai làm được", guide.who),
        _list("Chuẩn bị", guide.prepare),
        *(guide.steps_text(way.key) for way in guide.paths),
        _list("Hay gặp trục trặc", (f"“{problem.said}”: {problem.fix}" for problem in guide.problems)),
        _list("Phí, hạn mức, thời gian", _shown(guide.fees_and_time)),
        _list("Lưu ý", guide.warnings),
        guide.helpers,
        _list("Số gọi, trang chính thức, ứng dụng", _shown(guide.links)),
        _list("Căn cứ", (law.text for law in guide.legal_basis if law.status == "C")),
        f"Xem lại lần cuối: {guide.reviewed_on:%d/%m/%Y}. Hạn xem lại: {guide.review_due_on:%d/%m/%Y}.",
    ]
    return "\n\n".join(part for part in parts if part)


def values_sheet(guide: Guide) -> str:
    """Every value with its key, status and note, for the person who confirms them; not for citizens."""
    lines = [f"{guide.title} ({guide.slug})"]
    for value in guide.values:
        hidden = "" if value.may_be_shown else " – KHÔNG cho bà con xem"
        lines.append(f"{guide.slug}.{value.key}: {value.about} = {value.value} [{STATUS_WORDS[value.status]}{hidden}]")
        if value.note:
            lines.append(f"    {value.note}")
    lines += [f"Còn phải tìm hiểu: {note}" for note in guide.notes]
    return "\n".join(lines)


def _shown(values: list[Value]) -> list[str]:
    return [f"{value.about}: {value.value}" for value in values if value.may_be_shown]


def _list(heading: str, items: Iterable[str]) -> str:
    lines = [f"- {item}" for item in items]
    return "\n".join([f"{heading}:", *lines]) if lines else ""

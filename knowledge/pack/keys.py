"""Keys of a pack (khóa): units, activities and guides that are pointed to must be there."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from knowledge.pack.loading import LoadedPack
from knowledge.pack.model import Attendees, Deadline, Desk, Detail, Group, Item, Report, Task, Who
from knowledge.pack.problems import Problem, walk

GUIDE_SLUGS = frozenset(
    {
        "ai-tools",
        "binhdanhocvuso-platform",
        "citizen-app",
        "digital-family",
        "digital-payment",
        "digital-signature",
        "dvc-online-account",
        "dvc-submit",
        "health-record",
        "online-safety",
        "tcnscd",
        "vneid-documents-wallet",
        "vneid-level2",
        "vssid",
    }
)
"""The guides (hướng dẫn) a desk may point to."""

SHORT_MAX = 90
"""A task's short wording, in characters: it must fit a line of a list on a phone."""


def check_keys(loaded: LoadedPack) -> Iterator[Problem]:
    """Errors for keys of units, activities and guides that do not exist, and for over-long short wordings."""
    for path, model in walk(loaded.pack):
        clauses = (model.clause,) if hasattr(model, "clause") else ()
        for field, key in _unit_keys(model):
            if key not in loaded.units:
                message = f"Chưa có đơn vị nào mang khóa “{key}”. Hãy thêm vào units, hoặc sửa khóa cho đúng."
                yield Problem("error", message, clauses, f"{path}.{field}")
        activity = model.activity if isinstance(model, Attendees | Deadline) else None
        if activity is not None and activity not in loaded.activities:
            message = f"Chưa có hoạt động nào mang khóa “{activity}”. Hãy thêm vào activities, hoặc sửa khóa."
            yield Problem("error", message, clauses, f"{path}.activity")
        if isinstance(model, Desk):
            for slug in model.guides:
                if slug not in GUIDE_SLUGS:
                    message = f"Không có hướng dẫn “{slug}”. Các hướng dẫn đang có: {', '.join(sorted(GUIDE_SLUGS))}."
                    yield Problem("error", message, clauses, f"{path}.guides")
        if isinstance(model, Task) and len(model.short) > SHORT_MAX:
            message = f"Lời tóm tắt dài {len(model.short)} ký tự. Hãy rút xuống còn nhiều nhất {SHORT_MAX} ký tự."
            yield Problem("error", message, clauses, f"{path}.short")


def _unit_keys(model: BaseModel) -> Iterator[tuple[str, str]]:
    match model:
        case Who() | Detail():
            yield from (("units", key) for key in model.units)
        case Group():
            yield from (("unit", key) for key in [model.unit] if key is not None)
        case Item():
            yield from (("owner", key) for key in model.owner)
        case Desk():
            yield from (("staff", key) for key in model.staff)
        case Report():
            yield from (("who", key) for key in model.who)
        case Task():
            yield from (("lead", key) for key in model.lead)
            yield from (("with", key) for key in model.with_)
        case _:
            return

"""How answers call an activity, and what people ask next about it."""

from __future__ import annotations

from knowledge.answering.wording import capital
from knowledge.outcome import Choice
from knowledge.pack.model import Activity


def short_name(activity: Activity) -> str:
    """How answers call an activity: ``Lễ phát động``, otherwise its name without the tail after a semicolon."""
    if activity.kind == "launch":
        return "Lễ phát động"
    return capital(activity.name.split(";")[0].strip())


def related(activity: Activity, told: str) -> tuple[Choice, ...]:
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

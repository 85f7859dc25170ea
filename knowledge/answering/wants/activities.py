"""What asks for the facts about activities other than the launch, and for the lists of them."""

from __future__ import annotations

from knowledge.answering.facts.lists import months_of
from knowledge.answering.wants.details import add_details
from knowledge.answering.wants.model import Names, Wants, own, without
from knowledge.pack.model import Activity, Cited

SHORT_NAME = 50
"""Characters: a longer official name nobody types."""
_PLAIN = {
    "when": "activity.when",
    "duration": "activity.duration",
    "venue": "activity.place",
    "organiser": "activity.who",
    "partners": "activity.partner",
    "content": "activity.content",
    "overview": "activity.overview",
}
_BY_KIND = {
    "campaign": {
        "when": "campaign.window",
        "duration": "campaign.duration",
        "venue": "campaign.place",
        "organiser": "campaign.who",
        "partners": "campaign.partner",
        "content": "campaign.content",
    },
    "model": {"when": "model.when", "organiser": "model.who", "overview": "model.what"},
}
_LISTS = {
    "training": ("lớp tập huấn", "khóa tập huấn"),
    "campaign": ("chiến dịch",),
    "model": ("mô hình",),
    "conference": ("hội nghị", "hội thảo"),
}


def add(wants: Wants) -> None:
    """Let families ask for every activity but the launch, and for the lists."""
    activities = wants.pack.pack.activities
    for activity in activities:
        if activity.kind != "launch":
            _activity(wants, activity, names_of(activity, activities))
    wants.add("activities.all", "activity.list")
    for month in sorted({month for activity in activities for month in months_of(activity)}):
        wants.add(f"activities.month{month}", "activity.month", month=[str(month)])
    wants.add("activities.model", "model.list")
    for kind, names in _LISTS.items():
        wants.add(f"activities.{kind}", "activity.of_kind", kind=names)


def names_of(activity: Activity, activities: list[Activity]) -> Names:
    """By which people call an activity and no other one."""
    official = (activity.name,) if len(activity.name) <= SHORT_NAME else ()
    others = [(other.name, *other.aliases) for other in activities if other is not activity]
    return own((*activity.aliases, *official) or (activity.name,), others)


def _activity(wants: Wants, activity: Activity, names: Names) -> None:
    key = activity.key
    family = _PLAIN | _BY_KIND.get(activity.kind, {})

    def slot(name: str) -> dict[str, Names]:
        word = name.split(".")[0]
        return {word: without("mô hình", names) if word == "model" else names}

    when, lasting = family["when"], family["duration"]
    wants.add(f"{key}.when", when, slot(when), silent=activity.when.kind == "absent")
    wants.add(f"{key}.when", lasting, slot(lasting), keys=lasting_keys(activity))
    wants.who(f"{key}.organiser", family["organiser"], activity.organiser, slot(family["organiser"]))
    helpers = activity.partners or activity.supporters
    wants.who(f"{key}.partners", family["partners"], helpers, slot(family["partners"]))
    wants.add(f"{key}.overview", family["overview"], slot(family["overview"]))
    venue = activity.venue.value if activity.venue else None
    wants.add(f"{key}.venue", family["venue"], slot(family["venue"]), says=[venue], silent=venue is None)
    _cited(wants, f"{key}.content", family["content"], activity.content, slot(family["content"]))
    _cited(wants, f"{key}.form", "activity.form", activity.form, {"activity": names})
    _cited(wants, f"{key}.audience", "activity.audience", activity.audience, {"activity": names})
    add_details(wants, key, activity.details)


def lasting_keys(activity: Activity) -> Names:
    """The facts that say how long something lasts: its time, and the small facts about its duration."""
    small = (
        f"{activity.key}.detail{number}"
        for number, detail in enumerate(activity.details)
        if detail.kind == "duration" or any("buổi" in phrase for phrase in detail.about)
    )
    return (f"{activity.key}.when", *small)


def _cited(wants: Wants, key: str, family: str, value: Cited | None, slots: dict[str, Names]) -> None:
    if value is not None:
        wants.add(key, family, slots, says=[value.value], silent=value.value is None)

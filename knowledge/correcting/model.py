"""Corrections (cập nhật): a value of a plan that changed after it was issued. The plan's own value is never replaced:
answers tell both, and since when.

A corrected value is text in one of these forms, by the part of the field: ``day`` 2025-10-10, ``hour`` 14:00, ``when``
2025-10-10, 2025-10-10T14:00 or 2025-10-10/2025-10-15, all others words. Days and hours are Vietnamese.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from knowledge.answering.facts.naming import short_name
from knowledge.answering.wording import low
from knowledge.pack.loading import LoadedPack
from knowledge.pack.model import Activity, Pack

Part = Literal["day", "hour", "when", "venue", "address", "form", "contact"]
CONTACT = "contact"

_PARTS: dict[Part, str] = {
    "day": "Ngày tổ chức",
    "hour": "Giờ bắt đầu",
    "when": "Thời gian",
    "venue": "Địa điểm",
    "address": "Địa chỉ",
    "form": "Hình thức",
    "contact": "Nơi liên hệ",
}
_OF_LAUNCH: tuple[Part, ...] = ("day", "hour", "venue", "address", "form")
_OF_OTHERS: tuple[Part, ...] = ("when", "venue")


class NoSuchField(KeyError):
    """The pack has nothing that could be corrected under this key."""


@dataclass(frozen=True, slots=True)
class Correction:
    """``field``: key of a `Field`; ``value``: see the module; ``on``: the Vietnamese day it took effect."""

    field: str
    value: str
    on: dt.date


@dataclass(frozen=True, slots=True)
class Field:
    """Something that can be corrected: a part of an activity (its key), or whom to ask (``activity`` None)."""

    key: str
    part: Part
    activity: str | None
    label: str
    """ "Giờ bắt đầu Lễ phát động": how organisers read it."""


def field_of(pack: Pack, key: str) -> Field:
    """The field of a key such as ``launch.hour`` or ``contact``.

    Raises:
        NoSuchField: not in this pack.
    """
    if key == CONTACT:
        return Field(CONTACT, "contact", None, _PARTS["contact"])
    owner, _, part = key.rpartition(".")
    activity = activity_of(pack, owner)
    found = next((one for one in parts_of(activity) if one == part), None) if activity else None
    if activity is None or found is None:
        raise NoSuchField(key)
    name = short_name(activity)
    return Field(key, found, activity.key, f"{_PARTS[found]}, {name}")


def parts_of(activity: Activity) -> tuple[Part, ...]:
    """What of an activity can be corrected; an hour only where the day is known, an address only beside a venue."""
    if activity.kind != "launch":
        return _OF_OTHERS
    lacking = set[Part]() if activity.when.kind in ("moment", "day") else {"hour"}
    if activity.venue is None or activity.venue.value is None:
        lacking.add("address")
    return tuple(part for part in _OF_LAUNCH if part not in lacking)


def fields_of(loaded: LoadedPack, activity: str) -> list[Field]:
    """All fields of an activity; empty when there is no such activity."""
    found = activity_of(loaded.pack, activity)
    return [field_of(loaded.pack, f"{activity}.{part}") for part in parts_of(found)] if found else []


def activity_of(pack: Pack, key: str | None) -> Activity | None:
    """The activity with this key."""
    return next((activity for activity in pack.activities if activity.key == key), None)


def part_label(part: Part) -> str:
    """ "Giờ bắt đầu": on a button below the activity's name."""
    return _PARTS[part]


def unsaid(part: Part) -> str:
    """What the plan leaves open, inside a sentence."""
    return low(_PARTS[part])

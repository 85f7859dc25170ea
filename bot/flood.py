"""Floods from one person: one polite message, then silence until it calms down."""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict, deque
from dataclasses import dataclass, field
from enum import Enum

EVENTS = 20
WITHIN = dt.timedelta(seconds=10)
CALM = EVENTS // 2
"""A flood is over when no more than this many events came within `WITHIN`: a steady flood is not greeted again."""

MAX_PEOPLE = 10_000

FLOOD_TEXT = (
    "Dạ, bác nhắn nhanh quá, em đọc chưa kịp, nên tin này và các tin gửi ngay sau em chưa trả lời. "
    "Bác đợi khoảng mười giây rồi gửi lại câu hỏi cuối giúp em ạ."
)


class Verdict(Enum):
    """What to do with an event: handle it, answer once that it is too much, or only note that it came."""

    HANDLE = "handle"
    WARN = "warn"
    DROP = "drop"


@dataclass(slots=True)
class _Recent:
    at: deque[dt.datetime] = field(default_factory=lambda: deque(maxlen=EVENTS + 1))
    flooding: bool = False


class Flood:
    """Counts the newest events of each address; forgets who was quiet longest when there are too many."""

    def __init__(self, max_people: int = MAX_PEOPLE) -> None:
        self._max_people = max_people
        self._people: OrderedDict[int, _Recent] = OrderedDict()

    def judge(self, address_id: int, now: dt.datetime) -> Verdict:
        """Count an event and say what to do with it."""
        recent = self._people.setdefault(address_id, _Recent())
        self._people.move_to_end(address_id)
        if len(self._people) > self._max_people:
            self._people.popitem(last=False)
        recent.at.append(now)
        count = sum(1 for at in recent.at if now - at < WITHIN)
        if recent.flooding:
            recent.flooding = count > CALM
            return Verdict.DROP if recent.flooding else Verdict.HANDLE
        recent.flooding = count > EVENTS
        return Verdict.WARN if recent.flooding else Verdict.HANDLE

    def __len__(self) -> int:
        return len(self._people)

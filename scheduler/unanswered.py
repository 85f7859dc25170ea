"""Unanswered questions put together by likeness, so that an organiser answers once for all who asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from knowledge.text import fold
from scheduler.questions import Asked

ALIKE = 82
"""Likeness (0–100) of two questions in bare letters, word by word in any order, from which on they stand together."""
MOST_GROUPED = 1_000
"""So many different wordings are compared, the newest."""


@dataclass(slots=True)
class Group:
    """Questions alike, newest first."""

    questions: list[Asked] = field(default_factory=list)

    @property
    def newest(self) -> Asked:
        """The one that stands for all."""
        return self.questions[0]

    @property
    def addresses(self) -> list[int]:
        """Who asked, whoever asked last first."""
        return list(dict.fromkeys(one.address_id for one in self.questions))

    def wordings(self, most: int) -> tuple[str, ...]:
        """The different ways it was asked, at most so many, newest first."""
        by_form = {fold(one.text): one.text for one in reversed(self.questions)}
        return tuple(reversed(by_form.values()))[:most]


def grouped(asked: Iterable[Asked]) -> list[Group]:
    """Questions (newest first) by likeness: the largest group first, of equal ones the newer. Numbers tell apart
    ("bàn 2", "bàn 3"). Some tenths of a second for a thousand wordings."""
    groups: dict[str, Group] = {}
    leader_of: dict[str, str] = {}
    by_numbers: dict[tuple[str, ...], list[str]] = {}
    for one in asked:
        form = fold(one.text)
        if not form or (form not in leader_of and len(leader_of) >= MOST_GROUPED):
            continue
        if form not in leader_of:
            numbers = tuple(sorted(word for word in form.split() if any(sign.isdigit() for sign in word)))
            leaders = by_numbers.setdefault(numbers, [])
            near = process.extractOne(form, leaders, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE)
            leader_of[form] = near[0] if near else form
            if near is None:
                leaders.append(form)
                groups[form] = Group()
        groups[leader_of[form]].questions.append(one)
    return sorted(groups.values(), key=lambda group: (-len(group.questions), -group.newest.message_id))

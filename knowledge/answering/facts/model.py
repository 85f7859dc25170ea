"""A fact (dữ kiện) as answering sees it: what it is about, which questions it answers, and its words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from knowledge.outcome import Outcome
from knowledge.pack.loading import LoadedPack

if TYPE_CHECKING:
    from knowledge.correcting.wording import Update


@dataclass(frozen=True, slots=True)
class View:
    """What wording may depend on: the clock (aware) and what the question asks for and says."""

    now: dt.datetime
    asks: tuple[str, ...] = ()
    folded: str = ""
    raw: str = ""
    dates: tuple[tuple[int, int], ...] = ()


Render = Callable[[View], Outcome]


@dataclass(frozen=True, slots=True)
class Fact:
    """``key``: stable address, e.g. ``launch.when``; ``answers``: the sorts of answer it gives (`words/fits.yaml`).

    ``subjects``: phrases that name it; ``context``: phrases that may stand beside it; ``body``: the plan's words;
    ``dates``: the days (day, month) it is about; ``entity``: what the plan speaks of here, shared by all facts about it
    (a follow-up question is about it); ``also``: the entities it belongs to (a desk to the desks and the launch).
    ``doers``: keys of the units that do it.
    """

    key: str
    label: str
    answers: frozenset[str]
    subjects: tuple[str, ...]
    render: Render
    context: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    entity: str = ""
    also: tuple[str, ...] = ()
    doers: frozenset[str] = frozenset()
    weight: float = 1.0
    dates: frozenset[tuple[int, int]] = frozenset()

    @property
    def texts(self) -> tuple[str, ...]:
        """All phrases that are read to find it."""
        return (*self.subjects, *self.context, *self.body)


@dataclass(slots=True)
class Facts:
    """Facts in the making: what the families append to, with the pack at hand."""

    pack: LoadedPack
    found: list[Fact] = field(default_factory=list)
    updates: tuple[Update, ...] = ()
    """Corrections in force, in words."""
    _words: dict[str, str] = field(default_factory=dict)

    def unit_names(self, keys: list[str]) -> str:
        """Names of units, joined for reading."""
        names = [self.pack.units[key].name for key in keys if key in self.pack.units]
        return join(names)

    def words(self, clause: str) -> str:
        """The plan's words under a clause, or nothing when it is a heading only."""
        known = self._words.get(clause)
        if known is None:
            known = self._words[clause] = " ".join(part.text for part in self.pack.clauses.under(clause))
        return known


def join(names: list[str]) -> str:
    """``a, b và c``; with semicolons when a name holds a comma itself."""
    comma = "; " if any("," in name for name in names) else ", "
    if len(names) <= 1:
        return "".join(names)
    return comma.join(names[:-1]) + (" và " if comma == ", " else "; ") + names[-1]

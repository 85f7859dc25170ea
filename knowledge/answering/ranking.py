"""How well each fact fits one question, worked out only as far as somebody asks."""

from __future__ import annotations

from bisect import insort
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop
from typing import NamedTuple

from knowledge.answering.facts.model import Fact

UNNAMED = 0.35
"""What is left of a score when nothing of a fact's name is said; it grows to 1 with the share that is."""
SLIGHT = 1e-6
"""By so much sums of weights may differ that add up the same terms."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A fact with how well it fits: ``score`` 0–1, ``covered`` the share of the question's weight it accounts for,
    ``named`` the share of its own name the question gives, ``fit`` how well it serves what is asked,
    ``by`` the terms of the question that name it, ``learnt`` what example questions have added to the score."""

    fact: Fact
    score: float
    covered: float
    named: float
    fit: float
    by: frozenset[str] = frozenset()
    learnt: float = 0.0


@dataclass(frozen=True, slots=True)
class Index:
    """The facts of a pack by number. ``names``: the names of each as terms, with their weights in ``sizes``;
    ``credit``: the other terms of each and how much of their weight they earn; ``named``: for each term the facts it
    names and which of their names hold it; ``told``: for each term the facts that only speak of it, with the credit."""

    facts: Sequence[Fact]
    names: Sequence[Sequence[frozenset[str]]]
    sizes: Sequence[Sequence[float]]
    credit: Sequence[Mapping[str, float]]
    named: Mapping[str, Mapping[int, tuple[int, ...]]]
    told: Mapping[str, Sequence[tuple[int, float]]]


class Row(NamedTuple):
    """A fact that was looked at; rows sort by score, best first, then by when they were looked at (``turn``).

    ``name``: which of its names the question says, None when it says none; else as `Scored`.
    """

    below: float
    turn: int
    number: int
    covered: float
    named: float
    name: int | None

    @property
    def score(self) -> float:
        return -self.below


class Ranking:
    """The facts of a pack beside one question.

    ``weights``: what each term of the question weighs here; ``own``: what the terms that name facts weigh by
    themselves; ``fits``: how well each fact serves what is asked.
    """

    def __init__(
        self, index: Index, weights: Mapping[str, float], own: Mapping[str, float], fits: Sequence[float]
    ) -> None:
        self._index = index
        self._weights = weights
        self._fits = fits
        self._total = sum(weights.values())
        self._held = [(index.named[term], weight) for term, weight in own.items() if term in index.named]
        self._rows: list[Row] = []
        self._bounds: list[tuple[float, int]] = []
        if self._total:
            self._bound()

    def _bound(self) -> None:
        """No fact scores more than the weight it can reach times its fit, and one that is not named at all only a part
        of it: most need no closer look."""
        index = self._index
        named = [0.0] * len(index.facts)
        for term, weight in self._weights.items():
            for number in index.named.get(term, ()):
                named[number] += weight
        reach = named.copy()
        for term, weight in self._weights.items():
            for number, credit in index.told.get(term, ()):
                reach[number] += weight * credit
        self._bounds = [
            (-sum_ * fit * (1.0 if by_name else UNNAMED), -number)
            for number, (sum_, fit, by_name) in enumerate(zip(reach, self._fits, named, strict=True))
            if sum_
        ]
        heapify(self._bounds)

    def best(self, limit: int) -> list[Row]:
        """The facts that fit best, best first."""
        rows, bounds = self._rows, self._bounds
        while bounds and (len(rows) < limit or bounds[0][0] / self._total < rows[limit - 1].below):
            insort(rows, self.row(-heappop(bounds)[1]))
        return rows[:limit]

    def row(self, number: int) -> Row:
        """How well one fact fits."""
        index = self._index
        said: dict[int, float] = {}
        for names, weight in self._held:
            for name in names.get(number, ()):
                said[name] = said.get(name, 0.0) + weight
        best, share, found = 0.0, 0.0, None
        sizes = index.sizes[number]
        for name, weight in said.items():
            size = sizes[name]
            if weight > size - SLIGHT:
                weight = size  # said in full
            part = weight / size
            worth = weight * part
            if worth > best or (worth == best and found is not None and name < found):
                best, share, found = worth, part, name
        credit = index.credit[number]
        inside = index.names[number][found] if found is not None else ()
        covered = 0.0
        for term, weight in self._weights.items():
            covered += weight if term in inside else weight * credit.get(term, 0.0)
        covered /= self._total
        score = covered * (UNNAMED + (1 - UNNAMED) * share) * self._fits[number]
        return Row(-score, len(self._rows), number, covered, share, found)

    def scored(self, row: Row, learnt: float = 0.0) -> Scored:
        """A row in full; ``learnt`` is added to its score."""
        index, number = self._index, row.number
        by = index.names[number][row.name].intersection(self._weights) if row.name is not None else frozenset[str]()
        fact = index.facts[number]
        return Scored(fact, row.score + learnt, row.covered, row.named, self._fits[number], by, learnt)

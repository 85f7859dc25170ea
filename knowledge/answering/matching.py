"""Which facts a question is about: what it asks for decides which may answer, what it names decides which one does."""

from __future__ import annotations

import math
from bisect import insort
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heapify, heappop
from itertools import chain

from knowledge.answering.facts.model import Fact
from knowledge.answering.lexicon import tables
from knowledge.answering.question import GENERAL, Question
from knowledge.answering.reading import Reader
from knowledge.answering.scenery import meant_before

UNFIT = 0.25
PLAIN = frozenset({"when", "hour", "date", "weekday", "place", "address"})
"""Asks about time and place: with one subject named, stray words around it weigh little."""
_CREDIT_CONTEXT, _CREDIT_BODY = 0.85, 0.6


UNKNOWN = 0.25
"""Weight of a word the plan never uses: it lowers the score a little; subjects of other kinds are told by tables."""


UNKNOWN_TIME = 1.5
"""Weight of a date, month or year that the plan never names."""


UNKNOWN_SUBJECT = 2.0
"""Weight of a subject of `synonyms.yaml` that the plan never mentions: whatever is told then misses the question."""


UNNAMED = 0.35
"""What is left of a score when nothing of a fact's name is said; it grows to 1 with the share that is."""
LIGHT = 0.35
"""What is left of the weight of words that nearly every question uses (`small_words.yaml`, light)."""
COUNTED = 1.4
"""What stands beside "bao nhiêu" is what is counted: it weighs more."""
PURPOSE = 0.1
"""What is left of the weight of words that say what people want to know it for."""
YEAR, OTHER_YEAR = 0.6, 0.4
"""Weight of a year, and what is left of a fact that is bound to other years than the one asked for."""


def _weight(term: str, total: int, count: int) -> float:
    if term.startswith(("date:", "year:")):
        return 3.0 if term.startswith("date:") else YEAR
    weight = min(4.0, max(1.5, 0.6 + math.log(total / (count + 1))))
    if term in tables().light:
        weight *= LIGHT
    return weight if " " in term or term.startswith("@") else weight * 0.45


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


class Matcher:
    """The facts of one pack, indexed by the terms that name them."""

    def __init__(self, facts: Sequence[Fact], reader: Reader) -> None:
        self.facts = list(facts)
        self.by_key = {fact.key: fact for fact in self.facts}
        self._numbers = {fact.key: number for number, fact in enumerate(self.facts)}
        self._sizes: list[list[tuple[frozenset[str], float]]] = []
        self._credit: list[dict[str, float]] = []
        self._where_named: dict[str, list[int]] = defaultdict(list)
        self._where_told: dict[str, list[tuple[int, float]]] = defaultdict(list)
        seen: Counter[str] = Counter()
        subjects = [_subjects_of(fact, reader) for fact in self.facts]
        for number, fact in enumerate(self.facts):
            named = frozenset(chain(*subjects[number]))
            context = {term for text in fact.context for term in reader.terms_of(text)}
            context.update(f"date:{day}-{month}" for day, month in fact.dates)
            context.update(part for term in named for part in tables().wider.get(term, ()))
            body = {term for text in fact.body for term in reader.terms_of(text)}
            self._credit.append(dict.fromkeys(body, _CREDIT_BODY) | dict.fromkeys(context, _CREDIT_CONTEXT))
            seen.update(named | body | {term for term in context if term.startswith(("date:", "year:"))})
            for term in named:
                self._where_named[term].append(number)
            for term, credit in self._credit[-1].items():
                if term not in named:
                    self._where_told[term].append((number, credit))
        total = len(self.facts) + 1
        self.weights = {term: _weight(term, total, count) for term, count in seen.items()}
        for own in subjects:
            self._sizes.append([(subject, sum(self.weight(term) for term in subject)) for subject in own])
        self._years = [
            frozenset(t for t, credit in told.items() if t.startswith("year:") and credit == _CREDIT_CONTEXT)
            for told in self._credit
        ]
        self._fits: dict[str, list[float]] = {}

    def weight(self, term: str) -> float:
        """How much a term tells facts apart; a term the plan never uses tells that something else is meant."""
        found = self.weights.get(term)
        if found is None:
            return UNKNOWN_SUBJECT if " " in term else UNKNOWN_TIME if ":" in term else UNKNOWN
        return found

    def knows(self, term: str) -> bool:
        """Whether the plan uses the term at all."""
        return term in self.weights

    def subjects_of(self, fact: Fact) -> list[frozenset[str]]:
        """The names of a fact, each as its terms."""
        return [subject for subject, _ in self._sizes[self._numbers[fact.key]]]

    def years_of(self, fact: Fact) -> frozenset[str]:
        """The years a fact is bound to, as terms."""
        return self._years[self._numbers[fact.key]]

    def terms_of_fact(self, fact: Fact) -> frozenset[str]:
        """All terms of a fact: names, context and the plan's words."""
        number = self._numbers[fact.key]
        named = chain.from_iterable(subject for subject, _ in self._sizes[number])
        return frozenset(named) | self._credit[number].keys()

    def rank(self, question: Question, limit: int = 6, also: Sequence[str] = ()) -> list[Scored]:
        """The facts that fit best, best first; ``also``: keys of facts that are scored in any case."""
        weights = self._question_weights(question)
        total = sum(weights.values())
        if not total:
            return []
        asks = [ask for ask in question.asks if ask not in GENERAL] or question.asks or ["none"]
        rows = [self._fits_of(ask) for ask in asks]
        fits = rows[0] if len(rows) == 1 else [max(row) for row in zip(*rows, strict=True)]
        years = {term for term in weights if term.startswith("year:")}
        if years:
            fits = [
                fit * OTHER_YEAR if own and not own & years else fit for fit, own in zip(fits, self._years, strict=True)
            ]
        reach: dict[int, float] = defaultdict(float)
        for term, weight in weights.items():
            for number in self._where_named.get(term, ()):
                reach[number] += weight
        named = set(reach)
        for term, weight in weights.items():
            for number, credit in self._where_told.get(term, ()):
                reach[number] += weight * credit
        # No fact scores more than the weight it can reach times its fit, and one that is not named at all only a part
        # of it: the rest need no closer look.
        bounds = [
            (-sum_ * fits[number] * (1.0 if number in named else UNNAMED), -number) for number, sum_ in reach.items()
        ]
        heapify(bounds)
        scored: list[Scored] = []
        while bounds:
            bound, minus = heappop(bounds)
            number = -minus
            if len(scored) >= limit and -bound / total <= scored[limit - 1].score:
                break
            one = self._score(number, weights, total, fits[number])
            if len(scored) < limit or one.score > scored[-1].score:
                insort(scored, one, key=_worst_last)
                del scored[limit:]
        found = {one.fact.key for one in scored}
        rest = (self._numbers[key] for key in also if key not in found)
        return scored + [self._score(number, weights, total, fits[number]) for number in rest]

    def _fits_of(self, ask: str) -> list[float]:
        """How well each fact serves an ask, its weight included; worked out when first asked."""
        found = self._fits.get(ask)
        if found is None:
            found = self._fits[ask] = [_fit(ask, fact) * fact.weight for fact in self.facts]
        return found

    def _question_weights(self, question: Question) -> dict[str, float]:
        asked = {question.segments[match.start] for match in question.ask_matches if match.value not in GENERAL}
        asked = asked or {question.segments[match.start] for match in question.ask_matches}
        long = len(question.terms) > 7
        complete = any(term.segment in asked and term.phrase for term in question.terms)
        subjects = {term.name for term in question.terms if term.phrase} - tables().light
        plain = bool(asked) and len(subjects) == 1 and bool(PLAIN & set(question.asks))
        counted = {match.end for match in question.ask_matches if match.value == "count"}
        counted |= {match.end - 1 for match in question.ask_matches if match.value == "count"}
        meant = meant_before(question) if question.asked_from else {}
        weights: dict[str, float] = {}
        for term in question.terms:
            beside = bool(asked) and term.segment not in asked
            factor = 0.15 if beside and long else 0.3 if beside and complete else 1.0
            factor = meant.get(term.at, factor)
            if term.segment == question.purpose:
                factor = PURPOSE
            if (long and not self.knows(term.name)) or (plain and " " not in term.name and ":" not in term.name):
                factor *= 0.4
            if term.at in counted:
                factor *= COUNTED / (LIGHT if term.name in tables().light and term.phrase else 1.0)
            weights[term.name] = max(weights.get(term.name, 0.0), self.weight(term.name) * factor)
        return weights

    def _score(self, number: int, weights: dict[str, float], total: float, fit: float) -> Scored:
        best, named, inside = 0.0, 0.0, frozenset[str]()
        for subject, size in self._sizes[number]:
            hit = subject.intersection(weights)
            if hit:
                mine = size if len(hit) == len(subject) else sum([self.weight(term) for term in hit])
                share = mine / size
                if mine * share > best:
                    best, named, inside = mine * share, share, hit
        credit = self._credit[number]
        covered = 0.0
        for term, weight in weights.items():
            covered += weight if term in inside else weight * credit.get(term, 0.0)
        covered /= total
        return Scored(
            self.facts[number], covered * (UNNAMED + (1 - UNNAMED) * named) * fit, covered, named, fit, inside
        )


def _subjects_of(fact: Fact, reader: Reader) -> list[frozenset[str]]:
    """The names of a fact as terms; names that come down to a general noun ("số buổi lễ") do not name a small fact."""
    subjects = list(dict.fromkeys(frozenset(reader.terms_of(text)) for text in fact.subjects))
    if fact.key.endswith(".overview"):
        subjects += [frozenset({f"date:{day}-{month}"}) for day, month in fact.dates]
    if ".detail" in fact.key or fact.key.startswith("open."):
        subjects = [subject for subject in subjects if not subject <= tables().generic]
    return [subject for subject in subjects if subject]


def _worst_last(scored: Scored) -> float:
    return -scored.score


def _fit(ask: str, fact: Fact) -> float:
    return max((fit_of(ask, answer) for answer in fact.answers), default=UNFIT)


def fit_of(ask: str, answer: str) -> float:
    """How well a sort of answer serves an ask (`knowledge/words/fits.yaml`)."""
    return tables().fits[ask].get(answer, UNFIT)

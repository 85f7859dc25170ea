"""Which facts a question is about: what it asks for decides which may answer, what it names decides which one does."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import chain

from knowledge.answering.facts.model import Fact
from knowledge.answering.lexicon import tables
from knowledge.answering.question import GENERAL, Question
from knowledge.answering.ranking import Index, Ranking, Scored
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


class Matcher:
    """The facts of one pack, indexed by the terms that name them."""

    def __init__(self, facts: Sequence[Fact], reader: Reader) -> None:
        self.facts = list(facts)
        self.by_key = {fact.key: fact for fact in self.facts}
        self._numbers = {fact.key: number for number, fact in enumerate(self.facts)}
        subjects = [_subjects_of(fact, reader) for fact in self.facts]
        credits: list[dict[str, float]] = []
        where_named: dict[str, dict[int, tuple[int, ...]]] = defaultdict(dict)
        where_told: dict[str, list[tuple[int, float]]] = defaultdict(list)
        seen: Counter[str] = Counter()
        alike: dict[tuple[int, ...], tuple[int, ...]] = {}
        for number, fact in enumerate(self.facts):
            named: dict[str, tuple[int, ...]] = {}
            for at, subject in enumerate(subjects[number]):
                for term in subject:
                    named[term] = (*named.get(term, ()), at)
            context = {term for text in fact.context for term in reader.terms_of(text)}
            context.update(f"date:{day}-{month}" for day, month in fact.dates)
            context.update(part for term in named for part in tables().wider.get(term, ()))
            body = {term for text in fact.body for term in reader.terms_of(text)}
            credits.append(dict.fromkeys(body, _CREDIT_BODY) | dict.fromkeys(context, _CREDIT_CONTEXT))
            seen.update(named.keys() | body | {term for term in context if term.startswith(("date:", "year:"))})
            for term, held in named.items():
                where_named[term][number] = alike.setdefault(held, held)
            for term, credit in credits[-1].items():
                if term not in named:
                    where_told[term].append((number, credit))
        total = len(self.facts) + 1
        self.weights = {term: _weight(term, total, count) for term, count in seen.items()}
        sizes = [[math.fsum(map(self.weight, subject)) for subject in own] for own in subjects]
        self._index = Index(self.facts, subjects, sizes, credits, where_named, where_told)
        self._years = [
            frozenset(t for t, credit in told.items() if t.startswith("year:") and credit == _CREDIT_CONTEXT)
            for told in credits
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

    def subjects_of(self, fact: Fact) -> Sequence[frozenset[str]]:
        """The names of a fact, each as its terms."""
        return self._index.names[self._numbers[fact.key]]

    def years_of(self, fact: Fact) -> frozenset[str]:
        """The years a fact is bound to, as terms."""
        return self._years[self._numbers[fact.key]]

    def terms_of_fact(self, fact: Fact) -> frozenset[str]:
        """All terms of a fact: names, context and the plan's words."""
        number = self._numbers[fact.key]
        return frozenset(chain(self._index.credit[number], *self._index.names[number]))

    def rank(self, question: Question, limit: int = 6) -> list[Scored]:
        """The facts that fit best, best first."""
        ranking = self.ranking(question)
        return [ranking.scored(row) for row in ranking.best(limit)]

    def ranking(self, question: Question) -> Ranking:
        """The facts in the order in which they fit, worked out as far as is asked for."""
        weights = self._question_weights(question)
        asks = [ask for ask in question.asks if ask not in GENERAL] or question.asks or ["none"]
        rows = [self._fits_of(ask) for ask in asks]
        fits = rows[0] if len(rows) == 1 else [max(row) for row in zip(*rows, strict=True)]
        years = {term for term in weights if term.startswith("year:")}
        if years:
            fits = [
                fit * OTHER_YEAR if own and not own & years else fit for fit, own in zip(fits, self._years, strict=True)
            ]
        own = {term: self.weights[term] for term in weights if term in self.weights}
        return Ranking(self._index, weights, own, fits)

    def number_of(self, key: str) -> int:
        """The number of the fact with this key in a `Ranking`."""
        return self._numbers[key]

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


def _subjects_of(fact: Fact, reader: Reader) -> list[frozenset[str]]:
    """The names of a fact as terms; names that come down to a general noun ("số buổi lễ") do not name a small fact."""
    subjects = list(dict.fromkeys(frozenset(reader.terms_of(text)) for text in fact.subjects))
    if fact.key.endswith(".overview"):
        subjects += [frozenset({f"date:{day}-{month}"}) for day, month in fact.dates]
    if ".detail" in fact.key or fact.key.startswith("open."):
        subjects = [subject for subject in subjects if not subject <= tables().generic]
    return [subject for subject in subjects if subject]


def _fit(ask: str, fact: Fact) -> float:
    return max((fit_of(ask, answer) for answer in fact.answers), default=UNFIT)


def fit_of(ask: str, answer: str) -> float:
    """How well a sort of answer serves an ask (`knowledge/words/fits.yaml`)."""
    return tables().fits[ask].get(answer, UNFIT)

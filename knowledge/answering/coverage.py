"""Is every fact within reach: each fact of a pack asked for in many ways, and what came of it.

The ways are the families of `knowledge/words/paraphrases.yaml`, written from the plan texts alone before the tables
they test; `knowledge.answering.wants` says which family asks for which fact, and fills in the names of the pack.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.answering.answerer import Answerer
from knowledge.answering.facts import Fact
from knowledge.answering.facts.model import View
from knowledge.answering.topic import parse
from knowledge.answering.wants import Want, families, typed, wants_of
from knowledge.outcome import Answer, Outcome, Refuse
from knowledge.text import fold

EACH = 5
"""Sentences of a family by which one fact is asked for; which five goes round from fact to fact."""
FEW = 3
"""A family that asks for so few facts of a pack asks by all of its sentences."""


@dataclass(frozen=True, slots=True)
class Tried:
    """One question, what asked by it, what came of it, and whether that is the fact."""

    question: str
    want: Want
    outcome: Outcome
    reached: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A fact with all questions tried."""

    fact: Fact
    tried: tuple[Tried, ...]

    @property
    def reached(self) -> list[Tried]:
        """The questions that reach the fact."""
        return [one for one in self.tried if one.reached]


def cover(answerer: Answerer, now: dt.datetime) -> list[Asked]:
    """Ask for every typed fact of a pack (the plan's bare clauses need no question), in the order of the facts.

    ``now`` is aware. About 3,000 questions, some seconds.
    """
    questions: dict[str, list[Tried]] = {}
    for want, question in questions_of(answerer, now):
        outcome = answerer.answer(question, now)
        tried = Tried(question, want, outcome, reaches(answerer, want, outcome, now))
        questions.setdefault(want.key, []).append(tried)
    typed_facts = (fact for fact in answerer.facts.found if not fact.key.startswith("clause."))
    return [Asked(fact, tuple(questions.get(fact.key, ()))) for fact in typed_facts]


def questions_of(answerer: Answerer, now: dt.datetime) -> Iterable[tuple[Want, str]]:
    """The questions by which a pack is asked, each with what it asks for."""
    wants = wants_of(answerer.pack, answerer.by_key, now)
    uses = Counter(want.family for want in wants)
    turn = Counter[str]()
    for want in wants:
        ask = families()[want.family].ask
        size = len(ask) if uses[want.family] <= FEW else EACH
        first = turn[want.family] * size
        turn[want.family] += 1
        for number in range(first, first + size):
            slots = {slot: names[number % len(names)] for slot, names in want.slots.items()}
            yield want, typed(ask[number % len(ask)], slots)


def reaches(answerer: Answerer, want: Want, outcome: Outcome, now: dt.datetime) -> bool:
    """Whether an outcome tells the fact, or the same value from the same clause; asking back tells nothing."""
    if not isinstance(outcome, Answer | Refuse):
        return False
    topic = parse(outcome.topic)
    told = {topic.key} if topic else set()
    told |= set(outcome.facts) if isinstance(outcome, Answer) else set()
    fact = answerer.by_key[want.key].render(View(now))
    shared = isinstance(fact, Answer | Refuse) and bool(set(fact.clauses) & set(outcome.clauses))
    if want.silent:
        return isinstance(outcome, Refuse) and bool(shared or told & want.keys)
    text = fold(outcome.text)
    if told & want.keys:
        return all(fold(words) in text for words in want.says)
    words = want.says or (fact.text.rpartition("\n(Theo ")[0] or fact.text,)
    return shared and isinstance(outcome, type(fact)) and all(fold(part) in text for part in words)


def by_family(asked: Iterable[Asked]) -> dict[str, tuple[int, int]]:
    """For each family how many questions reached, of how many."""
    found: dict[str, tuple[int, int]] = {}
    for one in (tried for fact in asked for tried in fact.tried):
        reached, all_ = found.get(one.want.family, (0, 0))
        found[one.want.family] = (reached + one.reached, all_ + 1)
    return found

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

EACH = 7
"""Sentences of a family by which one fact is asked for; which of them goes round from fact to fact."""
FEW = 3
"""A family that asks for so few facts of a pack asks by all of its sentences."""
SHOWN = 3
"""Questions shown under each fact."""
_WIDE = ("unit:", "launch", "plan", "programme", "desks", "budget")
"""What many facts are about."""


@dataclass(frozen=True, slots=True)
class Tried:
    """One question, what asked by it, what came of it, and whether that is the fact."""

    question: str
    want: Want
    outcome: Outcome
    reached: bool

    @property
    def told(self) -> bool:
        """Whether the outcome names a clause: a refusal without one tells only that nothing was found."""
        return self.reached and isinstance(self.outcome, Answer | Refuse) and bool(self.outcome.clauses)


@dataclass(frozen=True, slots=True)
class Asked:
    """A fact with all questions tried."""

    fact: Fact
    tried: tuple[Tried, ...]

    @property
    def reached(self) -> list[Tried]:
        """The questions whose outcome tells the fact."""
        return [one for one in self.tried if one.told]


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
    """Whether an outcome tells the fact, or the same value from the same clause or about the same thing.

    Asking back tells nothing. A part that the plan leaves open is answered by saying so.
    """
    if not isinstance(outcome, Answer | Refuse):
        return False
    fact = answerer.by_key[want.key]
    held = fact.render(View(now))
    told = _told(outcome)
    alike = (want.keys | {want.key}) & answerer.by_key.keys()
    clauses = {clause for key in alike for clause in _clauses(answerer, key, now)}
    same = bool(clauses & set(outcome.clauses))
    same = same or any(_belongs(fact) & _belongs(answerer.by_key[key]) for key in told & answerer.by_key.keys())
    if want.silent and not isinstance(held, Refuse):  # a part of the fact
        silent = isinstance(outcome, Refuse) and outcome.reason == "plan_silent"
        return silent and (same or not told or any(key in want.keys or key.startswith("open.") for key in told))
    if told & want.keys:
        return _words(*want.says) <= _words(outcome.text)
    value = want.says or (held.text.rpartition("\n(Theo ")[0] or held.text,)
    return same and isinstance(outcome, type(held)) and _words(*value) <= _words(outcome.text)


def _clauses(answerer: Answerer, key: str, now: dt.datetime) -> tuple[str, ...]:
    held = answerer.by_key[key].render(View(now))
    return held.clauses if isinstance(held, Answer | Refuse) else ()


def _words(*texts: str) -> set[str]:
    """The words of texts in bare letters; a list does without "và"."""
    return {word for text in texts for word in fold(text).split()} - {"va"}


def _told(outcome: Answer | Refuse) -> set[str]:
    """Keys of the facts an outcome tells."""
    topic = parse(outcome.topic)
    return ({topic.key} if topic else set()) | set(outcome.facts if isinstance(outcome, Answer) else ())


def _belongs(fact: Fact) -> set[str]:
    """What a fact is about, where that is narrow enough to make two facts one and the same."""
    return {entity for entity in (fact.entity, *fact.also) if not entity.startswith(_WIDE)} - {""}


def report(asked: Iterable[Asked]) -> str:
    """Fact by fact the questions that reach it and how the answer begins."""
    blocks = []
    for one in asked:
        lines = [f"{one.fact.key}: {one.fact.label}"]
        lines += [f"  hỏi: {tried.question}" for tried in one.reached[:SHOWN]]
        lines += [f"  đáp: {_begins(tried.outcome)}" for tried in one.reached[:1]]
        blocks.append("\n".join(lines if one.reached else [*lines, f"  chưa tới được ({len(one.tried)} câu hỏi)"]))
    return "\n".join(blocks)


def report_missed(asked: Iterable[Asked]) -> str:
    """Fact by fact the questions that do not reach it, with their family, and what they got instead."""
    blocks = []
    for one in asked:
        missed = [tried for tried in one.tried if not tried.reached]
        if missed:
            lines = [f"  hỏi: {tried.question} [{tried.want.family}]\n  đáp: {_got(tried)}" for tried in missed]
            blocks.append("\n".join([f"{one.fact.key}: {one.fact.label}", *lines]))
    return "\n".join(blocks)


def summary(asked: list[Asked]) -> str:
    """How many facts and questions reach, in one line."""
    tried = [one for fact in asked for one in fact.tried]
    right, facts = sum(one.reached for one in tried), sum(bool(one.reached) for one in asked)
    share = 100 * right / len(tried) if tried else 100.0
    return f"Tới được {facts}/{len(asked)} dữ kiện; {right}/{len(tried)} câu hỏi tới đúng dữ kiện ({share:.1f} %)."


def _begins(outcome: Outcome) -> str:
    return outcome.text.splitlines()[0]


def _got(tried: Tried) -> str:
    told = " ".join(sorted(_told(tried.outcome))) if isinstance(tried.outcome, Answer | Refuse) else ""
    return f"({' '.join(filter(None, (tried.outcome.kind, told)))}) {_begins(tried.outcome)}"

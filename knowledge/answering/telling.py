"""Facts told: a fact becomes an outcome, and several answers one message."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from knowledge.answering.facts import Fact
from knowledge.answering.facts.model import View
from knowledge.answering.question import Question
from knowledge.answering.topic import Topic
from knowledge.outcome import MAX_CHARS, Answer, Outcome, Refuse
from knowledge.text import fold

FEW_NEW = 1
"""A second answer with no more words than this that the first has not used says nothing new."""
_COUNTED = re.compile(r"\b(\d+)( người|%)")


def tell(fact: Fact, read: Question, now: dt.datetime, opening: str = "") -> Outcome:
    """The outcome of a fact for a question; an answer begins with ``opening``."""
    outcome = with_topic(fact.render(_view(read, now)), fact, tuple(read.asks), tuple(read.units))
    return replace(outcome, text=opening + outcome.text) if opening and isinstance(outcome, Answer) else outcome


def is_told(outcome: Outcome) -> bool:
    """Whether the plan itself speaks: an answer, or a clause that says what it leaves open."""
    return isinstance(outcome, Answer) or (isinstance(outcome, Refuse) and bool(outcome.clauses))


def with_topic(outcome: Outcome, fact: Fact, asks: tuple[str, ...], units: tuple[str, ...] = ()) -> Outcome:
    """The outcome with what the conversation is to remember of it."""
    return replace(outcome, topic=str(Topic(fact.key, asks, units)))


def joined(first: Outcome, second: Outcome) -> Outcome:
    """Two answers in one message; the first alone when the second adds nothing or the message would grow too long."""
    if not isinstance(first, Answer) or not isinstance(second, Answer | Refuse):
        return first
    fresh = [line for line in second.text.splitlines() if line not in first.text and not line.startswith("(Theo ")]
    new = set(fold(" ".join(fresh)).split()) - set(fold(first.text).split())
    if len(new) <= FEW_NEW and not any(word.isdigit() for word in new):
        return first  # "Nơi tổ chức: …" has said it already
    if len(first.text) + len(second.text) > MAX_CHARS - 2:
        return first
    facts = (*first.facts, *(second.facts if isinstance(second, Answer) else ()))
    choices = tuple(choice for choice in first.choices if choice.ref not in {f"q:{key}" for key in facts})
    return Answer(f"{first.text}\n{second.text}", (*first.clauses, *second.clauses), facts, choices, first.topic)


def tell_all(facts: list[Fact], read: Question, now: dt.datetime) -> Outcome:
    """Several facts in one message, the most important first."""
    outcome = tell(facts[0], read, now)
    for fact in facts[1:]:
        outcome = joined(outcome, tell(fact, read, now))
    return outcome


def compared(one: Outcome, other: Outcome) -> Outcome:
    """The two sides of a comparison, with the difference when both are counts of the same."""
    outcome = joined(one, other)
    counts = [_COUNTED.search(told.text) for told in (one, other)]
    if isinstance(outcome, Answer) and counts[0] and counts[1] and counts[0][2] == counts[1][2]:
        apart = abs(int(counts[0][1]) - int(counts[1][1]))
        return replace(outcome, text=f"{outcome.text}\nHai bên chênh nhau {apart}{counts[0][2]}.")
    return outcome


def _view(read: Question, now: dt.datetime) -> View:
    return View(now, tuple(read.asks), read.folded, read.raw, tuple(read.dates))

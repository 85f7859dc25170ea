"""Answers of a locality's own (câu trả lời riêng): where the plan is silent, an organiser answered once for all.

They speak only where the plan would not: a question the plan answers, a guide, or a refusal that protects somebody is
never theirs. Questions are alike when they have the same numbers and either the same terms and asks, or the same
words but for slips of typing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from knowledge.answering.question import Question
from knowledge.answering.reading import Reader
from knowledge.outcome import Answer, Clarify, Outcome, Refuse
from knowledge.text import fold

SAME_WORDS = 92
"""Likeness (0–100) of two wordings, word by word in any order, from which on they differ by slips of typing only."""
SAME_WORD = 75
"""Likeness (0–100) of two words of at least `SLIP_FROM` letters that are one word with a slip."""
SLIP_FROM = 4
STILL_ALIKE = 45
"""Questions with the same terms and asks that look less alike than this are left apart."""
NEVER = frozenset({"personal_data", "other_locality"})
"""Refusals that stand whatever an organiser answered to a similar question."""
# fmt: off
_LIGHT = frozenset({
    "a", "ah", "ak", "da", "vang", "thua", "xin", "cho", "hoi", "minh", "toi", "tui", "em", "oi", "nhe", "nhi", "vay",
    "the", "ha", "ko", "k", "khong", "hong", "co", "la", "thi", "ma", "de", "nay", "do"
})
# fmt: on
"""Words, in bare letters, that make no difference between two questions."""


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """``questions`` as people asked, ``text`` the answer; ``signed``: which office answers; ``on``: Vietnamese day."""

    id: int
    questions: tuple[str, ...]
    text: str
    signed: str
    on: dt.date

    @property
    def said(self) -> str:
        """ "Phòng Văn hóa - Xã hội trả lời ngày 8/10/2025: …" """
        return said(self.signed, self.on, self.text)


def said(signed: str, on: dt.date, text: str) -> str:
    """An own answer as people read it."""
    return f"{signed} trả lời ngày {on.day}/{on.month}/{on.year}: {text}"


class OwnAnswers:
    """The own answers of a locality, newest first wherever two would fit."""

    def __init__(self, reader: Reader, answers: Sequence[OwnAnswer]) -> None:
        self.all = tuple(answers)
        newest_first = sorted(answers, key=lambda one: one.id, reverse=True)
        self._known = [(_form(reader.read(question)), one) for one in newest_first for question in one.questions]

    def instead_of(self, read: Question, outcome: Outcome) -> Outcome:
        """The own answer to a question, where the plan has none; else the outcome as it is."""
        if not self._known or not isinstance(outcome, Refuse | Clarify):
            return outcome
        if isinstance(outcome, Refuse) and outcome.reason in NEVER:
            return outcome
        found = self.find(read)
        return outcome if found is None else Answer(found.said, (), (f"own.{found.id}",), topic=outcome.topic)

    def find(self, read: Question) -> OwnAnswer | None:
        """The newest own answer to a question like this one."""
        form = _form(read)
        return next((answer for known, answer in self._known if _alike(form, known)), None)


@dataclass(frozen=True, slots=True)
class _Form:
    """What of a question is compared; ``by_itself``: it needs no conversation around it ("cái đó ở đâu" does)."""

    folded: str
    words: tuple[str, ...]
    numbers: tuple[str, ...]
    terms: frozenset[str]
    asks: frozenset[str]
    telling: bool
    by_itself: bool


def _form(read: Question) -> _Form:
    folded = fold(read.raw)
    words = folded.split()
    terms = frozenset(term.name for term in read.terms)
    return _Form(
        folded,
        tuple(sorted(word for word in words if word not in _LIGHT)),
        tuple(sorted(word for word in words if any(sign.isdigit() for sign in word))),
        terms,
        frozenset(read.asks),
        len(terms) > 1,
        bool(terms) and not read.found("deictic"),
    )


def alike(one: Question, other: Question) -> bool:
    """Whether an own answer to one of these questions answers the other."""
    return _alike(_form(one), _form(other))


def _alike(one: _Form, other: _Form) -> bool:
    if one.numbers != other.numbers or not (one.by_itself and other.by_itself):
        return False
    if one.telling and one.terms == other.terms and one.asks == other.asks:
        return fuzz.token_sort_ratio(one.folded, other.folded) >= STILL_ALIKE
    if len(one.words) < 2 or len(other.words) < 2:
        return one.folded == other.folded
    return one.words == other.words or _differ_by_slips(one.words, other.words)


def _differ_by_slips(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if fuzz.ratio(" ".join(one), " ".join(other)) < SAME_WORDS:
        return False
    mine, theirs = sorted(set(one) - set(other)), sorted(set(other) - set(one))
    return len(mine) == len(theirs) and all(
        min(len(a), len(b)) >= SLIP_FROM and fuzz.ratio(a, b) >= SAME_WORD for a, b in zip(mine, theirs, strict=True)
    )

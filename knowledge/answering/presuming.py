"""Yes/no questions that presume a value ("Viettel ký phải không?"): what is presumed, and what is really asked."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from knowledge.answering.lexicon import tables
from knowledge.answering.matching import PLAIN
from knowledge.answering.question import GENERAL, Question, Term

_HUNDREDS = re.compile(r"\b(ca|mot|hai|ba|bon|nam|sau|bay|tam|chin) (tram|chuc|muoi|ngan|nghin)\b")
_DIGITS = dict(zip(("mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin"), range(1, 10), strict=True))
_NO_COUNT_AFTER = frozenset(
    [
        "ngày",
        "ngay",
        "số",
        "so",
        "thứ",
        "thu",
        "năm",
        "nam",
        "mục",
        "muc",
        "cấp",
        "cap",
        "mức",
        "muc",
        "lớp",
        "lop",
        "khu",
        "tổ",
        "ấp",
        "ap",
        "thôn",
        "thon",
        "án",
        "an",
    ]
)
_SCALES = {"chuc": 10, "muoi": 10, "tram": 100, "ngan": 1000, "nghin": 1000}
_NUMBER = re.compile(
    r"(?<![\d/.,:-])(\d{1,5})(?![\d/.,:-]|\s*(?:giờ|gio|h\b|g\b|rưỡi|ruoi|phút|phut|tháng|thang|năm|nam\b))"
)


@dataclass(frozen=True, slots=True)
class Presumed:
    """``question``: the question as if the value were asked for; ``units``, ``numbers``: the values presumed."""

    question: Question
    units: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    venues: tuple[str, ...] = ()


def presumed_of(question: Question) -> Presumed | None:
    """What a yes/no question presumes besides its subject, or None when it presumes nothing that can be checked."""
    asked = {i for match in question.ask_matches for i in range(match.start, match.end)}
    venues = tuple(term.name for term in question.terms if term.name in tables().venues and term.at not in asked)
    definite = {ask for ask in question.asks if ask not in GENERAL}
    others = [
        term
        for term in question.terms
        if " " in term.name and term.name not in venues and term.name not in tables().light
    ]
    if venues and definite <= PLAIN and ("yesno" in question.asks or definite):
        if others and all(term.name != "lễ phát động" for term in others):
            return None
        others = others or [Term("lễ phát động", 0, 0)]
        asks = ["place", *(ask for ask in question.asks if ask in definite)]
        return Presumed(replace(question, terms=others, asks=asks, ask_matches=[]), venues=venues)
    if "yesno" not in question.asks or any(ask not in (*GENERAL, "date") for ask in question.asks):
        return None
    subjects = [term for term in question.terms if not term.unit and term.telling and term.name not in tables().light]
    timed = [term for term in question.terms if term.name.startswith(("date:", "month:"))]
    if timed and subjects_beside(subjects):
        rest = [term for term in question.terms if term not in timed]
        return Presumed(replace(question, terms=rest, asks=["date", "yesno"], ask_matches=[]))
    numbers = numbers_in(question)
    if numbers and (subjects or question.units):
        said_terms = {term.name for term in question.terms}
        said = {"%"} | {str(number) for number in numbers} | set(_DIGITS) | {"tram", "chuc", "muoi", "ngan", "nghin"}
        rest = [term for term in question.terms if term.name not in said]
        return Presumed(
            replace(question, terms=rest, asks=["percent" if "%" in said_terms else "count"], ask_matches=[]),
            numbers=numbers,
        )
    if question.units and subjects:
        rest = [term for term in question.terms if not term.unit]
        return Presumed(replace(question, terms=rest, asks=["who"], ask_matches=[]), tuple(question.units))
    return None


def subjects_beside(subjects: list[Term]) -> bool:
    """Whether something is named besides the time that is presumed."""
    return any(not term.name.startswith(("date:", "month:", "year:")) for term in subjects)


def numbers_in(question: Question) -> tuple[int, ...]:
    """Plain counts in a question: no dates, hours, years or numbers of documents."""
    found = []
    for match in _NUMBER.finditer(question.raw):
        before = question.raw[: match.start()].split()
        number = int(match[1])
        if not (before and before[-1].lower() in _NO_COUNT_AFTER) and number < 2000:
            found.append(number)
    for digit, scale in _HUNDREDS.findall(question.folded):
        found.append(_DIGITS.get(digit, 1) * _SCALES[scale])
    return tuple(found)

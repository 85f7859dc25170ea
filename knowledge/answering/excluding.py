"""What is left out of a question: "ngoài việc giữ an ninh ra công an còn làm gì", "ngoài VNPT còn ai triển khai"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from knowledge.answering.lexicon import tables
from knowledge.answering.question import GENERAL, Question
from knowledge.text import Syllable, syllable

if TYPE_CHECKING:
    from knowledge.answering.ranking import Scored

MOST = 14
"""What is left out takes at most so many words."""
KNOWN = 0.55
"""What is left of the score of a fact that is done by those left out alone."""
_OPENS = syllable("ngoài")
_OPENS_BEFORE = frozenset(
    {"ben", "trong", "va", "nguoi", "khach", "o", "tu", "hay", "dan", "di", "thue", "choi", "phia"}
)
_OPENS_AFTER = tuple(map(syllable, ["trời", "sân", "đường", "chợ", "tỉnh", "phường", "xã", "địa", "ra", "nước", "bãi"]))
_MATTERS = frozenset({"viec", "chuyen", "vu", "phan", "khoan", "nhiem"})
_OTHERS = frozenset({"ra", "con", "nua", "khac", "thi"})
"""Of these, in bare letters, one says that something is left out and not where it is."""
_CLOSES = tuple(map(syllable, ("ra", "thì", "còn", "có", "phải", "nữa")))
_GOES_ON = {"ra": ("quan", "mat", "soat"), "thi": ("dua", "diem"), "co": ("quan", "so", "che", "may")}
"""Words after which a closing word closes nothing ("ra quân", "cơ quan" typed bare)."""


def set_aside(question: Question) -> None:
    """Take what "ngoài … ra" names out of the terms of a question, unless nothing else is said."""
    span = _left_out(question)
    if span is None:
        return
    aside = [term for term in question.terms if term.at in span]
    rest = [term for term in question.terms if term.at not in span]
    if aside and any(term.name not in tables().vague for term in rest):
        question.terms, question.aside = rest, aside


def _left_out(question: Question) -> range | None:
    typed = question.syllables
    asked = {match.start for match in question.ask_matches if match.value not in GENERAL}
    for at, word in enumerate(typed[:-1]):
        if word.folded != _OPENS.folded or not word.agrees(_OPENS) or any(map(typed[at + 1].agrees, _OPENS_AFTER)):
            continue
        first = not at or question.segments[at - 1] != question.segments[at]
        if not first and typed[at - 1].folded in _OPENS_BEFORE:
            continue
        if not (first or typed[at + 1].folded in _MATTERS or any(part.folded in _OTHERS for part in typed[at:])):
            continue  # "dựng rạp ngoài hội trường" is a place
        end = at + 2
        while end < min(len(typed), at + MOST) and question.segments[end] == question.segments[at]:
            if end in asked or _closes(typed, end):
                break
            end += 1
        return range(at + 1, end)
    return None


def _closes(typed: list[Syllable], at: int) -> bool:
    then = typed[at + 1].folded if at + 1 < len(typed) else ""
    return any(typed[at].agrees(word) for word in _CLOSES) and then not in _GOES_ON.get(typed[at].folded, ())


def without_known(question: Question, ranked: list[Scored]) -> list[Scored]:
    """The facts, those done by none but the bodies left out put behind: whoever says it knows them."""
    units = {term.name[1:] for term in question.aside if term.unit}
    if not units:
        return ranked
    known = [bool(one.fact.doers) and one.fact.doers <= units for one in ranked]
    lowered = [replace(one, score=one.score * KNOWN) if old else one for one, old in zip(ranked, known, strict=True)]
    return sorted(lowered, key=lambda one: -one.score)

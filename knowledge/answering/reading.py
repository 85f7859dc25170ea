"""Reading a question: what it asks for, what it is about, and what is mere politeness."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from knowledge.answering.excluding import set_aside
from knowledge.answering.keeping import kept
from knowledge.answering.lexicon import PackWords, tables
from knowledge.answering.mending import Mender
from knowledge.answering.phrases import Match, longest
from knowledge.answering.question import GENERAL, Question, Term
from knowledge.answering.scenery import cut_at_openings, part_off_scenery, speak_for_unit, without_call
from knowledge.answering.writing import (
    dates_in,
    day_alone,
    one_form,
    spell_out,
    with_hours,
    without_dates,
    years_of_dates,
)
from knowledge.text import syllable, words

_SEGMENT = re.compile(r"[.,;:?!…\n]+")
_HOUR_SAID = re.compile(r"\b\d{1,2} (?:giờ|gio)\b")
_YEAR = re.compile(r"20[2-4]\d")
_COMES = re.compile(
    r"^(?!.* (?:tram|chuc|ngan|nghin|\d+) ).* (?:du|tham du|tham gia|di duoc|vo duoc|toi duoc|den duoc) "
)
NEAR = 5
"""A choice ("A hay B") is named within so many words."""
COMPARED = 2
"""So many bodies are compared."""
SUBJECTS = ("unit", "concept", "polite", "particles", "here", "deictic")
"""Sorts of phrases a question is divided into; the others (asks, topics, guides) are looked at across that division."""
DROPPED = ("polite", "particles", "here", "deictic")
KINDS = frozenset({"nha", "ngan", "truong", "hang", "doanh", "cong", "mang", "chi", "to"})
"""First words, in bare letters, of bodies of which there are several ("nhà mạng", "ngân hàng")."""
WHOSE_NAME = frozenset({"trường đại học", "trường cao đẳng"})
"""Concepts that are bodies: "trường đại học nào" asks who."""
WEAK_ALONE = frozenset({"date", "hour", "count", "name", "deadline", "age", "money", "list", "yesno"})
_COUNTING = frozenset("may bao nhieu nhiu dong chi so luong tong cong chuc tram khong si quan it nhat nao mo".split())  # noqa: SIM905
_CONTENT = frozenset("gi chi nao nhung cai mon noi dung ra sao ve gom duoc".split())  # noqa: SIM905
MONTHS = {"chin": 9, "muoi": 10, "muoi mot": 11, "muoi hai": 12, "chap": 12, "gieng": 1}
"""Months in words, in bare letters, that are no count of months ("ba tháng", "tháng hai lần")."""
DOCUMENTS = frozenset({"tờ trình", "quyết định", "nghị quyết", "công văn"})
"""Concepts that carry a number of their own."""
PLURALS = frozenset({"cai", "anh", "chi", "ong", "chu", "co", "bac", "mon", "vu", "con", "thu", "cau"})
"""Words that make "mấy" a plural, in bare letters: "mấy cái rạp", "mấy anh công an"."""
COUNTERS = frozenset({"co", "gom", "tong", "chia", "cu", "can", "duoc", "it", "nhat", "dong", "la"})
"""Words before "mấy" that make it a question: "có mấy bàn"."""
BEFORE_NOUN = frozenset({"chu", "van", "tieu", "dau"})
AFTER_NOUN = frozenset({"an", "nghi", "xuat", "tai", "gi", "chi", "lam", "khoi", "khong", "tranh"})
"""Words, in bare letters, beside which "de" begins no purpose: "chủ đề", "đề án", the question "để làm gì", and what
is to be avoided ("để khỏi bị lừa"), which is the question itself."""
MARKED = 0.65
"""From this share of words typed with diacritics on, a word typed without is meant so ("gom" is not "gồm")."""
# fmt: off
_WHO = frozenset({
    "ai", "nao", "mo", "gi", "don", "vi", "co", "quan", "ben", "phia", "nguoi", "bo", "phan", "nhung", "cac",
    "kiem", "tim", "gap", "hoi", "nho", "bao", "lien", "he", "cho", "lac", "ong", "ba", "anh", "chi", "dong",
    "dua", "thang", "may", "sep", "chu", "phu", "trach", "chiu", "thuc", "hien", "lam", "gom", "to", "chuc",
    "tri", "phoi", "hop", "voi", "do", "dau", "can", "phong", "ban", "trung", "tam", "so", "dai", "dien", "lanh",
    "dao"
})
# fmt: on
KEEPING = {"count": _COUNTING, "desk": _COUNTING, "content": _CONTENT, "who": _WHO}
"""Asks whose other words stay terms: what is counted, which desk, what is taught ("mấy tổ", "bàn nào", "dạy gì")."""


class Reader:
    """Reads questions with the common tables and the phrases of one pack (its units, its own place)."""

    def __init__(self, own: PackWords) -> None:
        self._own = own.phrases
        self._name_pairs = own.name_pairs
        self._initials = own.initials
        self.mender = Mender(tables().spelling, own.spelling)
        self.rests_on = (json.dumps(own.phrases.listed), str(sorted(own.name_pairs)), str(sorted(own.spelling.bare)))
        """What reading as it is written depends on, besides the tables."""
        self._terms: dict[str, list[str]] = {}

    def read(self, text: str) -> Question:
        """Take a question apart."""
        question = Question(text)
        text = one_form(self._initials.spell_out(text))
        low = with_hours(text.lower())
        question.dates = dates_in(low)
        question.day_alone = None if question.dates else day_alone(low)
        for number, segment in enumerate(_SEGMENT.split(without_dates(low))):
            typed = self.mender.as_it_sounds(spell_out(words(segment), self.mender.mend))
            question.syllables += [syllable(word) for word in typed]
            question.segments += [number] * len(typed)
        self._find_phrases(question)
        self._find_asks(question)
        part_off_scenery(question)
        _part_off_purpose(question)
        if not question.asks and _HOUR_SAID.search(low):
            question.asks.append("hour")  # "8 giờ hay 8 giờ 30 vậy"
        self._find_terms(question)
        without_call(question)
        speak_for_unit(question)
        set_aside(question)
        if "count" in question.asks and DOCUMENTS & {term.name for term in question.terms}:
            question.asks.append("number")  # "số tờ trình là bao nhiêu"
        if set(question.asks) <= set(GENERAL):
            question.asks += _asked_by_choice(question)
        if question.syllables and question.syllables[-1].folded == "hon" and len(question.units) == COMPARED:
            question.asks.append("compare")  # "hội nào phải đưa đông người đi hơn"
        if "yesno" in question.asks and set(question.asks) <= set(GENERAL) and _COMES.search(f" {question.folded} "):
            question.asks.append("invited")  # "tiểu thương có dự được không"
        return question

    def read_plainly(self, text: str) -> Question:
        """Take an example question apart: as `read`, without mending what was typed, in half the time."""
        question = self._plain(text)
        self._find_asks(question)
        self._find_terms(question)
        return question

    def terms_of(self, text: str) -> list[str]:
        """The names of the meaning-carrying words of a phrase of the pack itself."""
        found = self._terms.get(text)
        if found is None:
            question = self._plain(text)
            self._find_terms(question)
            found = self._terms[text] = [term.name for term in question.terms]
        return found

    def read_phrases(self, name: str, texts: Sequence[str]) -> None:
        """Read all phrases of the pack, unless they were read at the last start; ``name`` is that of the pack."""
        made = kept(f"{name}-phrases", (*self.rests_on, *texts), lambda: self._numbered(texts))
        names = made["names"]
        for text, numbers in zip(texts, made["terms"], strict=True):
            self._terms[text] = [names[number] for number in numbers]

    def _numbered(self, texts: Sequence[str]) -> dict[str, Any]:
        """The terms of each text as numbers in a list of names."""
        numbers: dict[str, int] = {}
        terms = [[numbers.setdefault(name, len(numbers)) for name in self.terms_of(text)] for text in texts]
        return {"names": list(numbers), "terms": terms}

    def _plain(self, text: str) -> Question:
        low = text.lower()
        question = Question(text, [syllable(word) for word in spell_out(words(without_dates(low)))])
        question.dates = dates_in(low)
        question.segments = [0] * len(question.syllables)
        self._find_phrases(question)
        return question

    def _find_asks(self, question: Question) -> None:
        concepts = longest(match for match in question.found(*SUBJECTS) if match.end - match.start > 1)
        inside = {i for match in concepts for i in range(match.start, match.end)}
        matches = [
            match
            for match in question.found("ask")
            if match.value == "desk" or not any(cut(match, concept) for concept in concepts)
            if not any(m.sort in DROPPED and m.start <= match.start and match.end <= m.end for m in concepts)
            if match.end - match.start > 1
            or not (match.start in inside or (match.start and question.syllables[match.start - 1].folded.isdigit()))
        ]
        of_a_kind = [
            Match(match.end, match.end + 1, "ask", "who")
            for match in question.longest(*SUBJECTS)
            if (match.sort == "unit" or match.value in WHOSE_NAME) and _which(question, match.end)
        ]
        matches = [*of_a_kind, *matches]
        counted = {match.start for match in concepts}
        question.ask_matches = _without_plurals(_without_weak(longest(matches), counted), question)
        question.asks = list(dict.fromkeys(match.value for match in question.ask_matches))
        if (question.dates or question.day_alone) and set(question.asks) == {"yesno"}:
            question.asks.append("date")

    def _find_phrases(self, question: Question) -> None:
        typed = question.syllables
        marked = sum(not part.bare for part in typed) > MARKED * len(typed)
        known = self.mender.knows
        common = tables().phrases.find(typed, marked, known)
        cut_at_openings(question, common)
        parts = question.segments
        question.matches = self._own.find(typed, marked, known)  # names of units may hold a comma
        question.matches += [match for match in common if parts[match.start] == parts[match.end - 1]]

    @staticmethod
    def _month(question: Question, at: int) -> tuple[int, int] | None:
        """The month named by "tháng" at this place ("tháng 10", "tháng mười một") and how many words name it."""
        said = [part.folded for part in question.syllables[at + 1 : at + 3]]
        if len(said) == 2 and (month := MONTHS.get(" ".join(said))) is not None:
            return month, 3
        if said and said[0].isdigit() and 1 <= int(said[0]) <= 12:
            return int(said[0]), 2
        month = MONTHS.get(said[0]) if said else None
        return (month, 2) if month is not None else None

    def _find_terms(self, question: Question) -> None:
        asked = {
            i
            for match in question.ask_matches
            for i in range(match.start, match.end)
            if match.value not in KEEPING or question.syllables[i].folded in KEEPING[match.value]
        }
        covered: dict[int, Match] = {}
        for match in sorted(question.found(*SUBJECTS), key=_longest_first):
            span = range(match.start, match.end)
            if covered.keys().isdisjoint(span):
                covered.update(dict.fromkeys(span, match))
        for at, (one, two) in enumerate(pairwise(question.syllables)):
            if one.bare and two.bare and (one.folded, two.folded) in self._name_pairs and at not in asked:
                for i in (at, at + 1):
                    if i in covered and covered[i].end - covered[i].start == 1 and covered[i].sort in DROPPED:
                        del covered[i]  # "man chieu" is a screen, not "mần" and "chiều"
        at = 0
        while at < len(question.syllables):
            found = covered.get(at)
            segment, folded = question.segments[at], question.syllables[at].folded
            month = self._month(question, at) if folded == "thang" else None
            if month is not None:
                question.terms.append(Term(f"month:{month[0]}", at, segment))
                at += month[1]
                continue
            if _YEAR.fullmatch(folded):
                if question.terms and question.terms[-1].name == "nam" and question.terms[-1].at == at - 1:
                    question.terms.pop()
                question.terms.append(Term(f"year:{folded}", at, segment))
                at += 1
                continue
            if found is None:
                alone = question.day_alone is not None and folded == str(question.day_alone)
                if at not in asked and not alone:
                    question.terms.append(Term(folded, at, segment))
                at += 1
                continue
            if found.sort == "concept" and not (found.end - found.start == 1 and at in asked):
                question.terms.append(Term(found.value, at, segment))
            elif found.sort == "unit" and _which(question, found.end) and folded in KINDS:
                question.kinds.append(f"@{found.value}")  # "nhà mạng nào" asks for one of a kind
            elif found.sort == "unit":
                question.terms.append(Term("@" + found.value, at, segment, unit=True))
            else:
                question.small.add(found.sort)
            at = found.end
        question.terms += [Term(f"date:{day}-{month}", at, 0) for day, month in question.dates]
        question.terms += [Term(f"year:{year}", at, 0) for year in years_of_dates(question.raw)]


def _longest_first(match: Match) -> tuple[int, bool, int, int, int]:
    return (
        match.start - match.end,
        match.sort in DROPPED,
        match.loose,
        match.start,
        0 if match.sort == "unit" else 1,
    )


def _asked_by_choice(question: Question) -> list[str]:
    """What "A hay B" asks for when no question word does: two bodies ask who, two places where, two days when.

    Bodies between which is chosen are no subject: they leave the terms.
    """
    said = [part.folded for part in question.syllables]
    if "hay" in said and len(question.dates) > 1:
        question.terms = [term for term in question.terms if not term.name.startswith("date:")]
        return ["date"]
    for at in range(1, len(said) - 1):
        if said[at] != "hay" or said[at + 1] in ("khong", "chua", "sao", "la", "gi"):
            continue
        near = [term for term in question.terms if at - NEAR <= term.at <= at + NEAR]
        left, right = [t for t in near if t.at < at], [t for t in near if t.at > at]
        if any(t.unit for t in left) and any(t.unit for t in right):
            question.terms = [t for t in question.terms if not (t.unit and t in near)]
            return ["who"]
        places = tables().venues
        if any(t.name in places for t in left) and any(t.name in places for t in right):
            return ["place"]
    return []


def _part_off_purpose(question: Question) -> None:
    """What people want to know it for ("bao nhiêu đại biểu để tôi kê ghế") becomes a segment beside the question."""
    asked = [match.end for match in question.ask_matches if match.value not in GENERAL]
    for at in range(min(asked, default=len(question.syllables)), len(question.syllables) - 1):
        if question.syllables[at].folded not in ("de", "dang") or question.syllables[at].tone not in (0, 3):
            continue
        before, after = question.syllables[at - 1].folded, question.syllables[at + 1].folded
        if (before not in BEFORE_NOUN or at in asked) and after not in AFTER_NOUN:
            question.segments[at:] = [number + 1 for number in question.segments[at:]]
            question.purpose = question.segments[at]
            return


def cut(match: Match, other: Match) -> bool:
    """Whether two phrases overlap without one lying inside the other ("số mấy" and "chữ ký số" in "chữ ký số mấy")."""
    apart = match.end <= other.start or other.end <= match.start
    inside = match.start <= other.start and other.end <= match.end
    around = other.start <= match.start and match.end <= other.end
    return not (apart or inside or around)


def _without_weak(matches: list[Match], counted: set[int]) -> list[Match]:
    """One-word asks ("ngày", "mấy", "tên") are often no ask at all: they count only when nothing else is asked.

    ``counted``: where phrases begin; "mấy" right before one counts it ("mấy tổ công nghệ số").
    """
    strong = [
        match
        for match in matches
        if match.end - match.start > 1
        or match.value not in WEAK_ALONE
        or (match.value == "count" and match.end in counted)
    ]
    return strong if any(match.value != "yesno" for match in strong) else matches


def _which(question: Question, at: int) -> bool:
    """Whether "nào" stands at this place ("nhà mạng nào")."""
    return at < len(question.syllables) and question.syllables[at].folded in ("nao", "mo")


def _without_plurals(matches: list[Match], question: Question) -> list[Match]:
    """ "Mấy đứa đoàn viên đó ai dạy": "mấy" is a plural there, no "how many", when its part asks for something else."""

    def plural(match: Match) -> bool:
        if match.value != "count":
            return False
        beside = [m for m in matches if question.segments[m.start] == question.segments[match.start]]
        if any(m.value in ("money", "percent", "weekday", "hour") for m in beside):
            return True
        typed = [part.folded for part in question.syllables]
        if typed[match.start] != "may" or (match.start and typed[match.start - 1] in COUNTERS):
            return False
        counted = any(m.value == "count" and typed[m.start] == "bao" for m in beside)
        others = any(m.value not in ("count", "yesno") for m in beside)
        second = typed[match.start + 1] if match.start + 1 < len(typed) else ""
        pointed = bool({"nay", "kia"} & set(typed[match.start + 2 : match.start + 4]))
        return counted or others or pointed or second in PLURALS

    return [match for match in matches if not plural(match)]

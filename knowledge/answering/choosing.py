"""Which of the facts that fit is told, and which others with it."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from knowledge.answering.facts import Fact
from knowledge.answering.lexicon import tables
from knowledge.answering.matching import Matcher, fit_of
from knowledge.answering.question import GENERAL, Question, Term
from knowledge.answering.ranking import Scored
from knowledge.answering.thresholds import (
    ALIKE,
    ANSWER_FROM_LONG,
    CLOSE,
    COMPARED,
    GOOD_FIT,
    HALF,
    LONG,
    LOOSELY,
    NEARLY,
    TWIN,
)
from knowledge.pack.loading import LoadedPack
from knowledge.text import fold

BODIES = frozenset({"so", "phong", "hoi", "trung", "truong", "ban", "doan"})
"""First words of bodies, in bare letters, as in "sở nào", "phòng nào", "hội nào"."""
SIDES = 2
"""A comparison has so many."""
TIME = frozenset({"when", "hour", "date", "weekday"})
_PEOPLE_COUNTED = re.compile(
    r"\d+ *\(?(?:người|đoàn viên|em|học sinh|thành viên|cán bộ|đại biểu|hội viên|nhân sự|vị|chiến sĩ|đồng chí)",
    re.IGNORECASE,
)


class Chooser:
    """Chooses among the facts of one pack."""

    def __init__(self, pack: LoadedPack, matcher: Matcher) -> None:
        self.pack = pack
        self.matcher = matcher
        self.by_key = matcher.by_key

    def best(self, read: Question, ranked: list[Scored]) -> Scored:
        """The one fact to tell of those that fit, best first."""
        best = self._of_the_kind_asked(read, ranked, self._told_rather_than_open(read, ranked))
        best = self._of_the_unit_named(read, ranked, best)
        if read.found("this_plan") and best.fact.entity.startswith("document:"):
            own = (one for one in ranked if one.fact.entity == "plan" and one.fit >= GOOD_FIT)
            best = next(own, best)  # a document it rests on is not this plan
        return best

    def rivals(self, ranked: list[Scored], best: Scored) -> list[Scored]:
        """Facts of other subjects that fit as well, when the best is hardly named: the question is open."""
        if best.named >= HALF:
            return []
        return [s for s in ranked[1:4] if s.score > best.score * CLOSE and _differs(s.fact, best.fact)]

    @staticmethod
    def _told_rather_than_open(read: Question, ranked: list[Scored]) -> Scored:
        """The best fact; what the plan leaves open gives way to a fact that fits as well, and the other way round."""
        best = ranked[0]
        if best.fact.key.startswith("open.") and set(read.asks) <= set(GENERAL):
            told = (one for one in ranked if not one.fact.key.startswith("open."))
            return next((one for one in told if one.score >= best.score * HALF), best)
        for other in ranked[1:]:
            is_open, other_open = best.fact.key.startswith("open."), other.fact.key.startswith("open.")
            if is_open and not other_open and best.named < LOOSELY and other.score >= best.score * COMPARED:
                return other  # what is left open was met by a part of its name only
            if is_open == other_open or other.fit < GOOD_FIT or other.score < best.score * NEARLY:
                continue
            if other.named > best.named:
                return other
            if other_open and other.named == best.named and other.covered > best.covered:
                return other
        return best

    def _of_the_kind_asked(self, read: Question, ranked: list[Scored], best: Scored) -> Scored:
        """ "Sở nào …?" wants a sở: a fact done by one goes before a fact done by another sort of body."""
        kinds = [
            part.folded
            for part, then in pairwise(read.syllables)
            if then.folded in ("nao", "mo") and part.folded in BODIES
        ]
        if not kinds or "who" not in read.asks:
            return best

        def done_by_one(one: Scored) -> bool:
            names = [fold(self.pack.units[key].name) for key in one.fact.doers if key in self.pack.units]
            return any(name.startswith(f"{kind} ") for name in names for kind in kinds)

        if best.fact.doers and not done_by_one(best):
            return next((one for one in ranked if one.score >= best.score * COMPARED and done_by_one(one)), best)
        return best

    def _of_the_unit_named(self, read: Question, ranked: list[Scored], best: Scored) -> Scored:
        """How many, how long, by when: of the unit named, if a fact of that unit fits nearly as well."""
        if read.counts_people and not _counts_people(best.fact):
            people = (one for one in ranked if one.fit >= GOOD_FIT and _counts_people(one.fact))
            best = next((one for one in people if one.score >= best.score * HALF), best)
        units = {term.name for term in read.terms if term.unit}
        if len(units) != 1 or not {"count", "duration", "deadline"} & set(read.asks):
            return best
        if units <= self.matcher.terms_of_fact(best.fact):
            return best
        own = (one for one in ranked if units <= self.matcher.terms_of_fact(one.fact) and one.fit >= GOOD_FIT)
        return next((one for one in own if one.score >= best.score * HALF), best)

    def time_first(self, read: Question, best: Scored) -> Scored:
        """Asked for time and place of one thing, the time is told first."""
        timed = self.by_key.get(best.fact.key.removesuffix(".venue") + ".when")
        if timed is None or not best.fact.key.endswith(".venue") or not TIME & set(read.asks):
            return best
        return replace(best, fact=timed)

    def told_with(self, read: Question, ranked: list[Scored], best: Scored) -> list[Fact]:
        """The best fact and those that are told with it."""
        return [best.fact, *(one.fact for one in self._beside(read, ranked, best))]

    def _beside(self, read: Question, ranked: list[Scored], best: Scored) -> list[Scored]:
        """More questions in one message: another ask about the same thing, or the same ask about other things."""
        asks = [ask for ask in read.asks if ask not in GENERAL]
        open_asks = [ask for ask in asks if max(fit_of(ask, a) for a in best.fact.answers) < GOOD_FIT]
        if best.fact.entity and open_asks and len(open_asks) < len(asks):
            for other in ranked:
                if other.fact is best.fact:
                    continue
                same = other.fact.entity == best.fact.entity
                good = any(fit_of(ask, a) >= GOOD_FIT for ask in open_asks for a in other.fact.answers)
                if same and good and other.score >= best.score * 0.4:
                    return [other]
        named = set(best.by)
        found = []
        comparing = "compare" in read.asks
        for other in ranked[1:]:
            alike = _family(other.fact) == _family(best.fact) and other.fit == best.fit
            if comparing and _family(other.fact) == _family(best.fact) and other.score >= best.score * COMPARED:
                found.append(other)
                continue
            twin = _family(best.fact) == "target" and other.score >= best.score * TWIN
            close = other.score >= best.score * ALIKE and not other.by <= named
            if alike and other.named >= ALIKE and (twin or close):
                named |= other.by
                found.append(other)
        if not found and not best.fact.key.startswith(("unit.", "target.", "desk.")):
            found = [
                s
                for s in ranked
                if s.fact is not best.fact and (s.by <= best.by or best.by <= s.by) and s.score >= best.score * NEARLY
            ][:1]
        return found[: 1 if comparing else 2]

    def sides(self, read: Question, best: Scored) -> list[Fact]:
        """The two facts a comparison is about: the same question once for each of the two things named."""
        years = {term.name for term in read.terms if is_year(term)}
        units = {term.name for term in read.terms if term.unit}
        apart = len(units) == SIDES and not units <= self.matcher.terms_of_fact(best.fact)
        if "compare" not in read.asks and len(years) < SIDES and not apart:
            return []
        if "compare" in read.asks and _family(best.fact) == "target" and len(units) < SIDES:
            return self._years_of_one_target(read)
        asks = [ask for ask in read.asks if ask not in (*GENERAL, "compare", "who")] or ["compare"]
        for same_kind in (_is_unit, is_year, _is_subject):
            things = list(dict.fromkeys(term.name for term in read.terms if same_kind(term)))
            if len(things) != SIDES:
                continue
            found = []
            for thing in things:
                rest = [term for term in read.terms if term.name == thing or term.name not in things]
                ranked = self.matcher.rank(replace(read, terms=rest, asks=asks, ask_matches=[]))
                found += [one for one in ranked[:1] if one.score >= ANSWER_FROM_LONG]
            if len(found) == SIDES and found[0].fact is not found[1].fact:
                return [one.fact for one in found]
        return []

    def _years_of_one_target(self, read: Question) -> list[Fact]:
        """ "Năm sau hơn năm trước mấy phần trăm": the target of one group in each of two years, the earlier first."""
        rest = [term for term in read.terms if not is_year(term)]
        ranked = self.matcher.rank(replace(read, terms=rest, asks=["percent"], ask_matches=[]))
        targets = [one for one in ranked if _family(one.fact) == "target"]
        found = targets[:1]
        for other in targets[1:]:
            if other.by == found[0].by and self.matcher.years_of(other.fact) != self.matcher.years_of(found[0].fact):
                found.append(other)
                break
        facts = sorted((one.fact for one in found), key=lambda fact: sorted(self.matcher.years_of(fact)))
        return facts if len(facts) == SIDES else []

    def is_met_by_chance(self, read: Question, best: Scored) -> bool:
        """Only a general noun fits ("bàn", "lễ"), while what it is about is unknown here ("bàn cắt tóc")."""
        if set(read.asks) - set(GENERAL) - {"desk", "content", "money"} or not best.by <= tables().generic:
            return False
        asking = [t for t in read.terms if t.at >= read.asked_from]
        unknown = [t for t in asking if not self.matcher.knows(t.name) and t.name not in tables().vague]
        return (SIDES if "desk" not in read.asks else 1) <= len(unknown) and len(read.terms) <= LONG


def _differs(one: Fact, other: Fact) -> bool:
    return one.entity != other.entity and one.key.split(".")[0] != other.key.split(".")[0]


def _counts_people(fact: Fact) -> bool:
    """Whether a fact tells a number of people: those who attend, or "10 đoàn viên"."""
    return fact.key.startswith("attendees") or bool(fact.body and _PEOPLE_COUNTED.search(fact.body[0]))


def _is_unit(term: Term) -> bool:
    return term.unit


def is_year(term: Term) -> bool:
    return term.name.startswith("year:")


def _is_subject(term: Term) -> bool:
    return " " in term.name and term.name not in tables().light


def _family(fact: Fact) -> str:
    """What sort of thing a fact is about: targets, groups, documents, details, units."""
    return _family_of(fact.key)


@lru_cache(maxsize=4096)
def _family_of(key: str) -> str:
    part = re.sub(r"\d+", "", key).split(".")
    return part[0] if part[0] in ("target", "unit", "theme") else part[-1]

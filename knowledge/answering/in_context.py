"""A question read beside the one before: follow-ups, and questions that find nothing by themselves."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from knowledge.answering.choosing import Chooser
from knowledge.answering.facts import Fact
from knowledge.answering.following import FollowUps
from knowledge.answering.guide_answers import introduce
from knowledge.answering.guide_finding import DEFINITE, find_guide
from knowledge.answering.matching import Matcher
from knowledge.answering.pieces import asks_definitely
from knowledge.answering.question import Question
from knowledge.answering.reading import Reader
from knowledge.answering.telling import tell, tell_all
from knowledge.answering.thresholds import ANSWER_FROM, GOOD_FIT, NEARLY, SURE
from knowledge.answering.topic import Topic
from knowledge.answering.turning_down import TurningDown
from knowledge.outcome import Outcome, Refuse

POINTING = ("do", "ay", "day", "kia")
ROLES = frozenset({"chủ trì", "phối hợp"})
"""Words that ask for a part in something: "ai chủ trì cái đó" is about that thing."""
PLACE = frozenset({"place", "address"})
FEW = 2


class InContext:
    """Answers what leans on the conversation."""

    def __init__(self, reader: Reader, chooser: Chooser, turning_down: TurningDown) -> None:
        self.reader = reader
        self.chooser = chooser
        self.matcher: Matcher = chooser.matcher
        self.by_key = chooser.by_key
        self.turning_down = turning_down
        self.follow_ups = FollowUps(self.matcher)

    def follow_up(self, read: Question, now: dt.datetime, topic: Topic) -> Outcome | None:
        """A question that leaves out its subject or its ask takes it from what was told before."""
        if "name" in read.asks and (unnamed := self.turning_down.unnamed_person(read, frozenset())) is not None:
            return unnamed
        named = self.follow_ups.subjects(read)
        goes_on = bool(read.units) and self.follow_ups.is_opened(read)
        elsewhere = self.turning_down.other_subject(read, False, frozenset(), False) or find_guide(read)
        silent = isinstance(elsewhere, Refuse) and bool(read.found("silent"))
        if elsewhere is not None and (silent or not goes_on):
            return None
        pointed = bool(read.syllables) and read.syllables[-1].folded in POINTING
        if "deictic" in read.small or pointed:
            last, best = self.follow_ups.last_fact(topic), self.matcher.rank(read, 1)
            if last is not None and best and best[0].score >= SURE and best[0].fact.entity == last.entity:
                return tell(best[0].fact, read, now)
            inside = self.follow_ups.within(read, topic) if any(term.name in ROLES for term in named) else None
            if inside is not None:
                return tell(inside, read, now)
            named = [term for term in named if term.name not in ROLES]
        weak = not any(term.telling for term in named)
        if weak and len(named) <= FEW and not read.units:
            if named:
                ranked = self.matcher.rank(read)
                if ranked and ranked[0].named >= NEARLY:
                    return None
            if "count" in read.asks and "attendees.total" in self.by_key and _all_told(read):
                return tell(self.by_key["attendees.total"], read, now)
            if (
                "howto" in read.asks
                and not (DEFINITE | PLACE) & set(read.asks)
                and (last := self.follow_ups.last_fact(topic)) is not None
            ):
                guide = find_guide(self.reader.read(last.label))
                if guide is not None:
                    return introduce(guide.slug)
            fact = self.follow_ups.same_entity(read, topic, {term.name for term in named})
            if fact is not None:
                return tell(fact, read, now)
            about = bool(DEFINITE & set(read.asks)) and self.follow_ups.last_fact(topic) is not None
            return self.turning_down.silent() if about and len(read.terms) <= FEW else None
        if not self.follow_ups.leans(read, topic):
            return None
        asked = self.follow_ups.with_asks(read, topic)
        sibling = None if read.units else self.follow_ups.sibling(read, topic)
        if sibling is not None and not topic.key.startswith("target."):
            return tell(sibling, asked, now)
        if sibling is None and not read.units and not self.follow_ups.is_opened(read) and topic.key:
            return None
        ranked = self.matcher.rank(asked)
        if ranked and ranked[0].score >= ANSWER_FROM:
            outcome = tell_all(self.chooser.told_with(asked, ranked, ranked[0]), asked, now)
            part = self.by_key.get(f"unit.{read.units[0]}.tasks") if read.units else None
            return tell(part, asked, now) if part and isinstance(outcome, Refuse) else outcome
        return None if sibling is None else tell_all([sibling, *self.follow_ups.twins(sibling, topic)], asked, now)

    def once_more(self, read: Question, now: dt.datetime, topic: Topic) -> Outcome | None:
        """A question that finds nothing by itself, asked once more about what was told last."""
        last = self.follow_ups.last_fact(topic)
        if last is None or not asks_definitely(read) or not self.follow_ups.subjects(read):
            return None
        inside = self.follow_ups.within(read, topic)
        if inside is not None:
            return tell(inside, read, now)
        about = self.reader.read(last.label)
        ranked = self.matcher.rank(replace(read, terms=[*read.terms, *self.follow_ups.subjects(about)]))
        if ranked and ranked[0].score >= ANSWER_FROM and self.speaks_of(read, ranked[0].fact):
            return tell(ranked[0].fact, read, now)
        return None

    def is_sure(self, read: Question) -> bool:
        """Whether a question finds its fact without any help from what went before."""
        ranked = self.matcher.rank(read)
        return bool(ranked) and ranked[0].score >= SURE and ranked[0].fit >= GOOD_FIT

    def speaks_of(self, read: Question, fact: Fact) -> bool:
        """Whether a fact holds most of a question's own words, and the question none that the plan never uses."""
        own = {term.name for term in read.terms}
        if not own or sum(not self.matcher.knows(name) for name in own) > 1:
            return False
        return len(own & self.matcher.terms_of_fact(fact)) * 2 >= len(own)


def _all_told(read: Question) -> bool:
    """ "Tổng hết thảy bao nhiêu người?" after one group is about all of them."""
    return any(f" {word} " in f" {read.folded} " for word in ("tong", "tong cong", "het thay", "ca thay", "tat ca"))

"""A question about one locality, answered from its pack."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from copy import copy
from dataclasses import replace

from knowledge.answering import fraud
from knowledge.answering.asking_back import PLACE_AND_TIME, AskingBack, is_about_launch_only
from knowledge.answering.choosing import Chooser
from knowledge.answering.clause_named import clause_named
from knowledge.answering.confirming import Confirming
from knowledge.answering.everyday import Everyday
from knowledge.answering.examples import Examples
from knowledge.answering.excluding import without_known
from knowledge.answering.facts import Fact
from knowledge.answering.facts.model import View
from knowledge.answering.guide_answers import guide_part, introduce
from knowledge.answering.guide_finding import DEFINITE, find_guide, is_about_plan
from knowledge.answering.in_context import ROLES, InContext
from knowledge.answering.matching import Matcher
from knowledge.answering.noting import noted_facts, quoting
from knowledge.answering.own_answers import OwnAnswer, OwnAnswers
from knowledge.answering.pieces import pieces_of
from knowledge.answering.question import GENERAL, Question, Term
from knowledge.answering.ranking import Scored
from knowledge.answering.reading import Reader
from knowledge.answering.telling import compared, is_told, joined, tell, tell_all, with_topic
from knowledge.answering.thresholds import (
    ALIKE,
    ANSWER_FROM,
    ANSWER_FROM_LONG,
    ANSWER_FROM_WITH_GUIDE,
    GOOD_FIT,
    HALF_WEIGHT,
    LIKELY,
    LONG,
    PLAIN_FROM,
    PLAN_BEFORE_GUIDE,
    PLAN_FROM,
    SURE,
    SURE_BY_NAME,
    SURE_OF_NOTHING_DEFINITE,
)
from knowledge.answering.topic import Topic, parse
from knowledge.answering.turning_down import TurningDown
from knowledge.answering.vocabulary import words_of
from knowledge.answering.wording import LOCAL, cite, shorten
from knowledge.guides.loading import guide_names
from knowledge.outcome import Answer, Choice, Clarify, Guide, Outcome, Refuse
from knowledge.pack.loading import LoadedPack, load_shipped, shipped_slugs

SAYS_WHAT = frozenset({*GENERAL, "content", "name", "duty"})
"""Asks that a clause answers when it is asked for by its address ("mục II.3 ghi gì")."""
PLAINLY = frozenset({"when", "hour", "date", "weekday", "place", "address", "remaining", "duration", "until", "form"})
"""Asks that leave no doubt: with the thing named in full, stray words around them do not matter."""
_OF_A_PERSON = re.compile(r"\b(?:ho )?ten (?:la )?(?:gi|chi|j)\b")
_THIS_MONTH = re.compile(r"\bth[áa]ng n[àa]y\b", re.IGNORECASE)
_THIS_YEAR = re.compile(r"\bn[ăa]m nay\b", re.IGNORECASE)
_NEXT_YEAR = re.compile(r"\b(?:sang n[ăa]m|n[ăa]m (?:sau|t[ớo]i))\b(?! *\d)", re.IGNORECASE)


class Answerer:
    """Answers questions of one locality. Built once per pack, pure afterwards."""

    def __init__(self, pack: LoadedPack) -> None:
        self.pack = pack
        self.facts = noted_facts(pack)
        every = self.facts.found
        self.reader = Reader(words_of(pack, every))
        self.reader.read_phrases(pack.slug, list(dict.fromkeys(text for fact in every for text in fact.texts)))
        self.matcher = Matcher(every, self.reader)
        self.by_key: dict[str, Fact] = self.matcher.by_key
        self.examples = Examples(pack.slug, pack.questions, self.matcher, self.reader)
        self.everyday = Everyday(self.reader, self.matcher)
        self.turning_down = TurningDown(pack, self.reader, self.matcher)
        self.chooser = Chooser(pack, self.matcher)
        self.confirming = Confirming(self.facts, self.matcher)
        self.asking_back = AskingBack(pack, self.matcher)
        self.own = OwnAnswers(self.reader, ())
        self.in_context = InContext(self.reader, self.chooser, self.turning_down)

    def answer(self, question: str, now: dt.datetime, topic: str | None = None) -> Outcome:
        """Answer a free message. ``now`` is aware and sets the tense; ``topic`` is what the conversation remembers."""
        told = fraud.fraud_in(question)
        if told is not None:
            return fraud.fraud_help(told)
        whole = self.reader.read(_with_years(question, now))
        before = parse(topic)
        outcome = self._answer_one(whole, now, before)
        pieces = pieces_of(whole, self.reader)
        several = self._several(pieces, outcome, now, before) if pieces else None
        outcome = self.own.instead_of(whole, several or outcome)
        if isinstance(outcome, Clarify) and before is not None and before.key:
            asked = parse(outcome.topic)
            return replace(outcome, topic=str(replace(before, asks=asked.asks if asked else before.asks)))
        return outcome

    def with_own(self, answers: Sequence[OwnAnswer]) -> Answerer:
        """An answerer of the same pack that also knows these answers of the locality's own; made in a moment."""
        other = copy(self)
        other.own = OwnAnswers(self.reader, answers)
        return other

    def answers_by_own(self, question: str) -> bool:
        """Whether the locality has an own answer to a question like this one."""
        return bool(self.own.all) and self.own.find(self.reader.read(question)) is not None

    def warm_up(self) -> None:
        """Do now what would otherwise be done for the first doubtful question (examples, everyday words)."""
        self.examples.warm_up()
        self.everyday.warm_up()
        fraud.warm_up()

    def answer_ref(self, ref: str, now: dt.datetime) -> Outcome:
        """Answer what a `Choice` asks for.

        Raises:
            KeyError: the pack has no such fact, clause or guide (e.g. a button of an older pack).
        """
        kind, _, key = ref.partition(":")
        if kind == "c":
            return self._clause(key)
        if kind == "g":
            slug, _, path = key.partition(":")
            if slug not in guide_names():
                raise KeyError(ref)
            return guide_part(slug, path) if path else introduce(slug)
        if kind == "q":
            return with_topic(self.by_key[key].render(View(now)), self.by_key[key], ())
        raise KeyError(ref)

    def _clause(self, address: str) -> Answer:
        """The plan's own words under an address.

        Raises:
            KeyError: the plan has no such clause.
        """
        text = self.facts.words(address) if address in self.pack.clauses else ""
        if not text:
            raise KeyError(address)
        said = f"Kế hoạch ghi: “{shorten(text)}”\n{cite(self.pack, (address,))}"
        return quoting(self.facts, Answer(said, (address,)))

    def starters(self) -> tuple[Choice, ...]:
        """What people most often want to know here, as buttons."""
        return self.asking_back.starters()

    def _answer_one(self, read: Question, now: dt.datetime, topic: Topic | None) -> Outcome:
        early = self.turning_down.before_answering(read) or self.turning_down.year_not_in_plan(read)
        if early is not None:
            return early
        address = clause_named(read.raw, self.pack.clauses) if set(read.asks) <= SAYS_WHAT else None
        if address is not None:
            return self._clause(address) if self.facts.words(address) else self.turning_down.silent("mục đó")
        if topic is not None:
            follow_up = self.in_context.follow_up(read, now, topic)
            if follow_up is not None:
                return follow_up
        if "desk" in read.asks and not self.pack.pack.desks and self.pack.launch is not None:
            return self.turning_down.silent("bàn hỗ trợ")
        guide = find_guide(read)
        ranked = without_known(read, self._ranked(read))
        surely = SURE if DEFINITE & set(read.asks) else SURE_OF_NOTHING_DEFINITE
        sure = bool(ranked) and min(ranked[0].score, ranked[0].named) >= surely
        likely = bool(ranked) and ranked[0].score >= LIKELY
        covered = ranked[0].by if likely else frozenset[str]()
        wanted = guide is not None and guide.wanted
        elsewhere = self.turning_down.other_subject(read, guide is not None, covered, sure, wanted)
        if elsewhere is not None:
            return elsewhere
        before_guide = ANSWER_FROM_WITH_GUIDE if "yesno" in read.asks else PLAN_BEFORE_GUIDE
        told = bool(ranked) and ranked[0].score >= before_guide and ranked[0].fit >= GOOD_FIT
        if guide is not None and guide.wanted and not told and not is_about_plan(read):
            return introduce(guide.slug)
        checked = self.confirming.check(read, ranked, now)
        if checked is not None:
            return checked
        if guide is not None and (guide.wanted or not DEFINITE & set(read.asks)):
            from_plan = PLAN_FROM if guide.wanted and "yesno" not in read.asks else ANSWER_FROM
            if DEFINITE & set(read.asks):
                from_plan = ANSWER_FROM_LONG
            if not ranked or ranked[0].score < from_plan:
                return introduce(guide.slug)
        outcome = self._from_plan(read, ranked, now)
        if topic is not None and not is_told(outcome):
            outcome = self.in_context.once_more(read, now, topic) or outcome
        helpless = isinstance(outcome, Clarify) or (isinstance(outcome, Refuse) and not outcome.clauses)
        if guide is not None and guide.wanted and helpless:
            return introduce(guide.slug)
        return outcome

    def _ranked(self, read: Question) -> list[Scored]:
        """The facts that fit best; where none does surely, everyday words are tried as the plan's."""
        ranked = self.examples.ranked(read)
        if ranked and ranked[0].score >= SURE_BY_NAME:
            return ranked
        reworded = self.everyday.reworded(read)
        hinted = self.examples.ranked(reworded) if reworded is not None else []
        return hinted if hinted and (not ranked or hinted[0].score > ranked[0].score) else ranked

    def _from_plan(self, read: Question, ranked: list[Scored], now: dt.datetime) -> Outcome:
        """What the plan says, or why nothing of it is told."""
        implied = self.asking_back.implied(read)
        if implied is not None:
            return tell(implied, read, now)
        elsewhere = bool(ranked) and ranked[0].score >= LIKELY
        if elsewhere and PLACE_AND_TIME & set(read.asks):
            elsewhere = ranked[0].named >= ALIKE
        if self.pack.launch is None and is_about_launch_only(read) and not elsewhere:
            return self.asking_back.no_launch(now)
        if self.asking_back.says_too_little(read, ranked):
            return self.asking_back.ask_back([], read.asks, now)
        late = self.turning_down.after_ranking(read, ranked, _enough(read, ranked))
        if late is not None:
            return late
        best = self.chooser.best(read, ranked)
        if "name" in read.asks and not best.fact.key.startswith("plan.signer"):
            named = frozenset[str]() if _OF_A_PERSON.search(read.folded) else best.by
            unnamed = self.turning_down.unnamed_person(read, named)
            if unnamed is not None:
                return unnamed
        if self.chooser.is_met_by_chance(read, best):
            return self.turning_down.silent()
        rivals = self.chooser.rivals(ranked, best)
        if rivals:
            return self.asking_back.ask_back([best, *rivals], read.asks, now)
        sides = self.chooser.sides(read, best)
        if sides:
            asked = Question("", asks=["compare"])
            return compared(*(tell(side, asked, now) for side in sides))
        return tell_all(self.chooser.told_with(read, ranked, self.chooser.time_first(read, best)), read, now)

    def _several(
        self, pieces: list[Question], whole: Outcome, now: dt.datetime, before: Topic | None
    ) -> Outcome | None:
        """Each question of a message by itself, or None when one of them makes no sense by itself."""
        about = parse(whole.topic) if isinstance(whole, Answer) else before
        if isinstance(whole, Refuse) and whole.reason != "plan_silent":
            return None
        told: list[Outcome] = []
        named = set[str]()
        before_terms: list[Term] = []
        for piece in pieces:
            if self.turning_down.other_subject(piece, False, frozenset(), False) is not None:
                return None
            subjects = {term.name for term in self.in_context.follow_ups.subjects(piece)}
            if not subjects and len(piece.terms) > 1:
                continue  # mere talk around the question
            known = (
                about and subjects and (subjects <= ROLES or (subjects <= named and not self.in_context.is_sure(piece)))
            )
            same = self.in_context.follow_ups.same_entity(piece, about, subjects) if about and known else None
            outcome = tell(same, piece, now) if same else self._answer_one(piece, now, about)
            if before_terms and same is None and not self.in_context.is_sure(piece):
                inside = self.in_context.follow_ups.within(piece, about) if about else None
                ranked = self.matcher.rank(replace(piece, terms=[*piece.terms, *before_terms]))
                if (
                    inside is None
                    and ranked
                    and ranked[0].score >= ANSWER_FROM
                    and self.in_context.speaks_of(piece, ranked[0].fact)
                ):
                    inside = ranked[0].fact
                outcome = tell(inside, piece, now) if inside else outcome
            named |= subjects
            before_terms = before_terms or self.in_context.follow_ups.subjects(piece)
            if not is_told(outcome):
                if isinstance(whole, Answer):
                    return None
                continue
            about = parse(outcome.topic) or about
            told.append(outcome)
        answers = [outcome for outcome in told if isinstance(outcome, Answer)]
        if not answers or (len(told) < 2 and isinstance(whole, Answer | Guide)):
            return None
        first: Outcome = answers[0]
        for other in told:
            if other is not first:
                first = joined(first, other)
        return first


def keep_shipped() -> None:
    """Read all shipped packs once, so that the first question after an installation finds what is kept."""
    for slug in shipped_slugs():
        Answerer(load_shipped(slug)).warm_up()


def _enough(read: Question, ranked: list[Scored]) -> float:
    """The score from which on the best fact answers this question."""
    enough = ANSWER_FROM_LONG if len(read.terms) > LONG else ANSWER_FROM
    of_plan = read.found("this_plan") and any(one.fact.entity == "plan" and one.fit >= GOOD_FIT for one in ranked[:2])
    plainly = ranked and set(read.asks) & PLAINLY and _is_named_plainly(ranked[0])
    return min(enough, PLAIN_FROM) if of_plan or plainly else enough


def _is_named_plainly(best: Scored) -> bool:
    """Whether a fact is called by its name, not by chance words, and serves what is asked."""
    return best.fit >= GOOD_FIT * HALF_WEIGHT and best.named >= ALIKE and any(" " in term for term in best.by)


def _with_years(question: str, now: dt.datetime) -> str:
    """ "tháng này", "năm nay" and "sang năm" as numbers, by the clock."""
    year = now.astimezone(LOCAL).year
    question = _THIS_MONTH.sub(f"tháng {now.astimezone(LOCAL).month}", question)
    for pattern, number in ((_THIS_YEAR, year), (_NEXT_YEAR, year + 1)):
        question = pattern.sub(f"năm {number}", question)
    return question

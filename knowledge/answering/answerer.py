"""A question about one locality, answered from its pack."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from itertools import pairwise

from knowledge.answering import turning_down
from knowledge.answering.facts import Fact, facts_of
from knowledge.answering.facts.model import View
from knowledge.answering.following import FollowUps
from knowledge.answering.guide_answers import guide_part, introduce
from knowledge.answering.guide_finding import DEFINITE, find_guide, is_about_plan
from knowledge.answering.lexicon import tables
from knowledge.answering.matching import GENERAL, Matcher, Scored, fit_of
from knowledge.answering.pieces import asks_definitely, pieces_of
from knowledge.answering.presuming import Presumed, presumed_of
from knowledge.answering.question import Question, Reader, Term
from knowledge.answering.topic import Topic, parse
from knowledge.answering.vocabulary import words_of
from knowledge.answering.wording import LOCAL, cite, label, low, shorten
from knowledge.guides.loading import guide_names
from knowledge.outcome import MAX_CHARS, Answer, Choice, Clarify, Guide, Outcome, Refuse
from knowledge.pack.loading import LoadedPack
from knowledge.text import fold

ANSWER_FROM = 0.39
"""A fact below this score is not offered as an answer; chosen on questions written from the plan texts alone."""
ANSWER_FROM_LONG, LONG = 0.3, 7
"""Old people tell much around a question: from so many terms on, less of it needs to fit."""
PLAN_FROM = 0.65
"""A question that also asks how to do something is answered from the plan only from this score on."""
SURE, SURE_OF_NOTHING_DEFINITE = 0.87, 0.92
"""From this score (and share of its name) on, a fact is told even if the question names what plans are silent on."""
LIKELY = 0.6
"""From this score on, a subject that a fact speaks of in the same words is not a foreign one."""
POINTING = ("do", "ay", "day", "kia")
ROLES = frozenset({"chủ trì", "phối hợp"})
"""Words that ask for a part in something: "ai chủ trì cái đó" is about that thing."""
TIME = frozenset({"when", "hour", "date", "weekday"})
PLACE_AND_TIME = TIME | {"place", "address"}
FEW = 2
BEGINNINGS = ("bat dau", "tap trung", "co mat", "khai mac", "to chuc", "dien ra", "du le")
PLAINLY = TIME | {"place", "address", "remaining", "duration", "until", "form"}
"""Asks that leave no doubt: with the thing named in full, stray words around them do not matter."""
PLAIN_FROM, HALF_WEIGHT = 0.18, 0.85
"""Such a question is answered from this score on, by a fact of at least this weight."""
COMINGS = ("toi du", "den du", "ve du", "tham du", "di du", "keo ve", "du kien bao nhieu", "du tinh bao nhieu")
LAUNCH, MONEY = "lễ phát động", "kinh phí"
SHORT = 5
BODIES = frozenset({"so", "phong", "hoi", "trung", "truong", "ban", "doan"})
"""First words of bodies, in bare letters, as in "sở nào", "phòng nào", "hội nào"."""
LOOSELY = 0.8
GOOD_FIT, ALIKE, TWIN, HALF = 0.95, 0.8, 0.97, 0.6
NEARLY = 0.93
"""Two facts named by the same words, the second with at least this share of the first's score, are both told."""
COMPARED = 0.7
"""The other side of a comparison scores at least this share of the first."""
PRESUMED_FROM = 0.55
"""A yes/no question is confirmed or corrected by a fact from this score on."""
CLOSE = 0.93
"""Facts of different subjects whose scores differ by less than this ratio are asked back."""


_THIS_MONTH = re.compile(r"\bth[áa]ng n[àa]y\b", re.IGNORECASE)
_THIS_YEAR = re.compile(r"\bn[ăa]m nay\b", re.IGNORECASE)
_NEXT_YEAR = re.compile(r"\b(?:sang n[ăa]m|n[ăa]m (?:sau|t[ớo]i))\b(?! *\d)", re.IGNORECASE)


class Answerer:
    """Answers questions of one locality. Built once per pack, pure afterwards."""

    def __init__(self, pack: LoadedPack) -> None:
        self.pack = pack
        self.facts = facts_of(pack)
        every = self.facts.found
        self.by_key: dict[str, Fact] = {fact.key: fact for fact in every}
        self.reader = Reader(words_of(pack, every))
        self.matcher = Matcher(every, self.reader)
        self.turning_down = turning_down.TurningDown(pack, self.reader)
        self.follow_ups = FollowUps(self.matcher)

    def answer(self, question: str, now: dt.datetime, topic: str | None = None) -> Outcome:
        """Answer a free message. ``now`` is aware and sets the tense; ``topic`` is what the conversation remembers."""
        whole = self.reader.read(_with_years(question, now))
        before = parse(topic)
        outcome = self._answer_one(whole, now, before)
        pieces = pieces_of(whole, self.reader)
        several = self._several(pieces, outcome, now, before) if pieces else None
        outcome = several or outcome
        if isinstance(outcome, Clarify) and before is not None and before.key:
            asked = parse(outcome.topic)
            return replace(outcome, topic=str(replace(before, asks=asked.asks if asked else before.asks)))
        return outcome

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
            subjects = {term.name for term in self.follow_ups.subjects(piece)}
            if not subjects and len(piece.terms) > 1:
                continue  # mere talk around the question
            known = about and subjects and (subjects <= ROLES or (subjects <= named and not self._is_sure(piece)))
            same = self.follow_ups.same_entity(piece, about, subjects) if about and known else None
            outcome = self._tell(same, piece, now) if same else self._answer_one(piece, now, about)
            if before_terms and same is None and not self._is_sure(piece):
                inside = self.follow_ups.within(piece, about) if about else None
                ranked = self.matcher.rank(replace(piece, terms=[*piece.terms, *before_terms]))
                if (
                    inside is None
                    and ranked
                    and ranked[0].score >= ANSWER_FROM
                    and self._speaks_of(piece, ranked[0].fact)
                ):
                    inside = ranked[0].fact
                outcome = self._tell(inside, piece, now) if inside else outcome
            named |= subjects
            before_terms = before_terms or self.follow_ups.subjects(piece)
            if not isinstance(outcome, Answer) and not (isinstance(outcome, Refuse) and outcome.clauses):
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
                first = _joined(first, other)
        return first

    def _is_sure(self, read: Question) -> bool:
        """Whether a question finds its fact without any help from what went before."""
        ranked = self.matcher.rank(read)
        return bool(ranked) and ranked[0].score >= SURE and ranked[0].fit >= GOOD_FIT

    def _speaks_of(self, read: Question, fact: Fact) -> bool:
        """Whether a fact holds most of a question's own words, and the question none that the plan never uses."""
        own = {term.name for term in read.terms}
        if not own or sum(not self.matcher.knows(name) for name in own) > 1:
            return False
        return len(own & self.matcher.terms_of_fact(fact)) * 2 >= len(own)

    def _answer_one(self, read: Question, now: dt.datetime, topic: Topic | None) -> Outcome:
        early = self.turning_down.before_answering(read, self.matcher) or self.turning_down.year_not_in_plan(read)
        if early is not None:
            return early
        if topic is not None:
            follow_up = self._follow_up(read, now, topic)
            if follow_up is not None:
                return follow_up
        if "desk" in read.asks and not self.pack.pack.desks and self.pack.launch is not None:
            return self.turning_down.silent("bàn hỗ trợ")
        guide = find_guide(read)
        if guide is not None and guide.wanted and not is_about_plan(read):
            return introduce(guide.slug)
        ranked = self.matcher.rank(read)
        enough = SURE if DEFINITE & set(read.asks) else SURE_OF_NOTHING_DEFINITE
        sure = bool(ranked) and min(ranked[0].score, ranked[0].named) >= enough
        likely = bool(ranked) and ranked[0].score >= LIKELY
        covered = ranked[0].by if likely else frozenset[str]()
        elsewhere = self.turning_down.other_subject(read, guide is not None, covered, sure)
        if elsewhere is not None:
            return elsewhere
        checked = self._check_presumed(read, ranked, now)
        if checked is not None:
            return checked
        if guide is not None and (guide.wanted or not DEFINITE & set(read.asks)):
            enough = PLAN_FROM if guide.wanted else ANSWER_FROM
            if DEFINITE & set(read.asks):
                enough = ANSWER_FROM_LONG
            if not ranked or ranked[0].score < enough:
                return introduce(guide.slug)
        outcome = self._decide(read, ranked, now)
        if (
            topic is not None
            and not isinstance(outcome, Answer)
            and not (isinstance(outcome, Refuse) and outcome.clauses)
        ):
            outcome = self._in_context(read, now, topic) or outcome
        helpless = isinstance(outcome, Clarify) or (isinstance(outcome, Refuse) and not outcome.clauses)
        if guide is not None and guide.wanted and helpless:
            return introduce(guide.slug)
        return outcome

    def answer_ref(self, ref: str, now: dt.datetime) -> Outcome:
        """Answer what a `Choice` asks for.

        Raises:
            KeyError: the pack has no such fact, clause or guide (e.g. a button of an older pack).
        """
        kind, _, key = ref.partition(":")
        if kind == "c":
            text = self.facts.words(key) if key in self.pack.clauses else ""
            if not text:
                raise KeyError(ref)
            return Answer(f"Kế hoạch ghi: “{shorten(text)}”\n{cite(self.pack, (key,))}", (key,))
        if kind == "g":
            slug, _, path = key.partition(":")
            if slug not in guide_names():
                raise KeyError(ref)
            return guide_part(slug, path) if path else introduce(slug)
        if kind == "q":
            return self._with_topic(self.by_key[key].render(View(now)), self.by_key[key], ())
        raise KeyError(ref)

    def _follow_up(self, read: Question, now: dt.datetime, topic: Topic) -> Outcome | None:
        """A question that leaves out its subject or its ask takes it from what was told before."""
        named = self.follow_ups.subjects(read)
        goes_on = bool(read.units) and self.follow_ups.is_opened(read)
        elsewhere = self.turning_down.other_subject(read, False, frozenset(), False) or find_guide(read)
        if elsewhere is not None and not goes_on:
            return None
        pointed = bool(read.syllables) and read.syllables[-1].folded in POINTING
        if "deictic" in read.small or pointed:
            inside = self.follow_ups.within(read, topic) if any(term.name in ROLES for term in named) else None
            if inside is not None:
                return self._tell(inside, read, now)
            named = [term for term in named if term.name not in ROLES]
        weak = not any(" " in term.name or ":" in term.name or term.unit for term in named)
        if weak and len(named) <= FEW and not read.units:
            if named:
                ranked = self.matcher.rank(read)
                if ranked and ranked[0].named >= NEARLY:
                    return None
            if "count" in read.asks and "attendees.total" in self.by_key and _all_told(read):
                return self._tell(self.by_key["attendees.total"], read, now)
            if (
                "howto" in read.asks
                and not DEFINITE & set(read.asks)
                and (last := self.follow_ups.last_fact(topic)) is not None
            ):
                guide = find_guide(self.reader.read(last.label))
                if guide is not None:
                    return introduce(guide.slug)
            fact = self.follow_ups.same_entity(read, topic, {term.name for term in named})
            if fact is not None:
                return self._tell(fact, read, now)
            about = bool(DEFINITE & set(read.asks)) and self.follow_ups.last_fact(topic) is not None
            return self.turning_down.silent() if about and len(read.terms) <= FEW else None
        if not self.follow_ups.leans(read, topic):
            return None
        asked = self.follow_ups.with_asks(read, topic)
        sibling = None if read.units else self.follow_ups.sibling(read, topic)
        if sibling is not None and not topic.key.startswith("target."):
            return self._tell(sibling, asked, now)
        if sibling is None and not read.units and not self.follow_ups.is_opened(read) and topic.key:
            return None
        ranked = self.matcher.rank(asked)
        if ranked and ranked[0].score >= ANSWER_FROM:
            outcome = self._tell_with_others(asked, ranked, ranked[0], now)
            part = self.by_key.get(f"unit.{read.units[0]}.tasks") if read.units else None
            return self._tell(part, asked, now) if part and isinstance(outcome, Refuse) else outcome
        return None if sibling is None else self._tell(sibling, asked, now)

    def _in_context(self, read: Question, now: dt.datetime, topic: Topic) -> Outcome | None:
        """A question that finds nothing by itself, asked once more about what was told last."""
        last = self.follow_ups.last_fact(topic)
        if last is None or not asks_definitely(read) or not self.follow_ups.subjects(read):
            return None
        inside = self.follow_ups.within(read, topic)
        if inside is not None:
            return self._tell(inside, read, now)
        about = self.reader.read(last.label)
        ranked = self.matcher.rank(replace(read, terms=[*read.terms, *self.follow_ups.subjects(about)]))
        if ranked and ranked[0].score >= ANSWER_FROM and self._speaks_of(read, ranked[0].fact):
            return self._tell(ranked[0].fact, read, now)
        return None

    def _check_presumed(self, read: Question, ranked: list[Scored], now: dt.datetime) -> Outcome | None:
        """ "Viettel ký phải không?": confirmed or corrected by the fact that holds the value."""
        presumed = presumed_of(read)
        if presumed is None:
            return None
        if presumed.venues:
            return self._check_venue(presumed, now)
        found = self.matcher.rank(presumed.question)
        if not found or found[0].score < PRESUMED_FROM * (1 if found[0].fit >= GOOD_FIT else HALF):
            return None
        done = (one for one in found if one.fact.doers and one.score >= found[0].score * HALF)
        best = next(done, found[0]) if presumed.units else found[0]
        if presumed.units:
            return self._check_unit(read, presumed.units, ranked, best, now)
        outcome = self._tell(best.fact, presumed.question, now)
        if not isinstance(outcome, Answer) or not presumed.numbers:
            return outcome
        told = {int(number) for number in re.findall(r"(?<![\d/.,-])\d+(?![\d/.,-])", outcome.text)}
        said = "Dạ đúng ạ. " if set(presumed.numbers) <= told else "Dạ không phải vậy ạ. "
        return replace(outcome, text=said + outcome.text)

    def _check_venue(self, presumed: Presumed, now: dt.datetime) -> Outcome | None:
        found = self.matcher.rank(presumed.question)
        if not found or found[0].score < PRESUMED_FROM or found[0].fit < GOOD_FIT:
            return None
        outcome = self._tell(found[0].fact, presumed.question, now)
        timed = self.by_key.get(found[0].fact.key.removesuffix(".venue") + ".when")
        if timed is not None and TIME & set(presumed.question.asks):
            outcome = _joined(outcome, self._tell(timed, presumed.question, now))
        told = fold(outcome.text)
        right = any(fold(venue) in told for venue in presumed.venues)
        said = "Dạ đúng ạ. " if right else "Dạ không phải ở đó ạ. "
        return replace(outcome, text=said + outcome.text) if isinstance(outcome, Answer) else outcome

    def _check_unit(
        self, read: Question, units: tuple[str, ...], ranked: list[Scored], best: Scored, now: dt.datetime
    ) -> Outcome | None:
        keys = {f"@{unit}" for unit in units}
        asked = replace(read, asks=["who"])
        subjects = {term.name for term in read.terms if not term.unit and self.matcher.knows(term.name)}
        for one in (best, *ranked):
            terms = self.matcher.terms_of_fact(one.fact)
            wanted = len(subjects) if one is not best and len(subjects) > 1 else (len(subjects) + 1) // 2
            if keys & terms and len(subjects & terms) >= wanted and one.score >= ANSWER_FROM:
                right = one.fact.doers >= set(units) and subjects <= terms
                wrong = one.fact.doers and not one.fact.doers & set(units) and one is best
                if wrong:
                    break
                return self._tell(one.fact, asked, now, "Dạ đúng ạ. " if right else "")
        names = self.facts.unit_names(list(units))
        opening = f"Dạ không phải {low(names)} ạ. " if best.fact.doers and not best.fact.doers & set(units) else ""
        return self._tell(best.fact, asked, now, opening) if opening or best.score >= LIKELY else None

    def _decide(self, read: Question, ranked: list[Scored], now: dt.datetime) -> Outcome:
        if not read.terms and "invited" in read.asks and "launch.audience" in self.by_key:
            return self._tell(self.by_key["launch.audience"], read, now)
        if (
            self.pack.launch is not None
            and not read.units
            and PLACE_AND_TIME & set(read.asks)
            and _begins(read, self.matcher)
        ):
            part = "when" if TIME & set(read.asks) else "venue"
            return self._tell(self.by_key[f"launch.{part}"], read, now)
        if "money" in read.asks and any(term.name == MONEY for term in read.terms):
            return self._tell(self.by_key["plan.budget"], read, now)  # sums are the budget's to tell
        if "count" in read.asks and "attendees.total" in self.by_key and _comes(read, self.matcher):
            return self._tell(self.by_key["attendees.total"], read, now)
        elsewhere = bool(ranked) and ranked[0].score >= LIKELY
        if self.pack.launch is None and _is_about_launch_only(read) and not elsewhere:
            return self._no_launch(now)
        if self._says_too_little(read, ranked):
            return self._ask_back([], set(read.asks), now)
        enough = ANSWER_FROM_LONG if len(read.terms) > LONG else ANSWER_FROM
        if read.found("this_plan") and any(one.fact.entity == "plan" and one.fit >= GOOD_FIT for one in ranked[:2]):
            enough = min(enough, PLAIN_FROM)
        if ranked and set(read.asks) & PLAINLY and _is_named_plainly(ranked[0]):
            enough = min(enough, PLAIN_FROM)
        late = self.turning_down.after_ranking(read, ranked, self.matcher, enough)
        if late is not None:
            return late
        best = ranked[0]
        best = self._of_the_kind_asked(read, ranked, self._told_rather_than_open(read, ranked))
        best = self._of_the_unit_named(read, ranked, best)
        if read.found("this_plan") and best.fact.entity.startswith("document:"):
            own = (one for one in ranked if one.fact.entity == "plan" and one.fit >= GOOD_FIT)
            best = next(own, best)  # a document it rests on is not this plan
        if "name" in read.asks and not best.fact.key.startswith("plan.signer"):
            unnamed = self.turning_down.unnamed_person(read, best.by)
            if unnamed is not None:
                return unnamed
        if self._is_met_by_chance(read, best):
            return self.turning_down.silent()
        rivals = [s for s in ranked[1:4] if s.score > best.score * CLOSE and self._differs(s.fact, best.fact)]
        if rivals and best.named < 0.6:
            return self._ask_back([best, *rivals], set(read.asks), now)
        years = {term.name for term in read.terms if _is_year(term)}
        units = {term.name for term in read.terms if term.unit}
        apart = len(units) == FEW and not units <= self.matcher.terms_of_fact(best.fact)
        sides = self._sides(read) if "compare" in read.asks or len(years) > 1 or apart else []
        if sides:
            return self._compared(sides, now)
        return self._tell_with_others(read, ranked, self._time_first(read, best), now)

    def _tell_with_others(self, read: Question, ranked: list[Scored], best: Scored, now: dt.datetime) -> Outcome:
        outcome = self._tell(best.fact, read, now)
        for other in self._beside(read, ranked, best):
            outcome = _joined(outcome, self._tell(other.fact, read, now))
        return outcome

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
        if not found and not best.fact.key.startswith(("unit.", "target.")):
            found = [
                s
                for s in ranked
                if s.fact is not best.fact and (s.by <= best.by or best.by <= s.by) and s.score >= best.score * NEARLY
            ][:1]
        return found[: 1 if comparing else 2]

    def _sides(self, read: Question) -> list[Scored]:
        """The two facts a comparison is about: the same question once for each of the two things named."""
        asks = [ask for ask in read.asks if ask not in (*GENERAL, "compare", "who")] or ["compare"]
        for same_kind in (_is_unit, _is_year, _is_subject):
            things = list(dict.fromkeys(term.name for term in read.terms if same_kind(term)))
            if len(things) != FEW:
                continue
            found = []
            for thing in things:
                rest = [term for term in read.terms if term.name == thing or term.name not in things]
                ranked = self.matcher.rank(replace(read, terms=rest, asks=asks, ask_matches=[]))
                found += [one for one in ranked[:1] if one.score >= ANSWER_FROM_LONG]
            if len(found) == FEW and found[0].fact is not found[1].fact:
                return found
        return []

    def _compared(self, sides: list[Scored], now: dt.datetime) -> Outcome:
        asked = Question("", asks=["compare"])
        one, other = (self._tell(side.fact, asked, now) for side in sides)
        outcome = _joined(one, other)
        counts = [_COUNTED.search(told.text) for told in (one, other)]
        if isinstance(outcome, Answer) and counts[0] and counts[1] and counts[0][2] == counts[1][2]:
            apart = abs(int(counts[0][1]) - int(counts[1][1]))
            return replace(outcome, text=f"{outcome.text}\nHai bên chênh nhau {apart}{counts[0][2]}.")
        return outcome

    def _says_too_little(self, read: Question, ranked: list[Scored]) -> bool:
        """No subject at all, or only words like "giấy tờ", "cái đó" that may mean anything."""
        known = [term for term in read.terms if self.matcher.knows(term.name)]
        if len(known) == 1 and " " not in known[0].name and ":" not in known[0].name and not known[0].unit:
            if len(read.terms) <= FEW and (not ranked or ranked[0].named < HALF):
                return True  # one bare word ("hạn", "bày") may mean anything
        vague = [term for term in read.terms if term.name in tables().vague]
        unknown = [term for term in read.terms if term not in vague and not self.matcher.knows(term.name)]
        if len(vague) + len(unknown) < len(read.terms):
            return False
        asks_something = bool(DEFINITE & set(read.asks))
        if len(unknown) == 1 and not vague and asks_something and len(read.syllables) <= SHORT:
            return True  # "ủa ai làm": one stray word beside the ask
        return (
            "deictic" in read.small
            or not unknown
            or (len(read.terms) <= FEW and not asks_something and "yesno" not in read.asks)
        )

    def _no_launch(self, now: dt.datetime) -> Outcome:
        """The plan has no launch ceremony of its own: said plainly, with what it has instead."""
        place = self.pack.pack.locality
        held = self.by_key["activities.all"].render(View(now))
        text = f"Kế hoạch của {place.name} không có lễ phát động riêng.\n{held.text}"
        clauses = held.clauses if isinstance(held, Answer) else ()
        return Refuse(text, "plan_silent", clauses, held.choices)

    def _time_first(self, read: Question, best: Scored) -> Scored:
        """Asked for time and place of one thing, the time is told first."""
        timed = self.by_key.get(best.fact.key.removesuffix(".venue") + ".when")
        if timed is None or not best.fact.key.endswith(".venue") or not TIME & set(read.asks):
            return best
        return replace(best, fact=timed)

    def _of_the_unit_named(self, read: Question, ranked: list[Scored], best: Scored) -> Scored:
        """How many, how long, by when: of the unit named, if a fact of that unit fits nearly as well."""
        if read.counts_people and not _people_counted(best.fact):
            people = (one for one in ranked if one.fit >= GOOD_FIT and _people_counted(one.fact))
            best = next((one for one in people if one.score >= best.score * HALF), best)
        units = {term.name for term in read.terms if term.unit}
        if len(units) != 1 or not {"count", "duration", "deadline"} & set(read.asks):
            return best
        if units <= self.matcher.terms_of_fact(best.fact):
            return best
        own = (one for one in ranked if units <= self.matcher.terms_of_fact(one.fact) and one.fit >= GOOD_FIT)
        return next((one for one in own if one.score >= best.score * HALF), best)

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
            if is_open != other_open and other.fit >= GOOD_FIT and other.score >= best.score * NEARLY:
                if other.named > best.named or (
                    other_open and other.named == best.named and other.covered >= best.covered
                ):
                    return other
        return best

    def _is_met_by_chance(self, read: Question, best: Scored) -> bool:
        """Only a general noun fits ("bàn", "lễ"), while what it is about is unknown here ("bàn cắt tóc")."""
        if set(read.asks) - set(GENERAL) - {"desk", "content", "money"} or not best.by <= tables().generic:
            return False
        unknown = [t for t in read.terms if not self.matcher.knows(t.name) and t.name not in tables().vague]
        return (FEW if "desk" not in read.asks else 1) <= len(unknown) and len(read.terms) <= LONG

    @staticmethod
    def _differs(one: Fact, other: Fact) -> bool:
        return one.entity != other.entity and one.key.split(".")[0] != other.key.split(".")[0]

    def _tell(self, fact: Fact, read: Question, now: dt.datetime, opening: str = "") -> Outcome:
        outcome = self._with_topic(fact.render(_view(read, now)), fact, tuple(read.asks), tuple(read.units))
        return replace(outcome, text=opening + outcome.text) if opening and isinstance(outcome, Answer) else outcome

    @staticmethod
    def _with_topic(outcome: Outcome, fact: Fact, asks: tuple[str, ...], units: tuple[str, ...] = ()) -> Outcome:
        return replace(outcome, topic=str(Topic(fact.key, asks, units)))

    def _ask_back(self, candidates: list[Scored], asks: set[str], now: dt.datetime) -> Outcome:
        if candidates:
            choices = tuple(
                Choice(label(s.fact.label), f"q:{s.fact.key}") for s in candidates[:5] if len(s.fact.key.encode()) <= 60
            )
            return Clarify("Bác muốn hỏi điều nào trong các điều sau ạ?", choices, str(Topic("", tuple(asks))))
        if asks & PLACE_AND_TIME and self.pack.launch is not None and self.pack.launch.when.start is not None:
            held = self.by_key["launch.when"].render(View(now)).text.rpartition("\n")[0]
            text = f"Bác hỏi về lễ phát động phải không ạ?\n{held}\nNếu bác hỏi việc khác, bác nói thêm giúp em."
            return Clarify(text, self.starters(), str(Topic("", tuple(asks))))
        own = ["lễ phát động"] * (self.pack.launch is not None) + ["bàn hỗ trợ"] * bool(self.pack.pack.desks)
        own = own or [activity.aliases[0] for activity in self.pack.pack.activities[1:3] if activity.aliases]
        examples = ", ".join([*own, "chữ ký số", "VNeID"])
        text = f"Dạ, bác muốn hỏi về việc gì ạ? Bác nói thêm giúp em, ví dụ: {examples}."
        return Clarify(text, self.starters(), str(Topic("", tuple(asks))) if asks else None)

    def starters(self) -> tuple[Choice, ...]:
        """What people most often want to know here, as buttons."""
        keys = ("launch.when", "desk.list", "programme", "attendees.list")
        found = [self.by_key[key] for key in keys if key in self.by_key]
        if not any(fact.key == "launch.when" for fact in found):
            found += [self.by_key[f"{activity.key}.overview"] for activity in self.pack.pack.activities[:4]]
        return tuple(Choice(label(fact.label), f"q:{fact.key}") for fact in found[:5])


def _is_named_plainly(best: Scored) -> bool:
    """Whether a fact is called by its name, not by chance words, and serves what is asked."""
    return best.fit >= GOOD_FIT * HALF_WEIGHT and best.named >= ALIKE and any(" " in term for term in best.by)


def _people_counted(fact: Fact) -> bool:
    """Whether a fact tells a number of people: those who attend, or "10 đoàn viên"."""
    return fact.key.startswith("attendees") or bool(fact.body and _PEOPLE_COUNTED.search(fact.body[0]))


def _all_told(read: Question) -> bool:
    """ "Tổng hết thảy bao nhiêu người?" after one group is about all of them."""
    return any(f" {word} " in f" {read.folded} " for word in ("tong", "tong cong", "het thay", "ca thay", "tat ca"))


def _comes(read: Question, matcher: Matcher) -> bool:
    """ "Bao nhiêu người tới dự?" names no subject, and yet means those who attend the launch."""
    known = [term for term in read.terms if matcher.knows(term.name) and (term.unit or " " in term.name)]
    return not known and any(f" {hint} " in f" {read.folded} " for hint in COMINGS)


def _begins(read: Question, matcher: Matcher) -> bool:
    """ "Mấy giờ bắt đầu?" names no subject, and yet means the launch."""
    known = [term for term in read.terms if matcher.knows(term.name) and (term.unit or " " in term.name)]
    return not known and any(f" {hint} " in f" {read.folded} " for hint in BEGINNINGS)


def _is_about_launch_only(read: Question) -> bool:
    names = {term.name for term in read.terms if term.unit or " " in term.name} - tables().light
    return names == {LAUNCH}


def _with_years(question: str, now: dt.datetime) -> str:
    """ "tháng này", "năm nay" and "sang năm" as numbers, by the clock."""
    year = now.astimezone(LOCAL).year
    question = _THIS_MONTH.sub(f"tháng {now.astimezone(LOCAL).month}", question)
    for pattern, number in ((_THIS_YEAR, year), (_NEXT_YEAR, year + 1)):
        question = pattern.sub(f"năm {number}", question)
    return question


_PEOPLE_COUNTED = re.compile(
    r"\d+ *\(?(?:người|đoàn viên|em|học sinh|thành viên|cán bộ|đại biểu|hội viên|nhân sự|vị|chiến sĩ|đồng chí)",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\b(\d+)( người|%)")


def _is_unit(term: Term) -> bool:
    return term.unit


def _is_year(term: Term) -> bool:
    return term.name.startswith("year:")


def _is_subject(term: Term) -> bool:
    return " " in term.name and term.name not in tables().light


def _family(fact: Fact) -> str:
    """What sort of thing a fact is about: targets, groups, documents, details, units."""
    part = re.sub(r"\d+", "", fact.key).split(".")
    return part[0] if part[0] in ("target", "unit", "theme") else part[-1]


def _view(read: Question, now: dt.datetime) -> View:
    return View(now, tuple(read.asks), read.folded, read.raw, tuple(read.dates))


def _joined(first: Outcome, second: Outcome) -> Outcome:
    if not isinstance(first, Answer) or not isinstance(second, Answer | Refuse):
        return first
    fresh = [line for line in second.text.splitlines() if line not in first.text and not line.startswith("(Theo ")]
    if not fresh or len(first.text) + len(second.text) > MAX_CHARS - 2:
        return first
    facts = (*first.facts, *(second.facts if isinstance(second, Answer) else ()))
    return Answer(f"{first.text}\n{second.text}", (*first.clauses, *second.clauses), facts, first.choices, first.topic)

"""A question about one locality, answered from its pack."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from knowledge.answering import turning_down
from knowledge.answering.facts import Fact, facts_of
from knowledge.answering.facts.model import View
from knowledge.answering.guide_answers import guide_part, introduce
from knowledge.answering.guide_finding import DEFINITE, find_guide, is_about_plan
from knowledge.answering.lexicon import tables
from knowledge.answering.matching import GENERAL, Matcher, Scored, fit_of
from knowledge.answering.question import Question, Reader
from knowledge.answering.vocabulary import own_phrases, vocabulary
from knowledge.answering.wording import LOCAL, cite, label, shorten
from knowledge.guides.loading import guide_names
from knowledge.outcome import MAX_CHARS, Answer, Choice, Clarify, Outcome, Refuse
from knowledge.pack.loading import LoadedPack

ANSWER_FROM = 0.42
"""A fact below this score is not offered as an answer; chosen on questions written from the plan texts alone."""
ANSWER_FROM_LONG, LONG = 0.3, 7
"""Old people tell much around a question: from so many terms on, less of it needs to fit."""
PLAN_FROM = 0.55
"""A question that also asks how to do something is answered from the plan only from this score on."""
SURE, SURE_OF_NOTHING_DEFINITE = 0.87, 0.92
"""From this score (and share of its name) on, a fact is told even if the question names what plans are silent on."""
TIME = frozenset({"when", "hour", "date", "weekday"})
PLACE_AND_TIME = TIME | {"place", "address"}
FEW = 2
BEGINNINGS = ("bat dau", "tap trung", "co mat", "khai mac")
LAUNCH = "lễ phát động"
GOOD_FIT, ALIKE, TWIN = 0.95, 0.8, 0.97
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
        self.reader = Reader(own_phrases(pack), vocabulary(every))
        self.matcher = Matcher(every, self.reader)
        self.turning_down = turning_down.TurningDown(pack, self.reader)

    def answer(self, question: str, now: dt.datetime, topic: str | None = None) -> Outcome:
        """Answer a free question. ``now`` is aware and sets the tense; ``topic`` is the last outcome's topic."""
        read = self.reader.read(_with_years(question, now))
        early = self.turning_down.before_answering(read, self.matcher)
        if early is not None:
            return early
        guide = find_guide(read)
        if guide is not None and guide.wanted and not is_about_plan(read):
            return introduce(guide.slug)
        ranked = self.matcher.rank(read)
        enough = SURE if DEFINITE & set(read.asks) else SURE_OF_NOTHING_DEFINITE
        sure = bool(ranked) and min(ranked[0].score, ranked[0].named) >= enough
        elsewhere = None if sure else self.turning_down.other_subject(read, guide is not None)
        if elsewhere is not None:
            return elsewhere
        if not read.terms and topic is not None:
            follow_up = self._follow_up(read, now, topic)
            if follow_up is not None:
                return follow_up
        if guide is not None and (guide.wanted or not DEFINITE & set(read.asks)):
            enough = PLAN_FROM if guide.wanted else ANSWER_FROM
            if not ranked or ranked[0].score < enough:
                return introduce(guide.slug)
        return self._decide(read, ranked, now)

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
            return self._render(self.by_key[key], View(now))
        raise KeyError(ref)

    def _follow_up(self, read: Question, now: dt.datetime, topic: str) -> Outcome | None:
        """A question without a subject ("ở đâu vậy?") is about the last topic."""
        asks = set(read.asks)
        parts = (
            ("when", {"when", "hour", "date", "weekday", "remaining", "duration"}),
            ("venue", {"place", "address"}),
            ("organiser", {"who"}),
            ("form", {"form"}),
        )
        for part, wanted in parts:
            if asks & wanted and f"{topic}.{part}" in self.by_key:
                return self._render(self.by_key[f"{topic}.{part}"], _view(read, now))
        if topic.startswith("unit:") and f"unit.{topic[5:]}.tasks" in self.by_key and asks & {"duty", "list"}:
            return self._render(self.by_key[f"unit.{topic[5:]}.tasks"], _view(read, now))
        return None

    def _decide(self, read: Question, ranked: list[Scored], now: dt.datetime) -> Outcome:
        if not read.terms and "invited" in read.asks and "launch.audience" in self.by_key:
            return self._render(self.by_key["launch.audience"], _view(read, now))
        if self.pack.launch is not None and not read.units and TIME & set(read.asks) and _begins(read, self.matcher):
            return self._render(self.by_key["launch.when"], _view(read, now))
        if self.pack.launch is None and _is_about_launch_only(read):
            return self._no_launch(now)
        if self._says_too_little(read):
            return self._ask_back([], set(read.asks), now)
        enough = ANSWER_FROM_LONG if len(read.terms) > LONG else ANSWER_FROM
        late = self.turning_down.after_ranking(read, ranked, self.matcher, enough)
        if late is not None:
            return late
        best = ranked[0]
        rivals = [s for s in ranked[1:4] if s.score > best.score * CLOSE and self._differs(s.fact, best.fact)]
        if rivals and best.named < 0.6:
            return self._ask_back([best, *rivals], set(read.asks), now)
        best = self._time_first(read, best)
        outcome = self._render(best.fact, _view(read, now))
        for other in self._beside(read, ranked, best):
            outcome = _joined(outcome, self._render(other.fact, _view(read, now)))
        return outcome

    def _beside(self, read: Question, ranked: list[Scored], best: Scored) -> list[Scored]:
        """More questions in one message: another ask about the same thing, or the same ask about other things."""
        asks = [ask for ask in read.asks if ask not in GENERAL]
        open_asks = [ask for ask in asks if max(fit_of(ask, a) for a in best.fact.answers) < GOOD_FIT]
        if best.fact.activity is not None and open_asks and len(open_asks) < len(asks):
            for other in ranked[1:]:
                same = other.fact.activity == best.fact.activity
                good = any(fit_of(ask, a) >= GOOD_FIT for ask in open_asks for a in other.fact.answers)
                if same and good and other.score >= best.score * 0.4:
                    return [other]
        named = set(best.by)
        found = []
        for other in ranked[1:]:
            alike = _family(other.fact) == _family(best.fact) and other.fit == best.fit
            twin = _family(best.fact) == "target" and other.score >= best.score * TWIN
            close = other.score >= best.score * ALIKE and not other.by <= named
            if alike and other.named >= ALIKE and (twin or close):
                named |= other.by
                found.append(other)
        return found[:2]

    def _says_too_little(self, read: Question) -> bool:
        """No subject at all, or only words like "giấy tờ", "cái đó" that may mean anything."""
        vague = [term for term in read.terms if term.name in tables().vague]
        unknown = [term for term in read.terms if term not in vague and not self.matcher.knows(term.name)]
        if len(vague) + len(unknown) < len(read.terms):
            return False
        asks_something = bool(DEFINITE & set(read.asks))
        return "deictic" in read.small or not unknown or (len(read.terms) <= FEW and not asks_something)

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

    @staticmethod
    def _differs(one: Fact, other: Fact) -> bool:
        return one.activity != other.activity and one.key.split(".")[0] != other.key.split(".")[0]

    def _render(self, fact: Fact, view: View) -> Outcome:
        return fact.render(view)

    def _ask_back(self, candidates: list[Scored], asks: set[str], now: dt.datetime) -> Outcome:
        if candidates:
            choices = tuple(
                Choice(label(s.fact.label), f"q:{s.fact.key}") for s in candidates[:5] if len(s.fact.key.encode()) <= 60
            )
            return Clarify("Bác muốn hỏi điều nào trong các điều sau ạ?", choices)
        if asks & PLACE_AND_TIME and self.pack.launch is not None and self.pack.launch.when.start is not None:
            held = self.by_key["launch.when"].render(View(now)).text.rpartition("\n")[0]
            text = f"Bác hỏi về lễ phát động phải không ạ?\n{held}\nNếu bác hỏi việc khác, bác nói thêm giúp em."
            return Clarify(text, self.starters())
        own = ["lễ phát động"] * (self.pack.launch is not None) + ["bàn hỗ trợ"] * bool(self.pack.pack.desks)
        own = own or [activity.aliases[0] for activity in self.pack.pack.activities[1:3] if activity.aliases]
        examples = ", ".join([*own, "chữ ký số", "VNeID"])
        text = f"Dạ, bác muốn hỏi về việc gì ạ? Bác nói thêm giúp em, ví dụ: {examples}."
        return Clarify(text, self.starters())

    def starters(self) -> tuple[Choice, ...]:
        """What people most often want to know here, as buttons."""
        keys = ("launch.when", "desk.list", "programme", "attendees.list")
        found = [self.by_key[key] for key in keys if key in self.by_key]
        if not any(fact.key == "launch.when" for fact in found):
            found += [self.by_key[f"{activity.key}.overview"] for activity in self.pack.pack.activities[:4]]
        return tuple(Choice(label(fact.label), f"q:{fact.key}") for fact in found[:5])


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

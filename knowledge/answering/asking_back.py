"""Questions that say too little: asked back with buttons, or taken for the launch when only it can be meant."""

from __future__ import annotations

import datetime as dt

from knowledge.answering.choosing import TIME
from knowledge.answering.facts import Fact
from knowledge.answering.facts.model import View
from knowledge.answering.guide_finding import DEFINITE
from knowledge.answering.lexicon import tables
from knowledge.answering.matching import Matcher
from knowledge.answering.question import Question
from knowledge.answering.ranking import Scored
from knowledge.answering.thresholds import HALF
from knowledge.answering.topic import Topic
from knowledge.answering.wording import label
from knowledge.outcome import Answer, Choice, Clarify, Outcome, Refuse
from knowledge.pack.loading import LoadedPack

PLACE_AND_TIME = TIME | {"place", "address"}
FEW, SHORT = 2, 5
"""So many terms, or words, are few."""
BEGINNINGS = ("bat dau", "tap trung", "co mat", "khai mac", "to chuc", "dien ra", "du le")
COMINGS = ("toi du", "den du", "ve du", "tham du", "di du", "keo ve", "du kien bao nhieu", "du tinh bao nhieu")
LAUNCH, MONEY = "lễ phát động", "kinh phí"


class AskingBack:
    """What to do with a question that leaves its subject out."""

    def __init__(self, pack: LoadedPack, matcher: Matcher) -> None:
        self.pack = pack
        self.matcher = matcher
        self.by_key = matcher.by_key

    def implied(self, read: Question) -> Fact | None:
        """The fact that is meant although it is not named ("mấy giờ bắt đầu?")."""
        if not read.terms and "invited" in read.asks and "launch.audience" in self.by_key:
            return self.by_key["launch.audience"]
        launched = self.pack.launch is not None and not read.units
        if launched and PLACE_AND_TIME & set(read.asks) and _begins(read, self.matcher):
            return self.by_key[f"launch.{'when' if TIME & set(read.asks) else 'venue'}"]
        if "money" in read.asks and any(term.name == MONEY for term in read.terms):
            return self.by_key["plan.budget"]  # sums are the budget's to tell
        if "count" in read.asks and _comes(read, self.matcher):
            return self.by_key.get("attendees.total")
        return None

    def says_too_little(self, read: Question, ranked: list[Scored]) -> bool:
        """No subject at all, or only words like "giấy tờ", "cái đó" that may mean anything."""
        known = [term for term in read.terms if self.matcher.knows(term.name)]
        one_word = len(known) == 1 and not known[0].telling
        if one_word and len(read.terms) <= FEW and (not ranked or ranked[0].named < HALF):
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

    def no_launch(self, now: dt.datetime) -> Outcome:
        """The plan has no launch ceremony of its own: said plainly, with what it has instead."""
        place = self.pack.pack.locality
        held = self.by_key["activities.all"].render(View(now))
        text = f"Kế hoạch của {place.name} không có lễ phát động riêng.\n{held.text}"
        clauses = held.clauses if isinstance(held, Answer) else ()
        return Refuse(text, "plan_silent", clauses, held.choices)

    def ask_back(self, candidates: list[Scored], asks: list[str], now: dt.datetime) -> Outcome:
        if candidates:
            choices = tuple(
                Choice(label(s.fact.label), f"q:{s.fact.key}") for s in candidates[:5] if len(s.fact.key.encode()) <= 60
            )
            return Clarify("Bác muốn hỏi điều nào trong các điều sau ạ?", choices, str(Topic("", tuple(asks))))
        if PLACE_AND_TIME & set(asks) and self.pack.launch is not None and self.pack.launch.when.start is not None:
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


def _comes(read: Question, matcher: Matcher) -> bool:
    """ "Bao nhiêu người tới dự?" names no subject, and yet means those who attend the launch."""
    return _names_nothing_but(COMINGS, read, matcher)


def _begins(read: Question, matcher: Matcher) -> bool:
    """ "Mấy giờ bắt đầu?" names no subject, and yet means the launch."""
    return _names_nothing_but(BEGINNINGS, read, matcher)


def _names_nothing_but(hints: tuple[str, ...], read: Question, matcher: Matcher) -> bool:
    known = [term for term in read.terms if matcher.knows(term.name) and term.phrase]
    return not known and any(f" {hint} " in f" {read.folded} " for hint in hints)


def is_about_launch_only(read: Question) -> bool:
    names = {term.name for term in read.terms if term.phrase} - tables().light
    return names == {LAUNCH}

"""Questions that lean on the one before: "còn ở đâu?", "thế ai lo?", "còn năm 2026?"."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from knowledge.answering.facts.model import Fact
from knowledge.answering.lexicon import tables
from knowledge.answering.matching import Matcher, fit_of
from knowledge.answering.question import GENERAL, Question, Term
from knowledge.answering.topic import Topic

FITS = 0.7
"""A fact of the same entity answers a follow-up when it serves the ask at least so well."""
SHORT = 6
"""A turn of at most so many words may take over what was asked before."""
MOST_UNKNOWN = 1
"""More words than this that the plan does not know make a question of its own."""
ADDED = 0.5
"""A fact speaks of what a question adds when it holds at least this share of its words, by weight."""
IN_OVERVIEW = frozenset({"form", "content", "audience", "why", "name"})
"""What is read from an activity's summary when no fact of its own says it."""
UNIT_ASKS = frozenset({"count", "invited", "duty", "deadline"})
"""What may be taken over to another unit; otherwise "thế công an?" means: what is their part?"""
LAUNCH = "lễ phát động"
_LEANS = ("con ", "the ", "a y ", "y la ", "y em ", "y toi ", "the con ", "vay con ")
_LEANS_END = (" thi sao", " the nao", " thi")


class FollowUps:
    """Completes a question by what the conversation remembers."""

    def __init__(self, matcher: Matcher) -> None:
        self._matcher = matcher
        self._by_key = matcher.by_key

    def last_fact(self, topic: Topic | None) -> Fact | None:
        """The fact told last, when this pack still has it."""
        return self._by_key.get(topic.key) if topic else None

    def subjects(self, question: Question) -> list[Term]:
        """What the question itself is about: terms the plan knows, mere fillers left out."""
        table = tables()
        return [
            term
            for term in question.terms
            if ":" in term.name
            or (
                self._matcher.knows(term.name)
                and term.name not in table.vague
                and term.name not in table.venues
                and (term.phrase or term.name not in table.light)
            )
        ]

    def same_entity(self, question: Question, topic: Topic, named: Collection[str] = ()) -> Fact | None:
        """Another fact about the entity told last, for a question that names none ("ở đâu vậy?").

        ``named``: terms of the question that are known to mean that entity.
        """
        last = self.last_fact(topic)
        definite = [ask for ask in question.asks if ask not in GENERAL]
        if last is None or not question.asks or (not definite and question.terms):
            return None
        if len([term for term in question.terms if term.name not in named]) > MOST_UNKNOWN:
            return None
        asks = definite or question.asks
        named_units = (term[1:] for subject in self._matcher.subjects_of(last) for term in subject if term[0] == "@")
        units = (*topic.units, *sorted(last.doers), *named_units)
        entities = [last.entity, *last.also, *(f"unit:{unit}" for unit in units)]
        if LAUNCH in self._matcher.terms_of_fact(last):
            entities.append("launch")  # a duty at the ceremony is done where and when it is held
        if "duty" in asks:
            entities.sort(key=lambda entity: not entity.startswith("unit:"))
        if question.kinds:
            near = [
                fact
                for fact in self._matcher.facts
                if {fact.entity, *fact.also} & set(entities[:2]) and not fact.key.endswith(".overview")
                if set(question.kinds) <= self._matcher.terms_of_fact(fact)
            ]
            if near:
                return max(near, key=lambda fact: _fit(asks, fact))
        for entity in entities:
            own = [fact for fact in self._matcher.facts if entity and (fact.entity == entity or entity in fact.also)]
            own.sort(key=lambda fact: fact.key != last.key)
            best = max(own, key=lambda fact: _fit(asks, fact), default=None)
            if best is not None and _fit(asks, best) >= FITS:
                return best
        summaries = (self._by_key.get(f"{entity}.overview") for entity in entities)
        return next(filter(None, summaries), None) if set(asks) & IN_OVERVIEW else None

    def within(self, question: Question, topic: Topic) -> Fact | None:
        """The fact about the entity told last that speaks of what is added ("…, tiểu thương đi được không")."""
        last = self.last_fact(topic)
        if last is None:
            return None
        asks = [ask for ask in question.asks if ask not in GENERAL] or question.asks or ["none"]
        added = {term.name: self._matcher.weight(term.name) for term in question.terms}
        whole = sum(added.values())
        best, best_rate = None, 0.0
        for entity in (last.entity, *last.also[:1]):
            for fact in self._matcher.facts:
                if not entity or (fact.entity != entity and entity not in fact.also) or fact.key.endswith(".overview"):
                    continue
                terms = self._matcher.terms_of_fact(fact)
                share = sum(weight for name, weight in added.items() if name in terms) / whole if whole else 0.0
                fit = _fit(asks, fact)
                if share >= ADDED and share * fit > best_rate and (fit >= FITS or asks[0] in GENERAL):
                    best, best_rate = fact, share * fit
            if best is not None:
                return best
        return best

    def leans(self, question: Question, topic: Topic) -> bool:
        """Whether a question that names a subject but asks nothing takes over the ask ("còn chữ ký số?")."""
        mere = {"howto"} & set(question.asks) and not question.folded.endswith(_LEANS_END)
        if any(ask not in GENERAL for ask in question.asks) or mere or not topic.asks:
            return False
        if set(question.asks) == {"yesno"} and "invited" in topic.asks:
            return True
        if topic.key.startswith("target.") and any(term.name.startswith("year:") for term in question.terms):
            return len(question.syllables) <= SHORT
        if not topic.key:
            return len(question.syllables) <= 3 * SHORT
        return self.is_opened(question) or len(question.syllables) <= SHORT - 2

    @staticmethod
    def is_opened(question: Question) -> bool:
        """Whether the words themselves say that the question goes on from the last one ("còn …", "… thì sao")."""
        return f"{question.folded} ".startswith(_LEANS) or question.folded.endswith((*_LEANS_END, " nua"))

    def with_asks(self, question: Question, topic: Topic) -> Question:
        """The question with what was asked before."""
        if question.units and len(self.subjects(question)) == len(question.units) and not UNIT_ASKS & set(topic.asks):
            return replace(question, asks=["duty"], ask_matches=[])
        last = self.last_fact(topic)
        terms = list(question.terms)
        if last is not None and last.key.startswith("target.") and not any(t.name.startswith("year:") for t in terms):
            years = [name for name in self._matcher.terms_of_fact(last) if name.startswith("year:")]
            terms += [Term(name, len(question.syllables), 0) for name in years[:1]]
        return replace(question, terms=terms, asks=list(topic.asks), ask_matches=[])

    def twins(self, sibling: Fact, topic: Topic) -> list[Fact]:
        """Another target of the same group and year: both were told last ("còn năm 2026?" after 80 % and 40 %)."""
        last = self.last_fact(topic)
        if last is None or not sibling.key.startswith("target."):
            return []
        groups = set(self._matcher.subjects_of(last)) & set(self._matcher.subjects_of(sibling))
        years = self._matcher.years_of(sibling)
        return [
            fact
            for fact in self._matcher.facts
            if fact is not sibling and fact.key.startswith("target.") and self._matcher.years_of(fact) == years
            if groups & set(self._matcher.subjects_of(fact))
        ][:1]

    def sibling(self, question: Question, topic: Topic) -> Fact | None:
        """The fact of the same family that the question turns to ("còn năm 2026?"): likest to the one told last."""
        last = self.last_fact(topic)
        if last is None:
            return None
        family = last.key.split(".")[0]
        subjects = self.subjects(question)
        strong = [term for term in subjects if term.telling]
        named = {term.name for term in strong or subjects}
        if not named:
            return None
        mine = self._matcher.terms_of_fact(last)
        best, best_likeness = None, -1.0
        for fact in self._matcher.facts:
            if fact.key == last.key or fact.key.split(".")[0] != family:
                continue
            theirs = self._matcher.terms_of_fact(fact)
            called = {term for subject in self._matcher.subjects_of(fact) for term in subject}
            if not all(name in (theirs if ":" in name else called) for name in named):
                continue
            likeness = len(mine & theirs) / len(mine | theirs)
            if likeness > best_likeness:
                best, best_likeness = fact, likeness
        return best


def _fit(asks: list[str], fact: Fact) -> float:
    """How well a fact serves the best served of the asks."""
    return max((fit_of(ask, answer) for ask in asks for answer in fact.answers), default=0.0)

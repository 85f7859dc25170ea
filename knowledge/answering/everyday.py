"""Everyday words read as the plan's: "vác thân tới tận nơi" is what a plan calls "trực tiếp".

A hint, not a name: what people say in daily life may mean several things, so it is looked at only where a question as
it stands finds nothing sure (`words/everyday.yaml`).
"""

from __future__ import annotations

from dataclasses import replace

from knowledge.answering.lexicon import everyday
from knowledge.answering.matching import Matcher
from knowledge.answering.phrases import Match
from knowledge.answering.question import Question, Term
from knowledge.answering.reading import Reader


class Everyday:
    """Rewords questions for one pack."""

    def __init__(self, reader: Reader, matcher: Matcher) -> None:
        self._reader = reader
        self._matcher = matcher

    def warm_up(self) -> None:
        """Read the phrases now."""
        everyday()

    def reworded(self, question: Question) -> Question | None:
        """The question with everyday phrases as the plan's words; None when it holds none that this plan knows."""
        named = (match for match in question.longest("concept", "unit", "ask") if match.end - match.start > 1)
        known = {at for match in named for at in range(match.start, match.end)}
        said = everyday().find(question.syllables, any(not part.bare for part in question.syllables))
        added: list[Term] = []
        taken: dict[int, Match] = {}
        for match in sorted(said, key=lambda one: (one.start - one.end, one.loose)):
            span = range(match.start, match.end)
            if not known.isdisjoint(span) or any(not _same_place(taken[i], match) for i in span if i in taken):
                continue
            names = [name for name in self._reader.terms_of(match.value) if self._matcher.knows(name)]
            if names:
                taken.update(dict.fromkeys(span, match))
                added += [Term(name, match.start, question.segments[match.start], name[0] == "@") for name in names]
        if not added:
            return None
        return replace(question, terms=[*(term for term in question.terms if term.at not in taken), *added])


def _same_place(one: Match, other: Match) -> bool:
    return (one.start, one.end) == (other.start, other.end)

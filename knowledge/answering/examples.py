"""What people mean who ask like this: example questions, a second sort of evidence beside the names of facts.

Naive Bayes: how much likelier the example questions of a fact use a word, or two words side by side, than questions at
large do. What they say adds up, so that a question in words nobody thought of as a name ("mấy ảnh đứng gác cổng") still
finds its fact.
There is nothing to train but counts, and each verdict can be traced to the lines of `questions.txt` it rests on.

The names decide alone where they are sure; the examples are asked only where they are not.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise

from knowledge.answering.lexicon import unanswered
from knowledge.answering.matching import Matcher, Scored
from knowledge.answering.question import Question
from knowledge.answering.reading import Reader
from knowledge.answering.thresholds import SURE_BY_NAME

PRIOR = 0.2
"""Weight, in questions, of how people ask at large against a fact's own examples."""
AT_MOST, AT_LEAST = 0.5, -0.3
"""What the examples may add to a score of 0–1, or take from it."""
PER_POINT = 28.0
"""Logarithm of the likelihood ratio that counts as much as a whole score."""
LOOKED_AT, LIKELIEST = 40, 10
"""So many facts the names put first, and so many the examples do, are weighed again."""
UNANSWERED = "-"
"""Stands for what no plan answers (`words/unanswered.yaml`)."""


class Examples:
    """The example questions of one pack. Counted on first use: reading thousands of questions takes a while."""

    def __init__(self, questions: Mapping[str, Sequence[str]], matcher: Matcher, reader: Reader) -> None:
        self._questions = {key: texts for key, texts in questions.items() if key in matcher.by_key}
        self._matcher = matcher
        self._reader = reader

    def ranked(self, question: Question, limit: int = 6) -> list[Scored]:
        """The facts that fit best by name and, where that leaves doubt, by what others meant who asked like this."""
        by_name = self._matcher.rank(question)
        if not self._questions or not by_name or by_name[0].score >= SURE_BY_NAME:
            return by_name
        added = self._evidence(question)
        if not added:
            return by_name
        likeliest = sorted(added, key=added.__getitem__, reverse=True)[:LIKELIEST]
        weighed = [
            replace(one, score=one.score + more, learnt=more)
            for one in self._matcher.rank(question, LOOKED_AT, likeliest)
            for more in (added.get(one.fact.key, 0.0),)
        ]
        return sorted(weighed, key=lambda one: -one.score)[:limit]

    def warm_up(self) -> None:
        """Count now, so that no question has to wait for it."""
        _ = self._counted

    @cached_property
    def _counted(self) -> _Counts:
        return _Counts({**self._questions, UNANSWERED: unanswered()} if self._questions else {}, self._reader)

    def _evidence(self, question: Question) -> dict[str, float]:
        """What the examples add to the score of each fact that has some; less when the question is like those that no
        plan answers."""
        likelier = self._counted.likelier(question)
        nobodys = max(0.0, likelier.pop(UNANSWERED, 0.0))
        return {
            key: max(AT_LEAST, min(AT_MOST, (max(more, 0.0) - nobodys) / PER_POINT)) for key, more in likelier.items()
        }


class _Counts:
    """How often the questions of each key use each word."""

    def __init__(self, questions: Mapping[str, Sequence[str]], reader: Reader) -> None:
        read = {
            text: _words(reader.read_plainly(text))
            for text in dict.fromkeys(text for texts in questions.values() for text in texts)
        }
        counts = {key: Counter(word for text in texts for word in read[text]) for key, texts in questions.items()}
        at_large = sum(counts.values(), Counter[str]())
        every = sum(map(len, questions.values())) or 1
        self._without = {key: math.log(PRIOR / (len(texts) + PRIOR)) for key, texts in questions.items() if texts}
        self._with: dict[str, dict[str, float]] = defaultdict(dict)
        for key, own in counts.items():
            for word, count in own.items():
                share = at_large[word] / every
                ratio = (count + PRIOR * share) / (len(questions[key]) + PRIOR) / share
                self._with[word][key] = math.log(ratio) - self._without[key]

    def likelier(self, question: Question) -> dict[str, float]:
        """For each key the logarithm of how much likelier its askers use these words than askers at large."""
        known = [row for word in _words(question) if (row := self._with.get(word))]
        found = {key: len(known) * without for key, without in self._without.items()} if known else {}
        for row in known:
            for key, more in row.items():
                found[key] += more
        return found


def _words(question: Question) -> set[str]:
    """What is counted: terms and asks, and the bare words and pairs of neighbours as well, those at either end too.

    Reading a question drops or joins many words ("cho hỏi", "ra sao"); they show all the same which fact is meant.
    """
    said = [part.folded for part in question.syllables]
    pairs = (f"{one}_{two}" for one, two in pairwise(["", *said, ""]))
    return {*(term.name for term in question.terms), *(f"?{ask}" for ask in question.asks), *said, *pairs}

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
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

from knowledge.answering.keeping import kept
from knowledge.answering.lexicon import unanswered
from knowledge.answering.matching import Matcher
from knowledge.answering.question import Question
from knowledge.answering.ranking import Scored
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

    def __init__(self, name: str, questions: Mapping[str, Sequence[str]], matcher: Matcher, reader: Reader) -> None:
        self._name = name
        self._questions = {key: texts for key, texts in questions.items() if key in matcher.by_key}
        self._matcher = matcher
        self._reader = reader

    def ranked(self, question: Question, limit: int = 6) -> list[Scored]:
        """The facts that fit best by name and, where that leaves doubt, by what others meant who asked like this."""
        ranking = self._matcher.ranking(question)
        by_name = ranking.best(limit)
        if not self._questions or not by_name or by_name[0].score >= SURE_BY_NAME:
            return [ranking.scored(row) for row in by_name]
        added = self._evidence(question)
        if not added:
            return [ranking.scored(row) for row in by_name]
        looked_at = ranking.best(LOOKED_AT)
        numbers = {row.number for row in looked_at}
        likeliest = sorted(added, key=added.__getitem__, reverse=True)[:LIKELIEST]
        others = (number for key in likeliest if (number := self._matcher.number_of(key)) not in numbers)
        weighed = [
            (row, added.get(self._matcher.facts[row.number].key, 0.0))
            for row in (*looked_at, *map(ranking.row, others))
        ]
        weighed.sort(key=lambda one: one[0].below - one[1])
        return [ranking.scored(row, more) for row, more in weighed[:limit]]

    def warm_up(self) -> None:
        """Count now, so that no question has to wait for it."""
        _ = self._counted

    @cached_property
    def _counted(self) -> _Counts:
        if not self._questions:
            return _Counts({}, {})
        texts = (text for key, asked in self._questions.items() for text in (f"\n{key}", *asked))
        made = kept(f"{self._name}-examples", (*self._reader.rests_on, *texts), self._count)
        return _Counts(made["likelier"], made["without"])

    def _count(self) -> dict[str, Any]:
        """How often the questions of each key use each word, as logarithms: what is added when a question uses it, and
        what each word adds that none of them uses."""
        questions = {**self._questions, UNANSWERED: unanswered()}
        read = {
            text: _words(self._reader.read_plainly(text))
            for text in dict.fromkeys(text for texts in questions.values() for text in texts)
        }
        counts = {key: Counter(word for text in texts for word in read[text]) for key, texts in questions.items()}
        at_large = sum(counts.values(), Counter[str]())
        every = sum(map(len, questions.values()))
        without = {key: math.log(PRIOR / (len(texts) + PRIOR)) for key, texts in questions.items() if texts}
        likelier = defaultdict[str, dict[str, float]](dict)
        for key, own in counts.items():
            for word, count in own.items():
                if "_" in word and at_large[word] == 1:
                    continue  # a pair that one question has says little, and they would be two thirds of all
                share = at_large[word] / every
                ratio = (count + PRIOR * share) / (len(questions[key]) + PRIOR) / share
                likelier[word][key] = math.log(ratio) - without[key]
        return {"likelier": likelier, "without": without}

    def _evidence(self, question: Question) -> dict[str, float]:
        """What the examples add to the score of each fact that has some; less when the question is like those that no
        plan answers."""
        likelier = self._counted.likelier(question)
        nobodys = max(0.0, likelier.pop(UNANSWERED, 0.0))
        least = max(AT_LEAST, -nobodys / PER_POINT)
        return {
            key: least if more <= 0.0 else max(AT_LEAST, min(AT_MOST, (more - nobodys) / PER_POINT))
            for key, more in likelier.items()
        }


@dataclass(frozen=True)
class _Counts:
    """How much likelier the askers of each key are to use each word, and ``without``: how much to use none."""

    words: dict[str, dict[str, float]]
    without: dict[str, float]

    def likelier(self, question: Question) -> dict[str, float]:
        """For each key the logarithm of how much likelier its askers use these words than askers at large."""
        known = [row for word in _words(question) if (row := self.words.get(word))]
        found = {key: len(known) * without for key, without in self.without.items()} if known else {}
        for row in known:
            for key, more in row.items():
                found[key] += more
        return found


def _words(question: Question) -> set[str]:
    """What is counted: terms and asks, and the bare words and pairs of neighbours as well, those at either end too.

    Reading a question drops or joins many words ("cho hỏi", "ra sao"); they show all the same which fact is meant.
    """
    said = [part.folded for part in question.syllables[question.asked_from :]]
    pairs = (f"{one}_{two}" for one, two in pairwise(["", *said, ""]))
    return {*(term.name for term in question.terms), *(f"?{ask}" for ask in question.asks), *said, *pairs}

"""What people mean who ask like this: learnt from example questions, one sort of evidence beside the names of facts.

Naive Bayes: for each fact, how much likelier its example questions use a word than questions at large do. The evidence
of single words adds up, so that a question in words nobody thought of as a name ("mấy ảnh đứng gác cổng") still finds
its fact when several of them were used by others. Unlike a trained network it needs no training beyond counting, and
each verdict can be traced to the lines of `questions.yaml` it rests on.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from knowledge.answering.question import Question
from knowledge.answering.reading import Reader

PRIOR = 0.2
"""Weight, in questions, of how people ask at large against a fact's own examples."""
AT_MOST, AT_LEAST = 0.5, -0.4
"""What the examples may add to a score of 0–1, or take from it."""
PER_POINT = 28.0
"""Logarithm of the likelihood ratio that counts as much as a whole score."""


class Examples:
    """The example questions of one pack, counted."""

    def __init__(self, questions: Mapping[int, Sequence[str]], reader: Reader) -> None:
        total: Counter[str] = Counter()
        counts: dict[int, Counter[str]] = {}
        for number, texts in questions.items():
            own = counts[number] = Counter(feature for text in texts for feature in _features(reader.read(text)))
            total.update(own)
        every = sum(map(len, questions.values())) or 1
        self._missing = {number: math.log(PRIOR / (len(texts) + PRIOR)) for number, texts in questions.items() if texts}
        self._found: dict[str, dict[int, float]] = defaultdict(dict)
        for number, own in counts.items():
            for feature, count in own.items():
                at_large = total[feature] / every
                ratio = (count + PRIOR * at_large) / (len(questions[number]) + PRIOR) / at_large
                self._found[feature][number] = math.log(ratio) - self._missing[number]

    def evidence(self, question: Question) -> dict[int, float]:
        """For each fact with examples what they add to its score (`AT_LEAST`–`AT_MOST`); none for the others."""
        known = [row for feature in _features(question) if (row := self._found.get(feature))]
        if not known:
            return {}
        likelier: dict[int, float] = defaultdict(float)
        for row in known:
            for number, ratio in row.items():
                likelier[number] += ratio
        return {
            number: max(AT_LEAST, min(AT_MOST, (likelier.get(number, 0.0) + len(known) * missing) / PER_POINT))
            for number, missing in self._missing.items()
        }


def _features(question: Question) -> Iterable[str]:
    return {*(term.name for term in question.terms), *(f"?{ask}" for ask in question.asks)}

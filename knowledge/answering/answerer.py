"""A question about one locality, answered from its pack."""

from __future__ import annotations

import datetime as dt

from knowledge.outcome import Answer, Outcome, Refuse
from knowledge.pack.loading import LoadedPack


class Answerer:
    """Answers questions of one locality. Built once per pack (index ≤ 200 ms), pure afterwards."""

    def __init__(self, pack: LoadedPack) -> None:
        self.pack = pack

    def answer(self, question: str, now: dt.datetime, topic: str | None = None) -> Outcome:
        """Answer a free question. ``now`` is aware and sets the tense; ``topic`` is the last outcome's topic."""
        return Refuse("Dạ, em chưa hiểu câu hỏi này.", "not_understood")

    def answer_ref(self, ref: str, now: dt.datetime) -> Outcome:
        """Answer what a `Choice` asks for.

        Raises:
            KeyError: the pack has no such fact, clause or guide (e.g. a button of an older pack).
        """
        kind, _, key = ref.partition(":")
        if kind == "c":
            clause = self.pack.clauses[key]
            return Answer(f"“{clause.text}” (mục {key})", (key,))
        raise KeyError(ref)

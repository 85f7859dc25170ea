"""What a correction would change: every answer whose words differ, before anything is in force."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.answering.facts.model import View
from knowledge.answering.noting import noted_facts
from knowledge.correcting.applying import corrected
from knowledge.correcting.model import Correction
from knowledge.pack.loading import LoadedPack


@dataclass(frozen=True, slots=True)
class ChangedAnswer:
    """An answer before and after; ``fact`` is its key. Empty ``before``: there was none."""

    fact: str
    label: str
    before: str
    after: str


def changed_answers(loaded: LoadedPack, corrections: Sequence[Correction], now: dt.datetime) -> list[ChangedAnswer]:
    """Every answer of the pack that would be another with exactly these corrections in force, in the order of the
    facts. It takes some tenths of a second: call it off the event loop."""
    view = View(now)
    old = {fact.key: fact.render(view).text for fact in noted_facts(loaded).found}
    new = [(fact, fact.render(view).text) for fact in noted_facts(corrected(loaded, corrections)).found]
    return [
        ChangedAnswer(fact.key, fact.label, old.get(fact.key, ""), text)
        for fact, text in new
        if old.get(fact.key) != text
    ]

"""What was asked (câu hỏi) and what it came to, as organisers see it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.outcome import Outcome, Refuse
from scheduler.people import Channel
from scheduler.working_days import VIETNAM

QUESTIONS = frozenset({"answer", "guide", "clarify", "refuse", "not_understood", "personal", "paused"})
"""Words of messages that ask something (`outcome_word`); greetings and commands do not."""
UNANSWERED = frozenset({"clarify", "refuse", "not_understood", "paused"})
"""Words of questions that organisers can answer; what asks for somebody's personal data is not theirs to answer."""


def outcome_word(outcome: Outcome) -> str:
    """A word of at most 20 letters for what a message came to; it is stored with the message."""
    if isinstance(outcome, Refuse) and outcome.reason in ("not_understood", "personal_data"):
        return "personal" if outcome.reason == "personal_data" else "not_understood"
    return outcome.kind


def start_of_day(now: dt.datetime) -> dt.datetime:
    """The Vietnamese midnight before ``now``, aware."""
    return now.astimezone(VIETNAM).replace(hour=0, minute=0, second=0, microsecond=0)


@dataclass(frozen=True, slots=True)
class Counts:
    """How much was asked in a time: ``outcomes`` by word, ``channels`` questions by channel; nobody is named."""

    people: int
    outcomes: Mapping[str, int]
    channels: Mapping[Channel, int]

    @property
    def questions(self) -> int:
        """How many questions there were, answered or not."""
        return sum(count for word, count in self.outcomes.items() if word in QUESTIONS)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of one person: its message's id, whose address, its scrubbed words, when, and what it came to."""

    message_id: int
    address_id: int
    text: str
    at: dt.datetime
    outcome: str

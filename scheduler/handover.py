"""Hand-over (chuyển cho người thật): a citizen talks to an organiser, through us, each on their own channel.

waiting -> taken -> ended; or waiting -> ended. The first organiser who takes it has it; until it ends the machine does
not answer the citizen. What nobody answers for a working day ends by itself, and both sides are told.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Ending = Literal["citizen", "organiser", "overdue", "erased"]
"""Who ended it: the citizen or the organiser said so, nobody answered in time, or the citizen's data were erased."""


@dataclass(frozen=True, slots=True)
class Handover:
    """One that has not ended. ``key`` is ours, random, and stands in buttons; ``due_at``: somebody must have answered
    by then; ``taken_by`` None: waiting; ``answered``: an organiser has written."""

    key: str
    address_id: int
    asked_at: dt.datetime
    due_at: dt.datetime
    taken_by: int | None = None
    taken_at_address: int | None = None
    answered: bool = False

    @property
    def is_waiting(self) -> bool:
        return self.taken_by is None

    def is_overdue(self, now: dt.datetime) -> bool:
        """Whether a working day passed without an answer."""
        return not self.answered and now >= self.due_at


@dataclass(frozen=True, slots=True)
class AskHuman:
    """A citizen wants to talk to a human."""

    locality: str
    key: str
    address_id: int
    at: dt.datetime
    due_at: dt.datetime


@dataclass(frozen=True, slots=True)
class TakeOver:
    """An organiser takes it, at one of their addresses."""

    locality: str
    key: str
    organiser_id: int
    address_id: int
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class HumanAnswered:
    """The organiser wrote their first answer."""

    key: str


@dataclass(frozen=True, slots=True)
class EndHandover:
    """The machine answers again. ``by``: the organiser who ended it, None for anybody else."""

    locality: str
    key: str
    at: dt.datetime
    how: Ending
    by: int | None = None


@dataclass(frozen=True, slots=True)
class SetDuty:
    """An organiser's duty hours, as `scheduler.duty.Hours` writes them."""

    locality: str
    organiser_id: int
    hours: str
    at: dt.datetime

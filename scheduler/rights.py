"""What people may ask about their data that only a human can settle (yêu cầu về dữ liệu), and until when by law.

Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15 and Nghị định 356/2025/NĐ-CP, in force since 01/01/2026: the one who decides
about the data answers within 2 working days and says how it goes on; what was withdrawn, objected to or shall be
restricted stops within 15 days, within 20 when a processor or a third party has to stop, too; looking into data and
correcting them takes 10 days (all rights: "within 10 to 20 days", as law firms sum the decree up, e.g. cdlaf.vn and
frasersvn.com, January 2026). Days that the decree does not call working days are calendar days.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from scheduler.working_days import after_working_days, local_date, working_day_before

ANSWER_WORKING_DAYS = 2
DAYS_TO_LOOK_AND_CORRECT = 10
DAYS_TO_STOP, DAYS_TO_STOP_WITH_PROCESSOR = 15, 20


class Right(StrEnum):
    """What was asked: to correct data, who sees them, to stop using them, or a complaint about their use."""

    CORRECT = "correct"
    ACCESS = "access"
    STOP = "stop"
    COMPLAIN = "complain"


def answer_on(asked_at: dt.datetime) -> dt.date:
    """The last local date on which an answer is in time: the second working day after the one it was asked on."""
    return after_working_days(local_date(asked_at), ANSWER_WORKING_DAYS)


def settle_on(right: Right, asked_at: dt.datetime, with_processor: bool = False) -> dt.date:
    """The last local date on which it is settled in time; ``with_processor``: somebody else has to stop, too.

    A complaint about the use of data is an objection to it, so it has the days of stopping. A date that falls on a
    holiday stays where it is: nobody is late who works by it.
    """
    if right in (Right.CORRECT, Right.ACCESS):
        days = DAYS_TO_LOOK_AND_CORRECT
    else:
        days = DAYS_TO_STOP_WITH_PROCESSOR if with_processor else DAYS_TO_STOP
    return local_date(asked_at) + dt.timedelta(days=days)


@dataclass(frozen=True, slots=True)
class Request:
    """A request that is not settled. Dates are local; ``warned_on`` and ``alarmed_on`` say on which dates organisers
    were last told that the next date is near, or past."""

    id: int
    locality: str
    address_id: int
    right: Right
    asked_at: dt.datetime
    answer_on: dt.date
    settle_on: dt.date
    answered_at: dt.datetime | None = None
    warned_on: dt.date | None = None
    alarmed_on: dt.date | None = None

    @property
    def due_on(self) -> dt.date:
        """The next date by law: of the answer until there is one, then of settling it."""
        return self.answer_on if self.answered_at is None else self.settle_on

    def is_overdue(self, today: dt.date) -> bool:
        """Whether the next date is past."""
        return today > self.due_on

    def wants_warning(self, today: dt.date) -> bool:
        """Whether the working day before the next date has come and nobody was told on it."""
        first = working_day_before(self.due_on)
        return first <= today <= self.due_on and (self.warned_on is None or self.warned_on < first)

    def wants_alarm(self, today: dt.date) -> bool:
        """Whether the next date is past and nobody was told so since."""
        return self.is_overdue(today) and (self.alarmed_on is None or self.alarmed_on <= self.due_on)


# What is done to them.


@dataclass(frozen=True, slots=True)
class AskRight:
    """A request is made; its words stay in the transcript, only the kind and the dates are noted."""

    locality: str
    address_id: int
    right: Right
    at: dt.datetime
    answer_on: dt.date
    settle_on: dt.date


@dataclass(frozen=True, slots=True)
class AnswerRequest:
    """An organiser answered. The words went to the person's transcript."""

    locality: str
    request_id: int
    by: int
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class SettleRequest:
    """An organiser says that it is done."""

    locality: str
    request_id: int
    by: int
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class RequestsReminded:
    """Organisers were told on this local date: ``warned`` that the next date of these is near, ``alarmed`` past."""

    on: dt.date
    warned: tuple[int, ...] = ()
    alarmed: tuple[int, ...] = ()

"""Answers of a locality's own (câu trả lời riêng): kept and revoked by organisers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KeepAnswer:
    """An organiser answers these questions once for all; ``signed``: which office people read."""

    locality: str
    questions: tuple[str, ...]
    text: str
    signed: str
    by: int
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class RevokeAnswer:
    """An own answer is given no more."""

    locality: str
    answer_id: int
    by: int
    at: dt.datetime

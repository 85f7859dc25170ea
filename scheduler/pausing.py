"""Pausing (tạm dừng): an organiser silences the assistant of a locality at once, until somebody resumes it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

TOLD_EVERY = dt.timedelta(hours=1)
"""How often somebody who goes on writing is told that nothing is answered."""


@dataclass(frozen=True, slots=True)
class Pause:
    """The locality does not answer since ``since`` (aware); ``by``: the organiser who stopped it."""

    since: dt.datetime
    by: int


@dataclass(frozen=True, slots=True)
class StartPause:
    """Answers stop when this is committed."""

    locality: str
    organiser_id: int
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class EndPause:
    """Answers go on when this is committed."""

    locality: str
    organiser_id: int
    at: dt.datetime

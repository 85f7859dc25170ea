"""Consent (sự đồng ý) as a record: what, when, on which channel, and exactly which text was shown (DESIGN 7).

Silence is no consent, and nothing is agreed to by default: Luật 91/2025/QH15 and Nghị định 356/2025/NĐ-CP ask for a
way of agreeing that can be shown again later.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from enum import StrEnum

from scheduler.people import Channel


class Purpose(StrEnum):
    """What a record is about. `NOTICE` is the first-contact notice that was shown: nobody agreed to anything by it."""

    NOTICE = "notice"
    NEWS = "news"


@dataclass(frozen=True, slots=True)
class Consent:
    """One record. ``text`` is what was shown, word for word; ``at`` and ``withdrawn_at`` are aware UTC."""

    purpose: Purpose
    channel: Channel
    text: str
    at: dt.datetime
    withdrawn_at: dt.datetime | None = None

    @property
    def stands(self) -> bool:
        """Whether it is a consent that was not withdrawn."""
        return self.purpose is not Purpose.NOTICE and self.withdrawn_at is None


def mark_of(text: str) -> str:
    """Eight signs that tell one text from another, for a button: who presses it agrees to just the text above it."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


# What is done to them; each is committed with the update that asked for it.


@dataclass(frozen=True, slots=True)
class RecordConsent:
    """A text was shown (`Purpose.NOTICE`), or agreed to. One that stands already is kept as it is."""

    address_id: int
    consent: Consent


@dataclass(frozen=True, slots=True)
class WithdrawConsents:
    """Every consent of an address ends."""

    address_id: int
    at: dt.datetime

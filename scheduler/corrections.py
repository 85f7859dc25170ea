"""Corrections (cập nhật) of a locality on their way: proposed by one organiser, approved by another, in force, revoked.

Where there is one organiser only, somebody at the machine approves (`hocvuso organisers approve`).
"""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass

from knowledge.correcting.model import Correction
from scheduler.working_days import VIETNAM


@dataclass(frozen=True, slots=True)
class Proposal:
    """A correction that is not closed. ``key``: eight signs, how it is called on buttons and at the command line;
    ``by``: who proposed it; ``approved_at`` None: it is not in force; ``revoked_by``: who asked to revoke it."""

    key: str
    field: str
    value: str
    by: int
    at: dt.datetime
    approved_at: dt.datetime | None = None
    revoked_by: int | None = None

    @property
    def waits(self) -> bool:
        """Whether somebody else has to decide: on the correction, or on revoking it."""
        return self.approved_at is None or self.revoked_by is not None

    @property
    def asked_by(self) -> int:
        """Who waits for the decision."""
        return self.revoked_by if self.revoked_by is not None else self.by

    def correction(self, at: dt.datetime | None = None) -> Correction:
        """What answers are worded by, as of the approval or of ``at``."""
        moment = at or self.approved_at or self.at
        return Correction(self.field, self.value, moment.astimezone(VIETNAM).date())


def new_key() -> str:
    """A key nobody can guess."""
    return secrets.token_hex(4)


def in_force(proposals: tuple[Proposal, ...]) -> tuple[Correction, ...]:
    """The corrections answers are worded by."""
    return tuple(one.correction() for one in proposals if one.approved_at is not None)


def with_decision(proposals: tuple[Proposal, ...], decided: Proposal, at: dt.datetime) -> tuple[Correction, ...]:
    """What would be in force if this were approved at ``at``: itself instead of an earlier one of its field, or, where
    it is about revoking, all but it."""
    others = [one for one in proposals if one.key != decided.key and one.field != decided.field]
    kept = in_force(tuple(others))
    return kept if decided.revoked_by is not None else (*kept, decided.correction(at))


# What is done to them; each is committed with the update that asked for it, and stands in the audit.


@dataclass(frozen=True, slots=True)
class Propose:
    """A correction is proposed; ``title`` says it in a line, for the audit."""

    locality: str
    key: str
    field: str
    value: str
    title: str
    by: int
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class AskRevoke:
    """An organiser asks to revoke a correction in force."""

    locality: str
    key: str
    by: int
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Approve:
    """What waits is agreed to: the correction comes into force, or is revoked. ``by`` None: somebody at the machine."""

    locality: str
    key: str
    at: dt.datetime
    by: int | None = None


@dataclass(frozen=True, slots=True)
class Decline:
    """What waits is not agreed to, or withdrawn by who asked for it: a correction in force stays so."""

    locality: str
    key: str
    by: int
    at: dt.datetime

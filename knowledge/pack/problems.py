"""What the check of a pack finds: `Problem`, and the walk over all values of a pack that the rules share."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel

from knowledge.pack.loading import LoadedPack

_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to look at in a pack.

    ``severity``: an ``error`` (lỗi) must be mended before the pack may be used; a ``finding`` (điểm cần xem lại) is the
    plan's own contradiction or gap, which an official should know of. ``message`` is Vietnamese and says what to do;
    ``field`` is the path in `pack.yaml`, e.g. ``tasks.3 (police-order).deadline``; empty when no one field is meant.
    """

    severity: Literal["error", "finding"]
    message: str
    clauses: tuple[str, ...] = ()
    field: str = ""


def walk(value: object, path: str = "") -> Iterator[tuple[str, BaseModel]]:
    """Every model inside ``value`` with its path in `pack.yaml`, itself included, in the order of the file."""
    if isinstance(value, BaseModel):
        yield path, value
        for name, info in type(value).model_fields.items():
            step = info.alias or name
            yield from walk(getattr(value, name), f"{path}.{step}" if path else step)
    elif isinstance(value, list):
        for number, item in enumerate(value):
            key = getattr(item, "key", None)
            yield from walk(item, f"{path}.{number}" + (f" ({key})" if key else ""))


def collapse(text: str) -> str:
    """NFC with each run of white space as one blank: the form in which quotes are compared with the plan."""
    return _SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip()


def text_under(loaded: LoadedPack, address: str) -> str:
    """The collapsed words of a clause and of all clauses under it; empty when there is no such clause."""
    return collapse(" ".join(clause.text for clause in loaded.clauses.under(address)))


def shorten(text: str, limit: int = 80) -> str:
    """``text`` on one line, cut at ``limit`` characters, for messages."""
    line = collapse(text)
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"

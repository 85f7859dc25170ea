"""What a line means: a text, ``#2`` (button 2 of the newest message), ``/photo FILE``, or nothing: look for news."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_PRESS = re.compile(r"#\s*(\d{1,3})")
_PHOTO = re.compile(r"/photo\s+(\S.*)")


@dataclass(frozen=True, slots=True)
class Typed:
    """A text."""

    text: str


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button of the newest message, counted from 1."""

    number: int


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture; its file is looked at for its size only."""

    path: Path


@dataclass(frozen=True, slots=True)
class Poll:
    """An empty line: nothing is said, news are shown."""


Line = Typed | Pressed | Photo | Poll


def parse_line(line: str) -> Line:
    """The meaning of one line, with or without its line break."""
    text = line.strip()
    if not text:
        return Poll()
    if press := _PRESS.fullmatch(text):
        return Pressed(int(press[1]))
    if photo := _PHOTO.fullmatch(text):
        return Photo(Path(photo[1].strip()))
    return Typed(text)

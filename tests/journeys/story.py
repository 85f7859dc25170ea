"""Stories: text files read into steps. The format is described in README.md."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

STORIES = Path(__file__).resolve().parent / "stories"

_SIGNS: dict[str, Literal["say", "press", "picture", "restart"]] = {
    ">": "say",
    "#": "press",
    "+": "picture",
    "=": "restart",
}
_SAY_OFTEN = re.compile(r"^>(\d+)$")


class StoryError(ValueError):
    """A story file is malformed; the message names file and line."""


@dataclass
class Step:
    """One thing the person does, and what must (not) be shown before the next one."""

    line: int
    action: Literal["say", "press", "picture", "restart"]
    text: str = ""
    times: int = 1
    shown: list[str] = field(default_factory=list)
    not_shown: list[str] = field(default_factory=list)
    offered: list[str] = field(default_factory=list)
    silent: bool = False


@dataclass
class Story:
    """``now`` is ISO, local time of Vietnam; ``name`` the file's name without its ending."""

    name: str
    title: str
    locality: str
    now: str
    steps: list[Step]


def read_story(path: Path) -> Story:
    """One story.

    Raises:
        StoryError: a line means nothing, or the head is not complete.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    head = dict(line.split(":", 1) for line in lines[1:4] if ":" in line and not line.startswith((">", "#")))
    steps: list[Step] = []
    body = lines.index("") + 1 if "" in lines else len(lines)
    for number, line in enumerate(lines[body:], start=body + 1):
        if line.strip() and not line.startswith("--"):
            _read_line(path, number, line, steps)
    try:
        return Story(path.stem, lines[0], head["địa phương"].strip(), head["bây giờ"].strip(), steps)
    except KeyError as error:
        raise StoryError(f"{path.name}: đầu truyện thiếu {error}") from error


def _read_line(path: Path, number: int, line: str, steps: list[Step]) -> None:
    sign, _, text = line.partition(" ")
    text = text.strip().replace("\\n", "\n")
    often = _SAY_OFTEN.match(sign)
    if often or sign in _SIGNS:
        times = int(often[1]) if often else 1
        steps.append(Step(number, "say" if often else _SIGNS[sign], text, times))
        return
    if not steps:
        raise StoryError(f"{path.name}, dòng {number}: truyện phải bắt đầu bằng một việc làm (>, #, +, =)")
    match sign:
        case "<":
            steps[-1].shown.append(text)
        case "!":
            steps[-1].not_shown.append(text)
        case "[]":
            steps[-1].offered.append(text)
        case ".":
            steps[-1].silent = True
        case _:
            raise StoryError(f"{path.name}, dòng {number}: không hiểu dấu “{sign}”")


def all_stories() -> list[Story]:
    """Every story there is, by file name."""
    return [read_story(path) for path in sorted(STORIES.glob("*.txt"))]

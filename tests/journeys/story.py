"""Stories: text files read into steps. The format is described in README.md."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

STORIES = Path(__file__).resolve().parent / "stories"

Action = Literal["say", "press", "picture", "look", "restart", "command"]

SOMEBODY = "bà con"
"""Who acts in a story that names nobody."""

_SIGNS: dict[str, Action] = {
    ">": "say",
    "#": "press",
    "+": "picture",
    "~": "look",
    "=": "restart",
    "$": "command",
}
_SAY_OFTEN = re.compile(r"^>(\d+)$")
_VALUE = re.compile(r"\{([^{}]+)\}")


class StoryError(ValueError):
    """A story is malformed; the message names file and line."""


@dataclass(frozen=True)
class Captured:
    """A value taken out of what was shown: the pattern's first group, or all it matches."""

    name: str
    pattern: str


@dataclass(frozen=True)
class Step:
    """One thing ``who`` does, and what must (not) be shown to them before the next one."""

    line: int
    who: str
    action: Action
    text: str = ""
    times: int = 1
    shown: list[str] = field(default_factory=list)
    not_shown: list[str] = field(default_factory=list)
    offered: list[str] = field(default_factory=list)
    captured: list[Captured] = field(default_factory=list)
    silent: bool = False

    def filled(self, values: Mapping[str, str]) -> Step:
        """The step with values in the place of their names.

        Raises:
            StoryError: a name has no value yet.
        """

        def fill(text: str) -> str:
            return _VALUE.sub(lambda named: self._value(named[1], values), text)

        def fill_all(texts: list[str]) -> list[str]:
            return [fill(text) for text in texts]

        return replace(
            self,
            text=fill(self.text),
            shown=fill_all(self.shown),
            not_shown=fill_all(self.not_shown),
            offered=fill_all(self.offered),
        )

    def _value(self, name: str, values: Mapping[str, str]) -> str:
        if name not in values:
            raise StoryError(f"dòng {self.line}: chưa có “{name}”, chỉ có {sorted(values)}")
        return values[name]


@dataclass(frozen=True)
class Story:
    """``now`` is ISO, local time of Vietnam; ``name`` the file's name without its ending; ``people`` in the head's
    order."""

    name: str
    title: str
    locality: str
    now: str
    people: tuple[str, ...]
    steps: list[Step]

    @property
    def values(self) -> dict[str, str]:
        """What every story knows by name from the start."""
        return {"địa phương": self.locality, "bây giờ": self.now}


def read_story(path: Path) -> Story:
    """One story.

    Raises:
        StoryError: a line means nothing, or the head is not complete.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    body = lines.index("") + 1 if "" in lines else len(lines)
    head = {key: value.strip() for key, _, value in (line.partition(":") for line in lines[1:body])}
    people = tuple(name.strip() for name in head.get("người", SOMEBODY).split(","))
    reading = _Reading(path.name, people)
    for number, line in enumerate(lines[body:], start=body + 1):
        if line.strip() and not line.startswith("--"):
            reading.take(number, line)
    try:
        return Story(path.stem, lines[0], head["địa phương"], head["bây giờ"], people, reading.steps)
    except KeyError as error:
        raise StoryError(f"{path.name}: đầu truyện thiếu {error}") from error


class _Reading:
    """The steps so far, and whose turn it is."""

    def __init__(self, file: str, people: tuple[str, ...]) -> None:
        self._file, self._people, self._who = file, people, people[0]
        self.steps: list[Step] = []

    def take(self, number: int, line: str) -> None:
        sign, _, text = line.partition(" ")
        text = text.strip().replace("\\n", "\n")
        often = _SAY_OFTEN.match(sign)
        if often or sign in _SIGNS:
            times = int(often[1]) if often else 1
            self.steps.append(Step(number, self._who, "say" if often else _SIGNS[sign], text, times))
        elif sign == "@":
            if text not in self._people:
                raise self._wrong(number, f"đầu truyện không có người tên “{text}”")
            self._who = text
        elif not self.steps:
            raise self._wrong(number, f"truyện phải bắt đầu bằng một việc làm ({', '.join(_SIGNS)})")
        else:
            self._expect(number, sign, text)

    def _expect(self, number: int, sign: str, text: str) -> None:
        step = self.steps[-1]
        match sign:
            case "<":
                step.shown.append(text)
            case "!":
                step.not_shown.append(text)
            case "[]":
                step.offered.append(text)
            case "?":
                name, _, pattern = text.partition("=")
                step.captured.append(Captured(name.strip(), pattern.strip()))
            case ".":
                self.steps[-1] = replace(step, silent=True)
            case _:
                raise self._wrong(number, f"không hiểu dấu “{sign}”")

    def _wrong(self, number: int, why: str) -> StoryError:
        return StoryError(f"{self._file}, dòng {number}: {why}")


def all_stories() -> list[Story]:
    """Every story there is, by file name."""
    return [read_story(path) for path in sorted(STORIES.glob("*.txt"))]

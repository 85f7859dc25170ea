"""What a story needs of a channel."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable

from journeys.story import Story


@dataclass(frozen=True)
class Seen:
    """One message as the person sees it; ``buttons`` are labels."""

    text: str
    buttons: tuple[str, ...] = ()


class Person(Protocol):
    """Somebody on the channel. Every action returns what was shown to them since they were last asked, when all that
    follows from the action is there."""

    def say(self, text: str) -> list[Seen]: ...

    def press(self, label: str) -> list[Seen]: ...

    def send_picture(self) -> list[Seen]: ...

    def look(self) -> list[Seen]:
        """They do nothing but look at their screen."""


@runtime_checkable
class Hurried(Protocol):
    """Somebody whose channel takes further messages before the first one is answered."""

    def say_often(self, text: str, times: int) -> list[Seen]: ...


class Driver(Protocol):
    """The program of a story on one channel, with its people. ``sees_changes_after_s``: how long the running program
    may take to see what a command line changed in its data."""

    takes_pictures: bool
    sees_changes_after_s: float

    def __init__(self, story: Story, folder: Path) -> None:
        """Start the real program; ``folder`` is empty and holds the data across restarts."""

    def person(self, name: str) -> Person:
        """Somebody of the story, always the same under the same name."""

    def restart(self) -> None: ...

    def close(self) -> None: ...


def has_label(label: str, wanted: str) -> bool:
    """Whether a button reads like that, with or without its number."""
    return wanted in (label, re.sub(r"^\d+\. ", "", label))

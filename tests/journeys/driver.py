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


class Driver(Protocol):
    """One person on one channel. Every action returns what was shown because of it, when it is all there."""

    takes_pictures: bool

    def __init__(self, story: Story, folder: Path) -> None:
        """Start the real program; ``folder`` is empty and holds the data across restarts."""

    def say(self, text: str) -> list[Seen]: ...

    def press(self, label: str) -> list[Seen]: ...

    def send_picture(self) -> list[Seen]: ...

    def restart(self) -> list[Seen]: ...

    def close(self) -> None: ...


@runtime_checkable
class Hurried(Protocol):
    """A driver whose channel takes further messages before the first one is answered."""

    def say_often(self, text: str, times: int) -> list[Seen]: ...


def has_label(label: str, wanted: str) -> bool:
    """Whether a button reads like that, with or without its number."""
    return wanted in (label, re.sub(r"^\d+\. ", "", label))

"""A transcript (bản ghi cuộc trò chuyện) as the page gets it: stored rows, in stored order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from knowledge.outcome import Choice
from scheduler.people import Account
from scheduler.working_days import VIETNAM


@dataclass(frozen=True, slots=True)
class Line:
    """One stored message. Ids grow with the order; ``event_id`` is set on what the visitor wrote; ``at`` is aware.
    ``has_file``: with the visitor's data as a file, which has an address of its own."""

    id: int
    from_bot: bool
    text: str
    at: dt.datetime
    buttons: tuple[Choice, ...] = ()
    event_id: str | None = None
    has_file: bool = False


class Transcripts(Protocol):
    """What the pages read of storage."""

    async def find_address(self, account: Account, external_id: str) -> int | None:
        """The address of a visitor who has written before."""

    async def last_words(self, account: Account, external_id: str) -> Sequence[Line]:
        """What a visitor was told when they were erased a moment ago; nothing for anybody else."""

    async def my_data(self, address_id: int, now: dt.datetime) -> bytes | None:
        """What is held about a visitor, as JSON; None when they are gone."""

    async def newest(self, address_id: int, limit: int) -> Sequence[Line]:
        """The last ``limit`` messages, oldest first."""

    async def after(self, address_id: int, message_id: int, limit: int) -> Sequence[Line]:
        """The first ``limit`` messages with an id above ``message_id``, oldest first."""


def as_json(line: Line) -> dict[str, Any]:
    """A message as the API gives it; ``at`` is Vietnamese time, ``event`` the page's own id of what it sent."""
    event = line.event_id.rpartition(":")[2] if line.event_id else None
    return {
        "id": line.id,
        "from": "bot" if line.from_bot else "you",
        "text": line.text,
        "buttons": [{"label": choice.label, "ref": choice.ref} for choice in line.buttons],
        "at": line.at.astimezone(VIETNAM).isoformat(timespec="seconds"),
        **({"event": event} if event else {}),
        **({"file": "mydata"} if line.has_file else {}),
    }

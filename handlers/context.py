"""What a handler is given besides the message: the Protocols it needs, and nothing of storage itself."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Protocol

from handlers.conversation import Conversation
from knowledge.answering.answerer import Answerer
from scheduler.people import Person
from scheduler.scrubbing import Scrubbed


class Work(Protocol):
    """What happens in this update besides its replies; committed together with them."""

    def tell(self, facts: tuple[str, ...]) -> None:
        """Record that these facts of the current pack are told to this person now."""


@dataclass(slots=True)
class Turn:
    """One update of one person. Handlers read it, and set ``conversation`` to what shall be remembered.

    ``now`` is aware UTC. ``text`` is the scrubbed text of the message (empty for stickers, photos, buttons).
    """

    person: Person
    conversation: Conversation
    answerer: Answerer
    work: Work
    now: dt.datetime
    claimed: bool = False
    text: str = ""
    scrubbed: Scrubbed = field(default_factory=lambda: Scrubbed(""))

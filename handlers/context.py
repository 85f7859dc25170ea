"""What a handler is given besides the message: the Protocols it needs, and nothing of storage itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from aiogram.methods import SendMessage

from handlers.conversation import Conversation
from knowledge.answering.answerer import Answerer
from scheduler.audit import Line
from scheduler.changes import Change
from scheduler.consent import Consent
from scheduler.holdings import Holdings
from scheduler.organisers import Invitation
from scheduler.people import Person
from scheduler.questions import Asked, Counts
from scheduler.rights import Request
from scheduler.scrubbing import Scrubbed
from scheduler.standing import Standing


class Work(Protocol):
    """What happens in this update besides its replies; committed together with them."""

    def tell(self, facts: tuple[str, ...]) -> None:
        """Record that these facts of the current pack are told to this person now."""

    def change(self, change: Change) -> None:
        """Carry this out when the update is committed."""

    def hide(self, code: str) -> None:
        """Show this code in the replies, and store a mask in its place."""

    def quote(self, address_id: int) -> None:
        """What this update says to anybody else repeats words of this address: it is erased with them."""

    def repeat_questions(self) -> None:
        """The replies repeat what several people asked: they are blanked when one of these is erased."""

    def send(self, note: SendMessage) -> None:
        """A message to somebody else: ``chat_id`` is their address of ours. It leaves after the commit."""

    async def alone(self) -> Standing:
        """Keep every other update of the locality that asks for the same waiting until this one is committed; the
        locality's standing at that moment. Call it before deciding what may be done once only."""


class Organisers(Protocol):
    """What is read of organisers besides the standing."""

    async def invitation(self, locality: str, code_hash: str, now: dt.datetime) -> Invitation | None:
        """The one-time code that was made, not used, and has not run out."""

    async def by_code(self, locality: str, code_hash: str) -> int | None:
        """The id of the organiser whose personal code it is."""

    async def wrong_codes(self, address_id: int, since: dt.datetime) -> int:
        """How many wrong codes were typed at an address since then."""


class Audit(Protocol):
    """Reading the audit."""

    async def newest(self, locality: str, limit: int = 20) -> list[Line]:
        """The last lines, oldest first."""

    async def first_broken(self, locality: str) -> int | None:
        """The number of the first line that was changed, taken out or put in; None when the chain is whole."""


class TranscriptLine(Protocol):
    """A line of a transcript."""

    @property
    def theirs(self) -> bool:
        """Written by the person, not by us."""

    @property
    def text(self) -> str:
        """As it is stored."""


class Transcripts(Protocol):
    """Reading what was said at an address."""

    async def newest(self, address_id: int, limit: int) -> Sequence[TranscriptLine]:
        """The last lines, oldest first."""


class Consents(Protocol):
    """Reading what somebody agreed to."""

    async def of(self, address_id: int) -> tuple[Consent, ...]:
        """Every record of an address, oldest first."""


class Requests(Protocol):
    """Reading the requests about people's data."""

    async def open_ones(self, locality: str) -> tuple[Request, ...]:
        """Those of a locality that are not settled, oldest first."""


class HeldData(Protocol):
    """Reading what is held about somebody."""

    async def of(self, address_id: int) -> Holdings | None:
        """All of it; None when the address is gone."""


@dataclass(frozen=True, slots=True)
class Rights:
    """What is read where people's rights over their data are concerned."""

    consents: Consents
    requests: Requests
    held: HeldData


class Told(Protocol):
    """Reading who was told what."""

    async def count_told(
        self, locality: str, facts: Collection[str], pack_version: int, since: dt.datetime | None
    ) -> int:
        """How many people were told at least one of these facts of this version; ``since``: from then on."""


class Questions(Protocol):
    """Reading what was asked."""

    async def counts(self, locality: str, since: dt.datetime, until: dt.datetime) -> Counts:
        """How much was asked from ``since`` on up to ``until``."""

    async def unanswered(self, locality: str, since: dt.datetime) -> list[Asked]:
        """The newest questions nobody has answered, newest first."""


@dataclass(frozen=True, slots=True)
class Records:
    """What handlers may read, each a part of storage. ``key``: the installation's, for hashes of codes."""

    organisers: Organisers
    audit: Audit
    transcripts: Transcripts
    rights: Rights
    questions: Questions
    told: Told
    key: bytes = field(repr=False)


@dataclass(slots=True)
class Turn:
    """One update of one person. Handlers read it, and set ``conversation`` to what shall be remembered.

    ``now`` is aware UTC. ``text`` is the scrubbed text of the message (empty for stickers, photos, buttons).
    ``outcome`` is a word for what the message came to (`scheduler.questions`), set by whoever answers it.
    """

    person: Person
    conversation: Conversation
    answerer: Answerer
    work: Work
    now: dt.datetime
    records: Records
    standing: Standing = field(default_factory=Standing)
    text: str = ""
    outcome: str = ""
    scrubbed: Scrubbed = field(default_factory=lambda: Scrubbed(""))

    @property
    def locality(self) -> str:
        """The slug of the locality."""
        return self.person.account.locality

    @property
    def is_with_human(self) -> bool:
        """Whether what is written here goes to a human: a hand-over is open, or taken, at this address."""
        here = self.person.address_id
        return bool(self.standing.handovers) and (
            self.standing.handover_of(here) is not None or self.standing.taken_at(here) is not None
        )

    @property
    def is_answered_by_human(self) -> bool:
        """Whether an organiser and a citizen are talking here, on either side."""
        mine = self.standing.handover_of(self.person.address_id)
        taken = self.standing.taken_at(self.person.address_id)
        return taken is not None or (mine is not None and not mine.is_waiting)

    @property
    def claimed(self) -> bool:
        """Whether an organiser stands behind what is said."""
        return self.standing.claimed

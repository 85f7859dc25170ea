"""How a locality stands now (tình trạng): who runs it and whether it answers. Read before every update."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from knowledge.answering.own_answers import OwnAnswer
from scheduler.corrections import Proposal
from scheduler.handover import Handover
from scheduler.organisers import Organiser
from scheduler.pausing import Pause


@dataclass(frozen=True, slots=True)
class Standing:
    """A value read from the database; it does not change under a handler's feet."""

    organisers: tuple[Organiser, ...] = ()
    handovers: tuple[Handover, ...] = ()
    pause: Pause | None = None
    corrections: tuple[Proposal, ...] = ()
    own_answers: tuple[OwnAnswer, ...] = ()

    @property
    def claimed(self) -> bool:
        """Whether an organiser stands behind what is said (DESIGN 7)."""
        return bool(self.organisers)

    def organiser_at(self, address_id: int, now: dt.datetime) -> Organiser | None:
        """The organiser who is signed in at an address."""
        return next((one for one in self.organisers if one.session_at(address_id, now)), None)

    def on_duty(self, now: dt.datetime) -> tuple[Organiser, ...]:
        """Who is there for people now."""
        return tuple(one for one in self.organisers if one.is_on_duty(now))

    def handover(self, key: str) -> Handover | None:
        """The open hand-over with this key."""
        return next((one for one in self.handovers if one.key == key), None)

    def handover_of(self, address_id: int) -> Handover | None:
        """The open hand-over that a citizen asked for at this address."""
        return next((one for one in self.handovers if one.address_id == address_id), None)

    def taken_at(self, address_id: int) -> Handover | None:
        """The open hand-over that an organiser has taken at this address."""
        return next((one for one in self.handovers if one.taken_at_address == address_id), None)

    def organiser(self, organiser_id: int) -> Organiser | None:
        """The organiser with this id, if they still are one."""
        return next((one for one in self.organisers if one.id == organiser_id), None)

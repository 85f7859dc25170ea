"""Organisers (người tổ chức): who may run the assistant of a locality, from which addresses, and until when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from scheduler.duty import OFFICE, Hours
from scheduler.people import Channel

WEB_SESSION = dt.timedelta(hours=8)
"""How long a browser stays signed in: a working day. Telegram's own account stands for its owner until signed out."""

CONFIRMED_FOR = dt.timedelta(minutes=15)
"""How long after the personal code was typed a browser may do what sends messages to others."""


@dataclass(frozen=True, slots=True)
class Session:
    """An organiser at an address. ``expires_at`` None: until signed out; ``confirmed_at``: the code was typed last."""

    address_id: int
    expires_at: dt.datetime | None
    confirmed_at: dt.datetime

    def is_live(self, now: dt.datetime) -> bool:
        """Whether it has not run out."""
        return self.expires_at is None or now < self.expires_at

    def needs_code(self, now: dt.datetime) -> bool:
        """Whether the personal code must be typed again before anything that sends messages to others."""
        return self.expires_at is not None and now >= self.confirmed_at + CONFIRMED_FOR


@dataclass(frozen=True, slots=True)
class Organiser:
    """``id`` is ours and stands in the audit; ``name`` is what others read; ``hours``: when they are there
    for people."""

    id: int
    name: str
    since: dt.datetime
    sessions: tuple[Session, ...] = ()
    hours: Hours = OFFICE

    def session_at(self, address_id: int, now: dt.datetime) -> Session | None:
        """The live session at an address."""
        return next((one for one in self.sessions if one.address_id == address_id and one.is_live(now)), None)

    def is_on_duty(self, now: dt.datetime) -> bool:
        """Whether they are there for people now, and can be reached."""
        return self.hours.covers(now) and bool(self.addresses(now))

    def addresses(self, now: dt.datetime) -> tuple[int, ...]:
        """Where they can be told something."""
        return tuple(one.address_id for one in self.sessions if one.is_live(now))


def session_until(channel: Channel, now: dt.datetime) -> dt.datetime | None:
    """When a session begun now on this channel runs out; None: it does not."""
    return now + WEB_SESSION if channel is Channel.WEB else None


@dataclass(frozen=True, slots=True)
class Invitation:
    """A one-time code that was made and not used. ``name``: who it is for; ``by``: the organiser who made it, None for
    the command line."""

    id: int
    name: str
    expires_at: dt.datetime
    by: int | None = None


# What is done to them; each is committed with the update that asked for it, and stands in the audit.


@dataclass(frozen=True, slots=True)
class Invite:
    """A one-time code is made. ``by`` None: by somebody at the machine."""

    locality: str
    code_hash: str
    name: str
    at: dt.datetime
    expires_at: dt.datetime
    by: int | None = None


@dataclass(frozen=True, slots=True)
class Join:
    """A one-time code is used: its holder becomes an organiser, signed in where they are."""

    locality: str
    invitation: Invitation
    address_id: int
    code_hash: str
    at: dt.datetime
    expires_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class SignIn:
    """The personal code was typed: at an address not yet signed in, or once more."""

    locality: str
    organiser_id: int
    address_id: int
    at: dt.datetime
    expires_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class SignOut:
    """``address_id`` None: everywhere."""

    locality: str
    organiser_id: int
    at: dt.datetime
    address_id: int | None = None


@dataclass(frozen=True, slots=True)
class Rename:
    """An organiser is called otherwise from now on."""

    locality: str
    organiser_id: int
    name: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class RenewCode:
    """An organiser gets another personal code; the old one is none from now on."""

    locality: str
    organiser_id: int
    code_hash: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Remove:
    """Somebody is no organiser any more. ``by`` None: by somebody at the machine."""

    locality: str
    organiser_id: int
    at: dt.datetime
    by: int | None = None


@dataclass(frozen=True, slots=True)
class WrongCode:
    """A code was typed that is none of ours, or no longer."""

    address_id: int
    at: dt.datetime

"""What a handler is given in unit tests: small fakes of storage and of the update it stands in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from types import SimpleNamespace

from aiogram.methods import SendMessage

from handlers.context import Records, Rights
from scheduler.audit import Line
from scheduler.changes import Change
from scheduler.consent import Consent
from scheduler.holdings import Holdings
from scheduler.organisers import Invitation, Organiser, Session
from scheduler.questions import Asked, Counts
from scheduler.rights import Request
from scheduler.standing import Standing

KEY = b"a key of the tests"
SINCE = dt.datetime(2025, 10, 1, tzinfo=dt.UTC)


class FakeWork:
    """Collects what was told, changed and sent to others; nobody else is at work."""

    def __init__(self, standing: Standing | None = None) -> None:
        self.told: list[str] = []
        self.changes: list[Change] = []
        self.notes: list[SendMessage] = []
        self.hidden: list[str] = []
        self.quoted: int | None = None
        self.repeats = False
        self.standing = standing or Standing()

    def tell(self, facts: tuple[str, ...]) -> None:
        self.told += facts

    def change(self, change: Change) -> None:
        self.changes.append(change)

    def hide(self, code: str) -> None:
        self.hidden.append(code)

    def quote(self, address_id: int) -> None:
        self.quoted = address_id

    def repeat_questions(self) -> None:
        self.repeats = True

    def send(self, note: SendMessage) -> None:
        self.notes.append(note)

    async def alone(self) -> Standing:
        return self.standing


class FakeOrganisers:
    """``invitations`` and ``codes`` by hash; ``wrong`` so many wrong codes were typed."""

    def __init__(self) -> None:
        self.invitations: dict[str, Invitation] = {}
        self.codes: dict[str, int] = {}
        self.wrong = 0

    async def invitation(self, locality: str, code_hash: str, now: dt.datetime) -> Invitation | None:
        return self.invitations.get(code_hash)

    async def by_code(self, locality: str, code_hash: str) -> int | None:
        return self.codes.get(code_hash)

    async def wrong_codes(self, address_id: int, since: dt.datetime) -> int:
        return self.wrong


class FakeAudit:
    """A chain of the lines given, whole unless ``broken`` names one."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.broken: int | None = None

    async def newest(self, locality: str, limit: int = 20) -> list[Line]:
        return self.lines[-limit:]

    async def first_broken(self, locality: str) -> int | None:
        return self.broken


class FakeTranscripts:
    """What was said, the same at every address."""

    def __init__(self) -> None:
        self.lines: list[SimpleNamespace] = []

    async def newest(self, address_id: int, limit: int) -> list[SimpleNamespace]:
        return self.lines[-limit:]


class FakeConsents:
    """``records`` are those of whoever asks."""

    def __init__(self) -> None:
        self.records: tuple[Consent, ...] = ()

    async def of(self, address_id: int) -> tuple[Consent, ...]:
        return self.records


class FakeRequests:
    """``open`` are all there are."""

    def __init__(self) -> None:
        self.open: tuple[Request, ...] = ()

    async def open_ones(self, locality: str) -> tuple[Request, ...]:
        return self.open


class FakeHeldData:
    """``holdings`` of whoever asks."""

    def __init__(self) -> None:
        self.holdings: Holdings | None = None

    async def of(self, address_id: int) -> Holdings | None:
        return self.holdings


class FakeQuestions:
    """``today`` was asked today; ``open`` are unanswered, newest first."""

    def __init__(self) -> None:
        self.today = Counts(0, {}, {})
        self.open: list[Asked] = []
        self.span: tuple[dt.datetime, dt.datetime] | None = None

    async def counts(self, locality: str, since: dt.datetime, until: dt.datetime) -> Counts:
        self.span = since, until
        return self.today

    async def unanswered(self, locality: str, since: dt.datetime) -> list[Asked]:
        return [one for one in self.open if one.at >= since]


class FakeTold:
    """``people`` were told whatever is asked about; ``facts`` is what was asked about."""

    def __init__(self) -> None:
        self.people = 0
        self.facts: set[str] = set()

    async def count_told(
        self, locality: str, facts: Collection[str], pack_version: int, since: dt.datetime | None
    ) -> int:
        self.facts = set(facts)
        return self.people


def fake_records() -> Records:
    """Nothing is remembered yet."""
    rights = Rights(FakeConsents(), FakeRequests(), FakeHeldData())
    return Records(FakeOrganisers(), FakeAudit(), FakeTranscripts(), rights, FakeQuestions(), FakeTold(), KEY)


def organiser_of(key: int, name: str, *addresses: int, since: dt.datetime = SINCE) -> Organiser:
    """An organiser who is signed in at these addresses until signed out."""
    return Organiser(key, name, since, tuple(Session(address, None, since) for address in addresses))

"""What a handler is given in unit tests: small fakes of storage and of the update it stands in."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

from aiogram.methods import SendMessage

from handlers.context import Records, Rights
from scheduler.audit import Line
from scheduler.changes import Change
from scheduler.consent import Consent
from scheduler.holdings import Holdings
from scheduler.organisers import Invitation
from scheduler.rights import Request
from scheduler.standing import Standing

KEY = b"a key of the tests"


class FakeWork:
    """Collects what was told, changed and sent to others; nobody else is at work."""

    def __init__(self, standing: Standing | None = None) -> None:
        self.told: list[str] = []
        self.changes: list[Change] = []
        self.notes: list[SendMessage] = []
        self.hidden: list[str] = []
        self.quoted: int | None = None
        self.standing = standing or Standing()

    def tell(self, facts: tuple[str, ...]) -> None:
        self.told += facts

    def change(self, change: Change) -> None:
        self.changes.append(change)

    def hide(self, code: str) -> None:
        self.hidden.append(code)

    def quote(self, address_id: int) -> None:
        self.quoted = address_id

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


def fake_records() -> Records:
    """Nothing is remembered yet."""
    rights = Rights(FakeConsents(), FakeRequests(), FakeHeldData())
    return Records(FakeOrganisers(), FakeAudit(), FakeTranscripts(), rights, KEY)

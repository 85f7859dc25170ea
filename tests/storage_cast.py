"""Builders for storage tests: an address that has just written, and an update of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from scheduler.codes import VALID_FOR
from scheduler.organisers import Invite, Join
from scheduler.people import Channel
from storage.addresses import Address
from storage.engine import Database
from storage.updates import Reply, UpdateRecord

NOON = dt.datetime(2025, 10, 9, 5, 0, tzinfo=dt.UTC)


async def make_address(database: Database, external_id: str = "lan", locality: str = "binh-long") -> Address:
    """Somebody on the web chat of a locality."""
    account = await database.accounts.find_or_create(Channel.WEB, locality, locality)
    joined = await database.addresses.find_or_create(account, external_id, NOON)
    return Address(joined.person, external_id)


def record(
    address: Address, event_id: str, text: str | None = "hỏi", replies: tuple[str, ...] = ("đáp",), **changes: Any
) -> UpdateRecord:
    """An update of this address."""
    values: dict[str, Any] = {
        "account_id": address.person.account.id,
        "event_id": event_id,
        "address_id": address.person.address_id,
        "at": NOON,
        "text": text,
        "replies": tuple(Reply(one, {"method": "SendMessage", "args": {"text": one}}) for one in replies),
    }
    return UpdateRecord(**{**values, **changes})


async def make_organiser(database: Database, external_id: str = "hoa", locality: str = "binh-long") -> int:
    """The id of somebody who has become an organiser of a locality."""
    address = await make_address(database, external_id, locality)
    hashed = f"one-time code of {external_id}"
    await database.changes.submit(Invite(locality, hashed, external_id, NOON, NOON + VALID_FOR))
    invitation = await database.organisers.invitation(locality, hashed, NOON)
    assert invitation is not None
    joined = Join(locality, invitation, address.person.address_id, f"personal code of {external_id}", NOON, None)
    await database.changes.submit(joined)
    return (await database.organisers.of(locality))[-1].id

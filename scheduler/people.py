"""Who writes to us and through what (người dùng, địa chỉ, kênh, tài khoản)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Channel(StrEnum):
    """A way messages travel (kênh)."""

    WEB = "web"
    TERMINAL = "terminal"
    TELEGRAM = "telegram"
    ZALO_BOT = "zalo_bot"
    ZALO_OA = "zalo_oa"


@dataclass(frozen=True, slots=True)
class Account:
    """One bot on a channel, of one locality (tài khoản). ``id`` is ours; ``name`` tells accounts of a channel apart
    (the locality's slug on web and terminal, the platform's bot id elsewhere)."""

    id: int
    channel: Channel
    locality: str
    name: str


@dataclass(frozen=True, slots=True)
class Person:
    """The person behind an address (người dùng), as handlers see them: never an external id.

    ``id`` is the person's, ``address_id`` the address they wrote from now; both are our own surrogate ints.
    """

    id: int
    address_id: int
    account: Account
    created_at: dt.datetime

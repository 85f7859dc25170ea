"""Erasure (xóa dữ liệu): asked for with an update, carried out when its last reply has left, proved by a keyed hash."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import json
from dataclasses import dataclass

from scheduler.people import Account


@dataclass(frozen=True, slots=True)
class AskErasure:
    """Somebody wants everything of an address gone. It is noted with the update and carried out after its replies; an
    organiser loses the role with the update."""

    locality: str
    address_id: int
    at: dt.datetime


def proof_of(account: Account, external_id: str, key: bytes) -> str:
    """What is kept of an address that was erased: HMAC-SHA256 under the installation's key, in hex.

    It covers the channel, the account by its locality and name (not by our id, which another database may give to
    another account) and the platform's id of the person. Without the key nothing can be tried against it.
    """
    said = json.dumps([account.channel.value, account.locality, account.name, external_id], ensure_ascii=False)
    return hmac.new(key, said.encode(), hashlib.sha256).hexdigest()

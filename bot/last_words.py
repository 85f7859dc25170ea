"""The last words to somebody who was erased: pages read stored rows, and there are none any more."""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Callable

from storage.messages import StoredMessage

KEPT_S = 600.0


class LastWords:
    """One message of ours per person, in memory for `KEPT_S` seconds; who it was for is known by a hash of this run
    only."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._salt = secrets.token_bytes(16)
        self._messages: dict[bytes, tuple[float, StoredMessage]] = {}

    def keep(self, account_id: int, external_id: str, message: StoredMessage) -> None:
        """Remember it for the pages that are about to show it."""
        now = self._monotonic()
        self._messages = {key: kept for key, kept in self._messages.items() if now - kept[0] < KEPT_S}
        self._messages[self._key(account_id, external_id)] = now, message

    def to(self, account_id: int, external_id: str) -> StoredMessage | None:
        """What they were told last, if they were erased a moment ago."""
        kept = self._messages.get(self._key(account_id, external_id))
        return kept[1] if kept and self._monotonic() - kept[0] < KEPT_S else None

    def _key(self, account_id: int, external_id: str) -> bytes:
        return hashlib.blake2b(f"{account_id}:{external_id}".encode(), key=self._salt, digest_size=16).digest()

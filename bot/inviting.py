"""One-time codes made at the machine: for the first organiser of a locality, and whenever nobody else can."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from scheduler.codes import VALID_FOR, hash_code, new_code
from scheduler.organisers import Invite
from storage.engine import Database

FIRST = "Người tổ chức"
"""What the first organiser is called until they say otherwise."""


async def make_code(database: Database, slug: str, name: str, key: bytes, now: dt.datetime) -> str:
    """A code that makes its holder an organiser, valid for `VALID_FOR`; only its hash is stored.

    Raises:
        StorageUnavailable: the database cannot be written.
    """
    code = new_code(slug)
    await database.changes.submit(Invite(slug, hash_code(code, key), name, now, now + VALID_FOR))
    return code


async def first_codes(database: Database, slugs: Iterable[str], key: bytes, now: dt.datetime) -> dict[str, str]:
    """A code for each locality that nobody has claimed yet.

    Raises:
        StorageUnavailable: the database cannot be read or written.
    """
    return {
        slug: await make_code(database, slug, FIRST, key, now)
        for slug in slugs
        if not await database.organisers.of(slug)
    }

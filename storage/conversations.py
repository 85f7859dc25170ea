"""Conversations (cuộc trò chuyện): an opaque JSON value per address, read through a bounded cache."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.cache import BoundedCache
from storage.connection import Reader
from storage.inserting import insert_into
from storage.tables import conversations

CACHED_CONVERSATIONS = 50_000

State = dict[str, Any]


class Conversations:
    """The newest state of each address. Saved together with the update that changed it (`storage.updates`)."""

    def __init__(self, reader: Reader, size: int = CACHED_CONVERSATIONS) -> None:
        self._reader = reader
        self._cache: BoundedCache[int, State] = BoundedCache(size)

    async def state(self, address_id: int, new: bool = False) -> State | None:
        """The stored state, None when there is none yet. ``new``: the address was made just now, so do not look.

        Raises:
            StorageUnavailable: the database cannot be read.
        """
        cached = self._cache.get(address_id)
        if cached is not None or new:
            return cached
        async with self._reader.connection() as connection:
            query = select(conversations.c.state).where(conversations.c.address_id == address_id)
            state: State | None = (await connection.execute(query)).scalar_one_or_none()
        if state is not None:
            self._cache.put(address_id, state)
        return state

    def remember(self, address_id: int, state: State) -> None:
        """Write the cache through, after the commit."""
        self._cache.put(address_id, state)

    def forget(self, address_id: int) -> None:
        """Look into the database next time."""
        self._cache.forget(address_id)


async def save_conversations(connection: AsyncConnection, states: Mapping[int, State], at: dt.datetime) -> None:
    """Put each address's newest state."""
    statement = insert_into(connection, conversations)
    statement = statement.on_conflict_do_update(
        index_elements=[conversations.c.address_id],
        set_={"state": statement.excluded.state, "updated_at": statement.excluded.updated_at},
    )
    rows = [{"address_id": key, "state": state, "updated_at": at} for key, state in states.items()]
    await connection.execute(statement, rows)

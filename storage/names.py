"""Names of organisers, forgotten: where they stand as names, and where other organisers were told of them."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Text, cast, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.messages import TEXTS_KEPT
from storage.tables import accounts, addresses, conversations, invitations, messages
from storage.writer import Operation, Writer

BLANK = "(đã xóa)"


class _PurgeInvited(Operation[dt.datetime, int]):
    async def apply(self, connection: AsyncConnection, items: Sequence[dt.datetime]) -> list[int]:
        old = (invitations.c.expires_at < max(items)) & (invitations.c.name != "")
        gone = await connection.execute(update(invitations).where(old).values(name=""))
        return [gone.rowcount] * len(items)


class InvitedNames:
    """Names on codes that nobody used."""

    def __init__(self, writer: Writer) -> None:
        self._writer, self._purge = writer, _PurgeInvited()

    async def purge(self, now: dt.datetime) -> int:
        """Blank those whose code ran out longer ago than texts are kept; how many.

        Raises:
            StorageUnavailable: the database cannot be written.
        """
        return await self._writer.write(self._purge, now - TEXTS_KEPT)


async def forget_name(connection: AsyncConnection, locality: str, name: str, instead: str = BLANK) -> set[int]:
    """Put ``instead`` where a name stands in the transcripts and menus of a locality; the addresses whose conversation
    was changed."""
    # where the new name stands already, it is not to be lengthened ("Anh Minh" in "Anh Minh, Phòng Văn hóa")
    whole = re.compile(rf"(?<!\w)(?:{re.escape(instead)}|{re.escape(name)})(?!\w)")

    def put(_found: re.Match[str]) -> str:
        return instead

    here = select(addresses.c.id).join(accounts, accounts.c.id == addresses.c.account_id)
    here = here.where(accounts.c.locality == locality)
    in_json = json.dumps(name)[1:-1]  # as both databases keep the letters of a payload
    named = or_(
        messages.c.text.contains(name, autoescape=True),
        cast(messages.c.payload, Text).contains(in_json, autoescape=True),
    )
    for row in list(await connection.execute(select(messages).where(messages.c.address_id.in_(here), named))):
        words = {"text": whole.sub(put, row.text), "payload": _replaced(row.payload, whole, put)}
        await connection.execute(update(messages).where(messages.c.id == row.id).values(words))
    touched = set()
    # menus stand in JSON, where a database writes letters in its own way: so they are looked through here
    for row in list(await connection.execute(select(conversations).where(conversations.c.address_id.in_(here)))):
        state = _replaced(row.state, whole, put)
        if state != row.state:
            touched.add(row.address_id)
            which = conversations.c.address_id == row.address_id
            await connection.execute(update(conversations).where(which).values(state=state))
    return touched


def _replaced(value: Any, whole: re.Pattern[str], put: Callable[[re.Match[str]], str]) -> Any:
    if isinstance(value, str):
        return whole.sub(put, value)
    if isinstance(value, dict):
        return {key: _replaced(one, whole, put) for key, one in value.items()}
    if isinstance(value, list):
        return [_replaced(one, whole, put) for one in value]
    return value

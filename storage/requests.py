"""Requests (yêu cầu về dữ liệu) that humans settle, with the dates the law gives them."""

from __future__ import annotations

from sqlalchemy import Row, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from scheduler.audit import Act, organiser
from scheduler.rights import AnswerRequest, AskRight, Request, RequestsReminded, Right, SettleRequest
from storage.audit import note
from storage.connection import Reader
from storage.tables import requests

_OPEN = requests.c.settled_at.is_(None)


async def ask_right(connection: AsyncConnection, change: AskRight) -> None:
    """A request is open from now on."""
    row = {"locality": change.locality, "address_id": change.address_id, "kind": change.right.value}
    dates = {"asked_at": change.at, "answer_on": change.answer_on, "settle_on": change.settle_on}
    await connection.execute(insert(requests), row | dates)


async def answer_request(connection: AsyncConnection, change: AnswerRequest) -> None:
    """The first answer counts."""
    which = (requests.c.id == change.request_id) & requests.c.answered_at.is_(None)
    await connection.execute(update(requests).where(which).values(answered_at=change.at))
    await _note(connection, change, "answer request")


async def settle_request(connection: AsyncConnection, change: SettleRequest) -> None:
    """The request is settled."""
    which = (requests.c.id == change.request_id) & _OPEN
    await connection.execute(update(requests).where(which).values(settled_at=change.at))
    await _note(connection, change, "settle request")


async def _note(connection: AsyncConnection, change: AnswerRequest | SettleRequest, act: str) -> None:
    about = f"request {change.request_id}"
    await note(connection, Act(change.locality, change.at, organiser(change.by), act, about))


async def requests_reminded(connection: AsyncConnection, change: RequestsReminded) -> None:
    """Organisers were told; not again for the same date."""
    for column, ids in ((requests.c.warned_on, change.warned), (requests.c.alarmed_on, change.alarmed)):
        if ids:
            await connection.execute(update(requests).where(requests.c.id.in_(ids)).values({column: change.on}))


class Requests:
    """Reading what is open. Written by `storage.changes`."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    async def open_ones(self, locality: str) -> tuple[Request, ...]:
        """The requests of a locality that are not settled, oldest first.

        Raises:
            StorageUnavailable: the database cannot be read.
        """
        query = select(requests).where(requests.c.locality == locality, _OPEN).order_by(requests.c.id)
        async with self._reader.connection() as connection:
            return tuple(_request(row) for row in await connection.execute(query))


def _request(row: Row[tuple[object, ...]]) -> Request:
    return Request(
        row.id,
        row.locality,
        row.address_id,
        Right(row.kind),
        row.asked_at,
        row.answer_on,
        row.settle_on,
        row.answered_at,
        row.warned_on,
        row.alarmed_on,
    )

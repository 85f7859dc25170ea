"""Own answers (câu trả lời riêng) of a locality."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from knowledge.answering.own_answers import OwnAnswer
from scheduler.audit import Act, organiser
from scheduler.own_answers import KeepAnswer, RevokeAnswer
from scheduler.working_days import VIETNAM
from storage.audit import note
from storage.connection import Reader
from storage.tables import own_answers


async def keep_answer(connection: AsyncConnection, change: KeepAnswer) -> None:
    """The answer is given from now on. The audit gets its number, no citizen's words."""
    row: dict[str, Any] = {"locality": change.locality, "questions": list(change.questions), "answer": change.text}
    row |= {"signed": change.signed, "made_at": change.at, "made_by": change.by}
    made = await connection.execute(insert(own_answers).returning(own_answers.c.id), row)
    about = str(made.scalar_one())
    await note(connection, Act(change.locality, change.at, organiser(change.by), "answer for all", about))


async def revoke_answer(connection: AsyncConnection, change: RevokeAnswer) -> None:
    """The answer is given no more; nothing changes when it is not any more, or of another locality."""
    given = (
        (own_answers.c.id == change.answer_id)
        & (own_answers.c.locality == change.locality)
        & own_answers.c.revoked_at.is_(None)
    )
    ended = update(own_answers).where(given).values(revoked_at=change.at, revoked_by=change.by)
    if (await connection.execute(ended)).rowcount:
        about = str(change.answer_id)
        await note(connection, Act(change.locality, change.at, organiser(change.by), "revoke answer", about))


class OwnAnswersKept:
    """The own answers of localities. Written together with the update that asks for it (`storage.changes`)."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    async def of(self, locality: str) -> tuple[OwnAnswer, ...]:
        """Those that are given, oldest first.

        Raises:
            StorageUnavailable: the database cannot be read.
        """
        query = (
            select(own_answers)
            .where(own_answers.c.locality == locality, own_answers.c.revoked_at.is_(None))
            .order_by(own_answers.c.id)
        )
        async with self._reader.connection() as connection:
            rows = list(await connection.execute(query))
        return tuple(
            OwnAnswer(row.id, tuple(row.questions), row.answer, row.signed, row.made_at.astimezone(VIETNAM).date())
            for row in rows
        )

"""What somebody asked, forgotten where organisers were shown it: lists of unanswered questions, and answers of the
locality's own."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import accounts, addresses, messages, own_answers

REPEATS = "repeats"
"""The outcome of an outgoing message that repeats what several people asked."""
_SHOWN = 100
"""A list shows at least so much of a question."""


async def forget_questions(connection: AsyncConnection, locality: str, address_id: int, now: dt.datetime) -> None:
    """Blank every list that shows a question of this address, and take its wordings out of the locality's own answers;
    an answer without a wording is given no more."""
    query = select(messages.c.text).where(messages.c.address_id == address_id, messages.c.direction == "in")
    asked = {text for text in (await connection.execute(query)).scalars() if text}
    if not asked:
        return
    here = select(addresses.c.id).join(accounts, accounts.c.id == addresses.c.account_id)
    here = here.where(accounts.c.locality == locality)
    lists = select(messages.c.id, messages.c.text).where(messages.c.outcome == REPEATS, messages.c.address_id.in_(here))
    for key, shown in list(await connection.execute(lists)):
        if any(text[:_SHOWN] in shown for text in asked):
            await connection.execute(update(messages).where(messages.c.id == key).values(text="", payload=None))
    answers = select(own_answers.c.id, own_answers.c.questions, own_answers.c.revoked_at)
    for row in list(await connection.execute(answers.where(own_answers.c.locality == locality))):
        kept = [question for question in row.questions if question not in asked]
        if len(kept) < len(row.questions):
            ended = row.revoked_at if kept else row.revoked_at or now
            which = own_answers.c.id == row.id
            await connection.execute(update(own_answers).where(which).values(questions=kept, revoked_at=ended))

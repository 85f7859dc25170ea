"""INSERT with an answer: the same words on SQLite and PostgreSQL, a few statements for many rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Table, insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection


def insert_into(connection: AsyncConnection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that knows ``on_conflict_do_nothing`` and ``on_conflict_do_update``."""
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)


async def insert_numbered(connection: AsyncConnection, table: Table, rows: Sequence[dict[str, Any]]) -> list[int]:
    """Insert rows into a table with an ``id`` of ours; their ids, in the order of the rows, ascending.

    On SQLite ``sort_by_parameter_order`` would mean one statement per row. It is not needed there: a writer is alone
    (BEGIN IMMEDIATE), rows are inserted in the order of VALUES, and AUTOINCREMENT only counts up, so that sorted ids
    are in the order of the rows (https://sqlite.org/autoinc.html).
    """
    if connection.dialect.name == "postgresql":
        made = await connection.execute(insert(table).returning(table.c.id, sort_by_parameter_order=True), rows)
        return list(made.scalars())
    made = await connection.execute(insert(table).returning(table.c.id), rows)
    return sorted(made.scalars())

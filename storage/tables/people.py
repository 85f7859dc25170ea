"""People (người dùng): who writes to us, whatever the address."""

from sqlalchemy import Column, Table

from storage.tables.base import Key, UtcDateTime, metadata

people = Table(
    "people",
    metadata,
    Column("id", Key, primary_key=True),
    Column("created_at", UtcDateTime, nullable=False),
    sqlite_autoincrement=True,
)

"""Hand-overs (chuyển cho người thật): who asked for a human, who took it, how it ended; no words of anybody."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, String, Table, UniqueConstraint

from storage.tables.base import Key, UtcDateTime, metadata

handovers = Table(
    "handovers",
    metadata,
    Column("id", Key, primary_key=True),
    Column("key", String(16), nullable=False),
    Column("locality", String(100), nullable=False),
    Column("address_id", Key, ForeignKey("addresses.id"), nullable=False, index=True),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("taken_by", Key, ForeignKey("organisers.id")),
    Column("taken_at_address", Key, ForeignKey("addresses.id")),
    Column("taken_at", UtcDateTime),
    Column("answered", Boolean, nullable=False),
    Column("ended_at", UtcDateTime),
    Column("ended_how", String(20)),
    UniqueConstraint("key"),
    sqlite_autoincrement=True,
)

_open = handovers.c.ended_at.is_(None)
Index("ix_handovers_open", handovers.c.locality, sqlite_where=_open, postgresql_where=_open)

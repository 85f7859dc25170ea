"""Corrections (cập nhật) of facts: proposed, approved, in force, asked to be revoked, closed."""

from sqlalchemy import Column, ForeignKey, Index, String, Table, UniqueConstraint

from storage.tables.base import Key, UtcDateTime, metadata

corrections = Table(
    "corrections",
    metadata,
    Column("id", Key, primary_key=True),
    Column("key", String(20), nullable=False),
    Column("locality", String(100), nullable=False),
    Column("field", String(120), nullable=False),
    Column("value", String(300), nullable=False),
    Column("proposed_at", UtcDateTime, nullable=False),
    Column("proposed_by", Key, ForeignKey("organisers.id"), nullable=False),
    Column("approved_at", UtcDateTime),  # null: not in force
    Column("approved_by", Key, ForeignKey("organisers.id")),  # null: at the machine
    Column("revoke_asked_by", Key, ForeignKey("organisers.id")),
    Column("closed_at", UtcDateTime),
    Column("closed_as", String(20)),  # declined, withdrawn, superseded, revoked
    UniqueConstraint("key"),
    sqlite_autoincrement=True,
)

_open = corrections.c.closed_at.is_(None)
Index("ix_corrections_open", corrections.c.locality, sqlite_where=_open, postgresql_where=_open)

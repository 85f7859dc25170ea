"""Erasures (xóa dữ liệu): those asked for and not carried out yet, and the proofs of those that were."""

from sqlalchemy import Column, ForeignKey, String, Table

from storage.tables.base import Key, UtcDateTime, metadata

asked_erasures = Table(
    "asked_erasures",
    metadata,
    Column("address_id", Key, ForeignKey("addresses.id"), primary_key=True, autoincrement=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("name", String(80)),  # of an organiser: what other people's transcripts have to forget
)

erasures = Table(
    "erasures",
    metadata,
    Column("id", Key, primary_key=True),
    Column("proof", String(64), nullable=False, index=True),
    Column("locality", String(100), nullable=False),
    Column("channel", String(20), nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("done_at", UtcDateTime, nullable=False),
    sqlite_autoincrement=True,
)

"""Requests (yêu cầu về dữ liệu) that a human has to settle: their kind and dates, none of their words."""

from sqlalchemy import Column, Date, ForeignKey, String, Table

from storage.tables.base import Key, UtcDateTime, metadata

requests = Table(
    "requests",
    metadata,
    Column("id", Key, primary_key=True),
    Column("locality", String(100), nullable=False, index=True),
    Column("address_id", Key, ForeignKey("addresses.id"), nullable=False, index=True),
    Column("kind", String(20), nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("answer_on", Date, nullable=False),  # dates are local
    Column("settle_on", Date, nullable=False),
    Column("answered_at", UtcDateTime),
    Column("settled_at", UtcDateTime),  # null: open
    Column("warned_on", Date),
    Column("alarmed_on", Date),
    sqlite_autoincrement=True,
)

"""Consents (sự đồng ý): which text was shown to whom and when, whether they agreed, and when they withdrew it."""

from sqlalchemy import Column, ForeignKey, String, Table, Text

from storage.tables.base import Key, UtcDateTime, metadata

consents = Table(
    "consents",
    metadata,
    Column("id", Key, primary_key=True),
    Column("address_id", Key, ForeignKey("addresses.id"), nullable=False, index=True),
    Column("purpose", String(20), nullable=False),
    Column("channel", String(20), nullable=False),
    Column("text", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("withdrawn_at", UtcDateTime),  # null: it stands
    sqlite_autoincrement=True,
)

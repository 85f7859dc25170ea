"""Conversations (cuộc trò chuyện): the newest state of each address, opaque to storage."""

from sqlalchemy import JSON, Column, ForeignKey, Table

from storage.tables.base import Key, UtcDateTime, metadata

conversations = Table(
    "conversations",
    metadata,
    Column("address_id", Key, ForeignKey("addresses.id"), primary_key=True, autoincrement=False),
    Column("state", JSON, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
)

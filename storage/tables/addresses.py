"""Addresses (địa chỉ): a person on an account; the only place where a platform's id of a person stands."""

from sqlalchemy import Column, ForeignKey, String, Table, UniqueConstraint

from storage.tables.base import Key, UtcDateTime, metadata

addresses = Table(
    "addresses",
    metadata,
    Column("id", Key, primary_key=True),
    Column("person_id", Key, ForeignKey("people.id"), nullable=False, index=True),
    Column("account_id", Key, ForeignKey("accounts.id"), nullable=False),
    Column("external_id", String(200), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("unreachable_at", UtcDateTime),  # null: as far as we know, a message arrives
    Column("unreachable_why", String(20)),
    UniqueConstraint("account_id", "external_id"),
    sqlite_autoincrement=True,
)

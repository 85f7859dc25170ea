"""Events: which events of a platform were taken, so that a repeated one changes nothing. Ids may tell of the person who
wrote (a page's hold part of the visitor's key), so that a row knows whose it is."""

from sqlalchemy import Column, ForeignKey, String, Table

from storage.tables.base import Key, UtcDateTime, metadata

events = Table(
    "events",
    metadata,
    Column("account_id", Key, ForeignKey("accounts.id"), primary_key=True),
    Column("event_id", String(200), primary_key=True),
    Column("received_at", UtcDateTime, nullable=False, index=True),
    Column("address_id", Key, ForeignKey("addresses.id"), index=True),  # null: taken before this column was there
)

"""Organisers (người tổ chức): their one-time codes, who they are, where they are signed in, wrong codes typed."""

from sqlalchemy import Column, ForeignKey, Index, String, Table, UniqueConstraint

from storage.tables.base import Key, UtcDateTime, metadata

organisers = Table(
    "organisers",
    metadata,
    Column("id", Key, primary_key=True),
    Column("locality", String(100), nullable=False, index=True),
    Column("name", String(80), nullable=False),
    Column("code_hash", String(64), nullable=False),
    Column("since", UtcDateTime, nullable=False),
    Column("removed_at", UtcDateTime),
    Column("hours", String(200)),  # null: office hours
    UniqueConstraint("code_hash"),
    sqlite_autoincrement=True,
)

invitations = Table(
    "invitations",
    metadata,
    Column("id", Key, primary_key=True),
    Column("locality", String(100), nullable=False),
    Column("name", String(80), nullable=False),
    Column("code_hash", String(64), nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("made_by", Key, ForeignKey("organisers.id")),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("used_at", UtcDateTime),
    UniqueConstraint("code_hash"),
    sqlite_autoincrement=True,
)

sessions = Table(
    "sessions",
    metadata,
    Column("organiser_id", Key, ForeignKey("organisers.id"), primary_key=True),
    Column("address_id", Key, ForeignKey("addresses.id"), primary_key=True, index=True),
    Column("confirmed_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime),  # null: until signed out
)

wrong_codes = Table(
    "wrong_codes",
    metadata,
    Column("id", Key, primary_key=True),
    Column("address_id", Key, ForeignKey("addresses.id"), nullable=False),
    Column("typed_at", UtcDateTime, nullable=False),
    sqlite_autoincrement=True,
)

Index("ix_wrong_codes_address_id_typed_at", wrong_codes.c.address_id, wrong_codes.c.typed_at)

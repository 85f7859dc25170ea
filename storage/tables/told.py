"""Told: which fact of which pack version was told to which address, and when; corrections go to exactly these."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table

from storage.tables.base import Key, UtcDateTime, metadata

told = Table(
    "told",
    metadata,
    Column("id", Key, primary_key=True),
    Column("address_id", Key, ForeignKey("addresses.id"), nullable=False, index=True),
    Column("fact", String(200), nullable=False),
    Column("pack_version", Integer, nullable=False),
    Column("told_at", UtcDateTime, nullable=False),
    sqlite_autoincrement=True,
)

Index("ix_told_fact_pack_version", told.c.fact, told.c.pack_version)

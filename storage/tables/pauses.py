"""Pauses (tạm dừng): from when to when a locality did not answer; one open row at most."""

from sqlalchemy import Column, ForeignKey, Index, String, Table

from storage.tables.base import Key, UtcDateTime, metadata

pauses = Table(
    "pauses",
    metadata,
    Column("id", Key, primary_key=True),
    Column("locality", String(100), nullable=False),
    Column("began_at", UtcDateTime, nullable=False),
    Column("began_by", Key, ForeignKey("organisers.id"), nullable=False),
    Column("ended_at", UtcDateTime),  # null: it lasts
    Column("ended_by", Key, ForeignKey("organisers.id")),
    sqlite_autoincrement=True,
)

_lasting = pauses.c.ended_at.is_(None)
Index("ix_pauses_lasting", pauses.c.locality, unique=True, sqlite_where=_lasting, postgresql_where=_lasting)

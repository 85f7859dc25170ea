"""Audit (nhật ký việc làm): a chain of lines per locality; lines are only ever added."""

from sqlalchemy import Column, Integer, String, Table

from storage.tables.base import UtcDateTime, metadata

audit = Table(
    "audit",
    metadata,
    Column("locality", String(100), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", UtcDateTime, nullable=False),
    Column("actor", String(60), nullable=False),
    Column("act", String(60), nullable=False),
    Column("about", String(300), nullable=False),
    Column("hash", String(64), nullable=False),
)

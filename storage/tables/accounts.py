"""Accounts (tài khoản): one bot on a channel, of one locality."""

from sqlalchemy import Column, String, Table, UniqueConstraint

from storage.tables.base import Key, metadata

accounts = Table(
    "accounts",
    metadata,
    Column("id", Key, primary_key=True),
    Column("channel", String(20), nullable=False),
    Column("locality", String(100), nullable=False),
    Column("name", String(100), nullable=False),
    UniqueConstraint("channel", "locality", "name"),
    sqlite_autoincrement=True,
)

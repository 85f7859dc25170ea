"""What can go wrong while remembering."""

from __future__ import annotations


class StorageUnavailable(Exception):
    """Nothing was remembered: the database is locked, full, gone or closed. The person may try again in a minute.

    ``reason`` is the kind of the underlying error, never a person's words.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(f"the database did not take it: {reason}")
        self.reason = reason


class StorageRejected(StorageUnavailable):
    """The database works, yet refuses just this record; sending the same again will not help."""


class BadDatabaseUrl(ValueError):
    """HOCVUSO_DATABASE_URL names a database we cannot use; the message says what to write instead."""

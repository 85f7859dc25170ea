"""A consistent copy of the embedded database, while it is in use, and the proof that a copy can be used."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from storage.connection import parse_url


class BadCopy(ValueError):
    """A file is not a usable database of ours; the message says in Vietnamese why."""


def sqlite_file(url: str) -> Path | None:
    """The file behind a database URL, or None when it is PostgreSQL.

    Raises:
        BadDatabaseUrl: neither SQLite nor PostgreSQL.
    """
    parsed = parse_url(url)
    if not parsed.drivername.startswith("sqlite"):
        return None
    return Path(parsed.database or "")


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy a database as it stands at one moment; writers go on meanwhile. ``target`` must not exist.

    Uses SQLite's online backup (https://sqlite.org/backup.html) in one step, so that no writer restarts it; the copy
    carries everything, without -wal or -shm files beside it.

    Raises:
        FileNotFoundError: there is no database at ``source``.
        FileExistsError: ``target`` is there already.
        sqlite3.Error: the disk is full, or ``source`` is damaged or locked for more than 30 s.
    """
    if not source.is_file():
        raise FileNotFoundError(source)
    if target.exists():
        raise FileExistsError(target)
    with closing(sqlite3.connect(source, timeout=30)) as here, closing(sqlite3.connect(target)) as there:
        here.backup(there)
        there.execute("PRAGMA journal_mode=DELETE")


def revision_of(path: Path) -> str:
    """The revision of the tables in a database file, after SQLite found every page and reference in order.

    Raises:
        BadCopy: damaged, not SQLite, or not made by this program.
    """
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
            verdict = database.execute("PRAGMA integrity_check(1)").fetchone()[0]
            torn = database.execute("PRAGMA foreign_key_check").fetchone()
            row = database.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error as error:
        raise BadCopy(f"không phải dữ liệu của hocvuso, hoặc đã hỏng ({error})") from error
    if verdict != "ok" or torn:
        raise BadCopy(f"dữ liệu đã hỏng ({verdict if verdict != 'ok' else 'mất liên kết giữa các bảng'})")
    if row is None:
        raise BadCopy("dữ liệu không có phiên bản")
    return str(row[0])

"""How we connect to each database: SQLite as the embedded default, PostgreSQL by URL."""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage.errors import BadDatabaseUrl, StorageUnavailable

_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
    "postgresql+asyncpg": "postgresql+asyncpg",
}

_SQLITE_DOWN = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_READONLY,
}
"""Primary result codes that are about the database, not about a record: https://sqlite.org/rescode.html"""

_POSTGRES_DOWN = ("08", "25", "40", "53", "55", "57", "58", "XX")
"""SQLSTATE classes of the same kind: https://www.postgresql.org/docs/18/errcodes-appendix.html"""


def default_url(data_dir: Path) -> str:
    """The embedded database inside the data directory."""
    return f"sqlite+aiosqlite:///{data_dir / 'hocvuso.db'}"


def parse_url(url: str) -> URL:
    """The URL with the driver we use.

    Raises:
        BadDatabaseUrl: not a URL, or neither SQLite nor PostgreSQL.
    """
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise BadDatabaseUrl(
            "HOCVUSO_DATABASE_URL không đọc được. Hãy ghi như sqlite:///data/hocvuso.db "
            "hoặc postgresql://tên:mật-khẩu@máy/cơ-sở-dữ-liệu."
        ) from error
    driver = _DRIVERS.get(parsed.drivername)
    if driver is None:
        raise BadDatabaseUrl(
            f"HOCVUSO_DATABASE_URL: không dùng được “{parsed.drivername}”. Hãy dùng sqlite:/// hoặc postgresql://."
        )
    return parsed.set(drivername=driver)


def connect(url: str, busy_timeout_s: float = 5.0) -> AsyncEngine:
    """An engine for the URL. Transactions of `writing(engine)` take SQLite's write lock at once (BEGIN IMMEDIATE).

    ``busy_timeout_s``: how long a writer waits for another process before it gives up. The folder of a SQLite file is
    made when missing, readable for its owner only.
    """
    parsed = parse_url(url)
    logging.getLogger("aiosqlite").setLevel(logging.INFO)  # its DEBUG lines quote every value that is stored
    if parsed.drivername.startswith("sqlite"):
        return _connect_sqlite(parsed, busy_timeout_s)
    arguments = {"timeout": 5, "command_timeout": 30, "server_settings": {"application_name": "hocvuso"}}
    arguments["server_settings"] |= {"lock_timeout": str(round(busy_timeout_s * 1000))}  # type: ignore[operator]
    return create_async_engine(
        parsed, pool_size=5, max_overflow=5, pool_pre_ping=True, hide_parameters=True, connect_args=arguments
    )


def writing(engine: AsyncEngine) -> AsyncEngine:
    """The same engine and pool, for transactions that write: a transaction that reads and then writes would
    otherwise fail at once with "database is locked", whatever the timeout."""
    return engine.execution_options(begin="IMMEDIATE")


def _connect_sqlite(url: URL, busy_timeout_s: float) -> AsyncEngine:
    if url.database and url.database != ":memory:":
        Path(url.database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    engine = create_async_engine(
        url, pool_size=5, max_overflow=5, hide_parameters=True, connect_args={"timeout": busy_timeout_s}
    )

    @event.listens_for(engine.sync_engine, "connect")
    def set_pragmas(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # the driver begins no transactions of its own; `begin` below does
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={round(busy_timeout_s * 1000)}")
        _use_wal(cursor, busy_timeout_s)
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA secure_delete=ON")  # what is erased is overwritten, not only unlinked
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(f"BEGIN {connection.get_execution_options().get('begin', 'DEFERRED')}")

    return engine


def _use_wal(cursor: Any, busy_timeout_s: float) -> None:
    """Switch the file to WAL. Two programs that make a new database together meet here, and for this statement SQLite
    answers "busy" at once, whatever the busy timeout: so it is tried again for that long."""
    give_up_at = time.monotonic() + busy_timeout_s
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > give_up_at:
                raise
            time.sleep(0.01)


def is_down(error: BaseException) -> bool:
    """Whether the failure is about the database as a whole (locked, full, unreachable), not about what was written."""
    if isinstance(error, DBAPIError):
        if error.connection_invalidated:
            return True
        driver_error = error.orig.__cause__ or error.orig if error.orig else None
        return driver_error is not None and is_down(driver_error)
    if isinstance(error, sqlite3.Error):
        return getattr(error, "sqlite_errorcode", 0) & 0xFF in _SQLITE_DOWN
    sqlstate = getattr(error, "sqlstate", None)
    if isinstance(sqlstate, str):
        return sqlstate.startswith(_POSTGRES_DOWN)
    return isinstance(error, (OSError, TimeoutError, PoolTimeout))


def reason(error: BaseException) -> str:
    """The kind of an error, without any value that was to be written."""
    driver_error = error.orig if isinstance(error, DBAPIError) and error.orig else error
    name = getattr(driver_error, "sqlite_errorname", None) or getattr(driver_error, "sqlstate", None)
    return str(name or type(driver_error).__name__)


class Reader:
    """Reads; every failure becomes `StorageUnavailable`."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[AsyncConnection]:
        try:
            async with self._engine.connect() as connection:
                yield connection
        except (SQLAlchemyError, OSError) as error:
            raise StorageUnavailable(reason(error)) from error

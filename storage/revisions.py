"""Which revision (phiên bản bảng) a database is at, and which ones this program knows."""

from __future__ import annotations

from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from storage.connection import Reader, connect
from storage.engine import MIGRATIONS


def _scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return ScriptDirectory.from_config(config)


def head_revision() -> str:
    """The newest revision this program brings a database to."""
    return str(_scripts().get_current_head())


def known_revisions() -> frozenset[str]:
    """Every revision this program can start from."""
    return frozenset(script.revision for script in _scripts().walk_revisions())


async def revision_in(url: str) -> str | None:
    """The revision of the database behind ``url``; None when it is empty.

    Raises:
        BadDatabaseUrl: neither SQLite nor PostgreSQL.
        StorageUnavailable: it cannot be reached.
    """
    engine = connect(url)
    try:
        async with Reader(engine).connection() as connection:
            return await connection.run_sync(_revision)
    finally:
        await engine.dispose()


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()

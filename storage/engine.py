"""The database as the program opens it: one engine, one writer, the repositories."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.accounts import Accounts
from storage.addresses import Addresses
from storage.audit import Audit
from storage.changes import Changes
from storage.connection import Reader, connect, default_url, reason, writing
from storage.consents import Consents
from storage.conversations import Conversations
from storage.corrections import Corrections
from storage.erasures import Erasures
from storage.errors import StorageUnavailable
from storage.events import Events
from storage.handovers import Handovers
from storage.health import Health
from storage.holdings import HeldData
from storage.messages import Messages
from storage.names import InvitedNames
from storage.organisers import Organisers
from storage.own_answers import OwnAnswersKept
from storage.pauses import Pauses
from storage.questions import Questions
from storage.requests import Requests
from storage.scouring import Scouring
from storage.told import ToldFacts
from storage.updates import Updates
from storage.writer import Writer

__all__ = ["MIGRATIONS", "Database", "default_url", "migrate"]

MIGRATIONS = Path(__file__).resolve().parent / "migrations"

_MIGRATION_LOCK = 0x686F6376
"""PostgreSQL advisory lock: two processes that start together migrate one after the other."""


class Database:
    """What is remembered. Open it inside a running event loop, on a migrated database; `close` writes what waits."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        reader = Reader(engine)
        self.writer = Writer(engine)
        self.accounts = Accounts(reader, self.writer)
        self.addresses = Addresses(reader, self.writer)
        self.audit = Audit(reader)
        self.changes = Changes(self.writer)
        self.consents = Consents(reader)
        self.conversations = Conversations(reader)
        self.corrections = Corrections(reader)
        self.erasures = Erasures(reader, self.writer, self.addresses, self.conversations)
        self.events = Events(self.writer)
        self.handovers = Handovers(reader)
        self.health = Health(self.writer)
        self.held = HeldData(reader)
        self.messages = Messages(reader, self.writer)
        self.invited_names = InvitedNames(self.writer)
        self.organisers = Organisers(reader)
        self.requests = Requests(reader)
        self.scouring = Scouring(engine, reader)
        self.own_answers = OwnAnswersKept(reader)
        self.pauses = Pauses(reader)
        self.questions = Questions(reader)
        self.told = ToldFacts(reader)
        self.updates = Updates(self.writer, self.conversations)

    @classmethod
    async def open(cls, url: str, busy_timeout_s: float = 5.0) -> Database:
        """Connect once, to fail early.

        Raises:
            BadDatabaseUrl: neither SQLite nor PostgreSQL.
            StorageUnavailable: it cannot be reached.
        """
        engine = connect(url, busy_timeout_s)
        try:
            async with Reader(engine).connection() as connection:
                await connection.execute(text("SELECT 1"))
        except StorageUnavailable:
            await engine.dispose()
            raise
        return cls(engine)

    async def close(self) -> None:
        """Write what is waiting, then let the connections go."""
        await self.writer.close()
        await self.engine.dispose()


async def migrate(url: str) -> None:
    """Bring the database to the newest schema, in one transaction; nothing happens when it is there already.

    Raises:
        BadDatabaseUrl: neither SQLite nor PostgreSQL.
        StorageUnavailable: it cannot be reached or written, or was migrated by a newer version of the program.
    """
    from alembic.util import CommandError

    engine = connect(url)
    try:
        async with writing(engine).begin() as connection:
            if connection.dialect.name == "postgresql":
                await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
            await connection.run_sync(_upgrade)
    except CommandError as error:
        raise StorageUnavailable(f"its schema is newer than this program ({error})") from error
    except (SQLAlchemyError, OSError) as error:
        raise StorageUnavailable(reason(error)) from error
    finally:
        await engine.dispose()


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")

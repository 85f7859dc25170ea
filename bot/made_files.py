"""Files made at the moment they are sent. A stored reply holds a file's name only, so that what a file says is never
kept twice, and every channel makes of it what it can: a document, a link, a text."""

from __future__ import annotations

import datetime as dt

from aiogram.methods import SendDocument
from aiogram.types import BufferedInputFile

from bot.outgoing import Clock, Method
from handlers.replies import MY_DATA
from scheduler.holdings import FILE_NAME, as_file
from storage.engine import Database


async def my_data(database: Database, address_id: int, now: dt.datetime) -> bytes | None:
    """What is held about an address, as JSON; None when it is gone.

    Raises:
        StorageUnavailable: the database cannot be read.
    """
    holdings = await database.held.of(address_id)
    return None if holdings is None else as_file(holdings, now)


class MadeFiles:
    """Puts the file where its name stands."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    async def finish(self, method: Method, address_id: int) -> Method:
        """The method as it can leave; any other as it is.

        Raises:
            StorageUnavailable: the database cannot be read.
            FileNotFoundError: nothing is held about this address any more.
        """
        if not (isinstance(method, SendDocument) and method.document == MY_DATA):
            return method
        content = await my_data(self._database, address_id, self._clock())
        if content is None:
            raise FileNotFoundError(FILE_NAME)
        return method.model_copy(update={"document": BufferedInputFile(content, FILE_NAME)})

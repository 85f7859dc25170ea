"""Transcripts out of the database: what the update loop stored, as lines of the page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from bot.last_words import LastWords
from bot.made_files import my_data
from bot.shown_once import ShownOnce
from bot.web.transcript import Line
from handlers.replies import MY_DATA
from knowledge.outcome import Choice
from scheduler.people import Account
from storage.engine import Database
from storage.messages import StoredMessage


class StoredTranscripts:
    """`bot.web.transcript.Transcripts` on the real database.

    All methods raise StorageUnavailable when it cannot be read.
    """

    def __init__(self, database: Database, shown_once: ShownOnce, last_words: LastWords | None = None) -> None:
        self._database, self._shown_once = database, shown_once
        self._last_words = last_words or LastWords()

    async def find_address(self, account: Account, external_id: str) -> int | None:
        person = await self._database.addresses.find(account, external_id)
        return person.address_id if person else None

    async def last_words(self, account: Account, external_id: str) -> list[Line]:
        message = self._last_words.to(account.id, external_id)
        return [] if message is None else [self._line(message)]

    async def my_data(self, address_id: int, now: dt.datetime) -> bytes | None:
        return await my_data(self._database, address_id, now)

    async def newest(self, address_id: int, limit: int) -> list[Line]:
        return [self._line(message) for message in await self._database.messages.newest(address_id, limit)]

    async def after(self, address_id: int, message_id: int, limit: int) -> list[Line]:
        return [self._line(message) for message in await self._database.messages.after(address_id, message_id, limit)]

    def _line(self, message: StoredMessage) -> Line:
        text = self._shown_once.shown(message.id, message.text)
        payload = message.payload or {}
        has_file = payload.get("args", {}).get("document") == MY_DATA
        from_bot = message.direction == "out"
        return Line(message.id, from_bot, text, message.created_at, _buttons(payload), message.event_id, has_file)


def _buttons(payload: Mapping[str, Any]) -> tuple[Choice, ...]:
    """The buttons of a stored aiogram method (`bot.outgoing`); those that open an address have no place here."""
    rows = (payload.get("args", {}).get("reply_markup") or {}).get("inline_keyboard") or []
    buttons = [button for row in rows for button in row]
    return tuple(Choice(button["text"], button["callback_data"]) for button in buttons if button.get("callback_data"))

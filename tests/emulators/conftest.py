"""A running Telegram emulator and the plainest client there is."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
from emulators.telegram_server import Person, TelegramServer


@dataclass(frozen=True)
class Reply:
    """What came back: HTTP status, parsed body, headers in small letters."""

    status: int
    body: dict[str, Any]
    headers: dict[str, str]

    @property
    def result(self) -> Any:
        assert self.body["ok"], self.body
        return self.body["result"]

    @property
    def refusal(self) -> tuple[int, str]:
        assert not self.body["ok"]
        assert self.body["error_code"] == self.status
        return self.status, self.body["description"]


class Client:
    """Calls methods of one bot with JSON bodies."""

    def __init__(self, http: aiohttp.ClientSession, base_url: str, token: str) -> None:
        self.http, self.base_url, self.token = http, base_url, token

    def url(self, method: str) -> str:
        return f"{self.base_url}/bot{self.token}/{method}"

    async def __call__(self, method: str, **arguments: Any) -> Reply:
        async with self.http.post(self.url(method), json=arguments) as response:
            return await reply_of(response)

    async def send(self, chat_id: int, text: str = "Chào bác", **arguments: Any) -> Reply:
        return await self("sendMessage", chat_id=chat_id, text=text, **arguments)


async def reply_of(response: aiohttp.ClientResponse) -> Reply:
    return Reply(
        response.status, await response.json(), {key.lower(): value for key, value in response.headers.items()}
    )


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
async def telegram() -> AsyncIterator[TelegramServer]:
    """A server with one bot; the pauses of the real one are shortened fifty times."""
    async with TelegramServer(webhook_pause_factor=0.02, conflict_pause_s=0.06) as server:
        server.add_bot("Bot Bình Long", "binh_long_bot")
        yield server


@pytest.fixture
def token(telegram: TelegramServer) -> str:
    return next(iter(telegram.world.bots))


@pytest.fixture
def call(telegram: TelegramServer, http: aiohttp.ClientSession, token: str) -> Client:
    return Client(http, telegram.base_url, token)


@pytest.fixture
def lan(telegram: TelegramServer) -> Person:
    """Cô Lan, who has started the bot."""
    person = telegram.person("Cô Lan")
    person.starts()
    return person


def keyboard(**button: Any) -> dict[str, Any]:
    """An inline keyboard of one button."""
    return {"inline_keyboard": [[{"text": "Chọn", **button}]]}

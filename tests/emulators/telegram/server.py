"""The emulator as tests use it."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

from aiohttp import web
from emulators.telegram.accounts import Accepted, BotAccount
from emulators.telegram.bot_api import BotApi, not_found
from emulators.telegram.chats import Message
from emulators.telegram.control import Control
from emulators.telegram.faults import Faults
from emulators.telegram.limits import Limits
from emulators.telegram.people import Group, Person
from emulators.telegram.receiving import stop_courier
from emulators.telegram.world import Press, World

_LARGEST_REQUEST = 60 * 1024 * 1024


class TelegramServer:
    """A Bot API server on loopback, as strict as the real one.

    ``async with TelegramServer() as telegram:`` starts it on a free port (or ``port``). ``limits`` are the flood
    limits, ``clock`` gives dates in seconds since 1970; pauses of webhook repetitions are multiplied by
    ``webhook_pause_factor``; ``conflict_pause_s`` is how long a second 409 within that time is held back; a pressed
    button can be answered for ``callback_life_s``. All methods must be called in the loop that runs the server.
    """

    def __init__(
        self,
        *,
        port: int = 0,
        host: str = "127.0.0.1",
        limits: Limits | None = None,
        clock: Callable[[], float] = time.time,
        webhook_pause_factor: float = 1.0,
        conflict_pause_s: float = 3.0,
        callback_life_s: float = 60.0,
    ) -> None:
        self._host, self._port = host, port
        self.world = World(limits or Limits(), clock, conflict_pause_s, callback_life_s)
        self._people: dict[int, Person] = {}
        self._groups: list[Group] = []
        api = BotApi(self.world, webhook_pause_factor)
        app = web.Application(client_max_size=_LARGEST_REQUEST)
        app.router.add_route("*", "/bot{token:[^/]*}/{method:[^/]*}", api.handle)
        app.router.add_routes(Control(self.world, self._people, self._groups).routes())
        app.router.add_route("*", "/{rest:.*}", not_found)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        await web.TCPSite(self._runner, self._host, self._port).start()
        return self

    async def __aexit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.faults.release.set()
        for bot in self.world.bots.values():
            await stop_courier(bot)
            bot.inbox.release()
        await self._runner.cleanup()

    @property
    def base_url(self) -> str:
        """For aiogram ``TelegramAPIServer.from_base(base_url)``, for python-telegram-bot ``base_url + "/bot"``."""
        host, port = self._runner.addresses[0][:2]
        return f"http://{host}:{port}"

    @property
    def faults(self) -> Faults:
        return self.world.faults

    def add_bot(
        self, name: str = "Bot thử", username: str = "", *, token: str = "", reads_all_groups: bool = False
    ) -> str:
        """A new bot; returns its token."""
        return self.world.add_bot(name, username, token, reads_all_groups=reads_all_groups).token

    def bot(self, token: str) -> BotAccount:
        return self.world.bots[token]

    def person(self, name: str, username: str = "") -> Person:
        """A new test person."""
        record = self.world.add_person(name, username, "vi")
        self._people[record.id] = Person(self.world, record)
        return self._people[record.id]

    def group(self, title: str, *newcomers: Person | BotAccount, is_supergroup: bool = False) -> Group:
        group = Group(self.world, self.world.add_group(title, is_supergroup=is_supergroup))
        self._groups.append(group)
        group.add(*newcomers)
        return group

    # --- what was seen ------------------------------------------------------------------------------------------------

    def messages_of(self, person: Person, token: str = "") -> list[Message]:
        """The person's private chat with the bot, oldest first."""
        return person.messages(self.bot(token) if token else None)

    def refused(self, token: str) -> int:
        """How many 429 this bot was given."""
        return self.bot(token).refused

    def accepted(self, token: str) -> list[Accepted]:
        """Every send and edit that was let through, in order."""
        return self.bot(token).accepted

    # --- waiting ------------------------------------------------------------------------------------------------------

    async def until(self, condition: Callable[[], bool], timeout_s: float = 5.0, what: str = "the condition") -> None:
        """Wait until a condition comes true, also one on a bot of the test; AssertionError when it takes too long."""
        if not await self.world.changes.until(condition, timeout_s, look_every_s=0.01):
            raise AssertionError(f"{what} did not come true within {timeout_s} s")

    async def received(
        self, person: Person, count: int = 1, *, token: str = "", timeout_s: float = 5.0
    ) -> list[Message]:
        """The bot's messages to a person, as soon as there are at least ``count``."""
        bot = self.bot(token) if token else None
        await self.until(lambda: len(person.received(bot)) >= count, timeout_s, f"{count} messages for {person.name}")
        return person.received(bot)

    async def answered(self, press: Press, timeout_s: float = 5.0) -> dict[str, object]:
        """What answerCallbackQuery said to a pressed button."""
        await self.until(lambda: press.answer is not None, timeout_s, f"an answer to {press.data!r}")
        return press.answer or {}

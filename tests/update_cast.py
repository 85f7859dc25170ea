"""A small world for the update loop: an account whose network is a list, an answerer that knows a version, a clock."""

from __future__ import annotations

import asyncio
import datetime as dt
import zlib
from collections.abc import AsyncGenerator, Callable
from types import SimpleNamespace
from typing import Any, cast

from aiogram import Bot, Router
from aiogram.client.session.base import BaseSession
from aiogram.methods import SendMessage, TelegramMethod
from aiogram.types import CallbackQuery, Chat, Message, Update

from bot.channels.account import ChannelAccount
from bot.dispatcher import build_dispatcher
from bot.incoming import Incoming
from bot.outgoing import SENDING, Sending
from bot.shown_once import ShownOnce
from bot.updates import UpdateLoop
from handlers.context import Turn
from knowledge.answering.answerer import Answerer
from scheduler.capabilities import CAPABILITIES
from scheduler.people import Channel, Person
from storage.engine import Database

NOON = dt.datetime(2025, 10, 9, 5, 0, tzinfo=dt.UTC)
PACK_VERSION = 7
KEY = b"a key of the tests"


class Clock:
    """A clock that stands until it is told to go on."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> dt.datetime:
        return self.now

    def forward(self, **delta: float) -> None:
        self.now += dt.timedelta(**delta)


class RecordingSession(BaseSession):
    """A network that keeps what is sent, and fails or hangs when told to."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[tuple[SendMessage, Sending | None]] = []
        self.failing = False
        self.gate: asyncio.Event | None = None
        self.on_send: Callable[[SendMessage], None] = lambda _method: None

    @property
    def texts(self) -> list[str]:
        return [method.text for method, _ in self.sent]

    def texts_to(self, address_id: int) -> list[str]:
        return [method.text for method, _ in self.sent if method.chat_id == address_id]

    async def make_request(self, bot: Bot, method: TelegramMethod[Any], timeout: int | None = None) -> Any:
        assert isinstance(method, SendMessage)
        if self.gate is not None:
            await self.gate.wait()
        if self.failing:
            raise ConnectionError("the network is down, and the person said: một bí mật")
        self.on_send(method)
        self.sent.append((method, SENDING.get()))
        chat = Chat(id=int(method.chat_id), type="private")
        return Message(message_id=900 + len(self.sent), date=NOON, chat=chat, text=method.text).as_(bot)

    async def close(self) -> None:
        """Nothing to close."""

    async def stream_content(self, url: str, *_: Any, **__: Any) -> AsyncGenerator[bytes, None]:
        raise FileNotFoundError(url)
        yield b""


class World:
    """Everything around one account. ``say`` is a person typing; ``answered`` waits for the replies."""

    def __init__(
        self,
        database: Database,
        channel: ChannelAccount,
        session: RecordingSession,
        router: Router | None,
        answerer: Answerer | None = None,
    ) -> None:
        self.database, self.channel, self.session = database, channel, session
        self.clock = Clock()
        plain = cast(Answerer, SimpleNamespace(pack=SimpleNamespace(pack=SimpleNamespace(version=PACK_VERSION))))
        self.shown_once = ShownOnce()
        self.loop = UpdateLoop(
            database,
            build_dispatcher(router),
            {"binh-long": answerer or plain},
            self.clock,
            key=KEY,
            shown_once=self.shown_once,
        )

    async def say(self, text: str, who: str = "lan", event: str | None = None) -> Any:
        return await self.loop.receive(self.channel, typed(event or f"{who}:{text}", who, text))

    async def answered(self, *receipts: Any) -> None:
        for received in receipts:
            await self.loop.settled(received.address_id)

    async def transcript(self, address_id: int) -> list[tuple[str, str]]:
        return [(line.direction, line.text) for line in await self.database.messages.after(address_id, 0)]


async def build_world(
    database: Database,
    router: Router | None,
    session: RecordingSession | None = None,
    answerer: Answerer | None = None,
) -> World:
    """A world with one web account of Bình Long, built as the composition root builds it; ``router`` None: our own
    handlers, which want a real answerer."""
    session = session or RecordingSession()
    account = await database.accounts.find_or_create(Channel.WEB, "binh-long", "binh-long")
    bot = Bot(f"{account.id}:{account.channel}", session=session)
    return World(database, ChannelAccount(account, bot, CAPABILITIES[Channel.WEB]), session, router, answerer)


def typed(event_id: str, external_id: str, text: str) -> Incoming:
    """A text typed by a person."""

    def build(bot: Bot, person: Person, scrubbed: str) -> Update:
        chat = {"id": person.address_id, "type": "private"}
        user = {"id": person.id, "is_bot": False, "first_name": "Bà con"}
        message = {
            "message_id": zlib.crc32(event_id.encode()),
            "date": NOON,
            "chat": chat,
            "from": user,
            "text": scrubbed,
        }
        return Update.model_validate(
            {"update_id": zlib.crc32(event_id.encode()), "message": message}, context={"bot": bot}
        )

    return Incoming(event_id, external_id, text, build)


def echo_router() -> Router:
    """Answers "Dạ: <text>" and remembers the text as topic; some words make it do other things."""
    router = Router()

    @router.message()
    async def echo(message: Message, turn: Turn) -> object:
        text = message.text or ""
        turn.conversation = type(turn.conversation)(welcomed=True, topic=text)
        match text.split(maxsplit=1):
            case ["/hai"]:
                return [message.answer("một"), message.answer("hai")]
            case ["/im"]:
                return None
            case ["/hỏng", secret]:
                raise ValueError(f"cannot parse {secret}")
            case ["/kể", *facts]:
                turn.work.tell(tuple(facts))
                return message.answer("đã kể")
        return message.answer(f"Dạ: {text}")

    @router.callback_query()
    async def pressed(query: CallbackQuery) -> object:
        assert isinstance(query.message, Message)
        return query.message.answer(f"Bấm: {query.data}")

    return router

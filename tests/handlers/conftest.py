"""One person talking to the routers, without channel, network or database."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from aiogram import Bot, Dispatcher
from aiogram.methods import SendMessage
from aiogram.types import Update
from turn_cast import FakeWork, fake_records

from handlers.context import Turn
from handlers.conversation import Conversation
from handlers.routers import build_router
from knowledge.outcome import Answer, Chitchat, Choice, Clarify, Outcome, Refuse
from knowledge.pack.clauses import Clause, Clauses
from knowledge.pack.loading import LoadedPack
from knowledge.pack.model import Pack
from scheduler.people import Account, Channel, Person
from scheduler.scrubbing import scrub
from scheduler.standing import Standing

START = dt.datetime(2025, 10, 8, 2, 0, tzinfo=dt.UTC)


def make_pack(*, launch: bool = True, desks: int = 3, activities: int = 0, units: int = 2) -> LoadedPack:
    """A small pack of an invented ward; every value stands in clause I."""
    cited = {"clause": "I", "value": "x"}
    when = {"clause": "I", "kind": "absent", "absent": "Kế hoạch chưa nêu thời gian."}
    acts = [{"key": "launch", "kind": "launch", "name": "Lễ phát động", "clause": "I", "when": when}] if launch else []
    acts += [
        {"key": f"act{n}", "kind": "training", "name": f"lớp tập huấn số {n}", "clause": "I", "when": when}
        for n in range(1, activities + 1)
    ]
    return LoadedPack(
        Pack.model_validate(
            {
                "version": 1,
                "locality": {
                    "slug": "an-hoa", "name": "An Hòa", "level": "phường", "place": "An Hòa",
                    "province": "Đồng Nai", "aliases": [], "year": 2025,
                },
                "plan": {
                    "issuing_body": cited, "number": cited, "title": cited, "signer": cited,
                    "date": {"clause": "I", "value": "2025-10-04"},
                    "recipients": [], "basis": [],
                },
                "units": [{"key": f"unit{n}", "name": f"Đơn vị {n}", "kind": "x"} for n in range(1, units + 1)],
                "activities": acts,
                "desks": [{"key": f"desk{n}", "name": f"Bàn số hóa {n}", "clause": "I"} for n in range(1, desks + 1)],
                "budget": cited,
                "tasks": [
                    {"key": f"task{n}", "clause": "I", "scope": "assignment", "lead": [f"unit{n}"],
                     "text": "x", "short": "x"}
                    for n in range(1, units + 1)
                ],
            }
        ),
        Clauses([Clause("I", "x"), Clause("II.3", "Thời gian: 13 giờ 30 ngày 09/10/2025.")]),
    )  # fmt: skip


class FakeAnswerer:
    """Answers a handful of questions; ``asked`` is what reached it, with the topic of the moment."""

    def __init__(self, pack: LoadedPack) -> None:
        self.pack = pack
        self.asked: list[tuple[str, str | None]] = []
        self.unknown_refs: set[str] = set()
        self.own_questions: set[str] = set()

    def answer(self, question: str, now: dt.datetime, topic: str | None = None) -> Outcome:
        self.asked.append((question, topic))
        related = (Choice("Lễ ở đâu?", "q:launch.where"), Choice("Ai chủ trì lễ?", "q:launch.chair"))
        match question:
            case "Lễ khi nào?":
                return Answer("13 giờ 30 ngày 09/10/2025.", ("II.3",), ("launch.when",), related, "launch")
            case "xin chào":
                return Chitchat("Dạ, em chào bác.")
            case "bàn nào?":
                return Clarify("Bác hỏi bàn nào?", (Choice("Bàn số hóa 1", "q:desk.desk1"),), "desks")
            case "ai ký?":
                return Refuse("Kế hoạch chưa nêu người ký.", "plan_silent", ("II.3",))
        return Refuse("Dạ, em chưa hiểu.", "not_understood")

    def answers_by_own(self, question: str) -> bool:
        return question in self.own_questions

    def answer_ref(self, ref: str, now: dt.datetime) -> Outcome:
        if ref in self.unknown_refs:
            raise KeyError(ref)
        if ref.startswith("c:"):
            return Answer(f"“{self.pack.clauses[ref[2:]].text}”", (ref[2:],))
        return Answer(f"Trả lời cho {ref}", ("II.3",), (ref,))


class Reply:
    """One reply as a person sees it: ``text``, ``labels`` of its buttons, ``refs`` behind them."""

    def __init__(self, method: Any) -> None:
        self.text: str = method.text if isinstance(method, SendMessage) else method.caption
        self.file: str | None = None if isinstance(method, SendMessage) else method.document
        rows = method.reply_markup.inline_keyboard if method.reply_markup else []
        self.labels = [button.text for row in rows for button in row]
        self.refs = [button.callback_data for row in rows for button in row]
        self.widest_row = max((len(row) for row in rows), default=0)


class Talk:
    """Cô Lan talking to the machine. Every step returns the replies; ``conversation`` is what is remembered."""

    def __init__(self, pack: LoadedPack, welcomed: bool = True) -> None:
        self.answerer = FakeAnswerer(pack)
        self.work = FakeWork()
        self.conversation = Conversation(welcomed=welcomed)
        self.now = START
        self.standing = Standing()
        self.removed_meanwhile: Standing | None = None
        self.records = fake_records()
        self.address_id = 7
        self.channel = Channel.TERMINAL
        self.chat_type = "private"
        self._dispatcher = Dispatcher()
        self._dispatcher.include_router(build_router())
        self._bot = Bot("42:TEST")

    async def say(self, text: str) -> list[Reply]:
        scrubbed = scrub(text)
        return await self._feed({"message": {**self._message(), "text": scrubbed.text}}, text)

    async def send(self, **content: Any) -> list[Reply]:
        return await self._feed({"message": {**self._message(), **content}})

    async def press(self, ref: str) -> list[Reply]:
        query = {"id": "1", "from": self._user(), "chat_instance": "1", "data": ref, "message": self._message()}
        return await self._feed({"callback_query": query})

    def _message(self) -> dict[str, Any]:
        chat = {"id": self.address_id, "type": self.chat_type}
        return {"message_id": 1, "date": self.now, "chat": chat, "from": self._user()}

    def _user(self) -> dict[str, Any]:
        return {"id": 1, "is_bot": False, "first_name": "Lan"}

    async def _feed(self, content: dict[str, Any], text: str = "") -> list[Reply]:
        account = Account(1, self.channel, "an-hoa", "an-hoa")
        self.work.standing = self.removed_meanwhile or self.standing
        turn = Turn(
            person=Person(1, self.address_id, account, START),
            conversation=self.conversation,
            answerer=self.answerer,  # type: ignore[arg-type]
            work=self.work,
            now=self.now,
            records=self.records,
            standing=self.standing,
            text=scrub(text).text,
            scrubbed=scrub(text),
        )
        update = Update.model_validate({"update_id": 1, **content}, context={"bot": self._bot})
        methods = await self._dispatcher.feed_update(self._bot, update, turn=turn)
        self.conversation = Conversation.from_json(turn.conversation.to_json())
        self.now += dt.timedelta(seconds=3)
        self.outcome = turn.outcome
        return [Reply(method) for method in (methods if isinstance(methods, list) else [methods])]


@pytest.fixture
def pack() -> Any:
    """`make_pack`, for tests that want another pack than the usual one."""
    return make_pack


@pytest.fixture
def talk() -> Any:
    """Makes a `Talk`: ``talk()`` with somebody known, ``talk(welcomed=False)`` with a newcomer."""

    def begin(loaded: LoadedPack | None = None, welcomed: bool = True) -> Talk:
        return Talk(loaded or make_pack(), welcomed)

    return begin

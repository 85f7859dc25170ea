"""Erasure is complete: every table is filled through real use, one person is erased, and nothing of them is left in
any table or file."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiogram import Bot
from aiogram.methods import SendMessage
from sqlalchemy import select
from telegram_cast import binh_long
from update_cast import Clock, RecordingSession, typed

from bot.channels.account import ChannelAccount
from bot.channels.webchat.incoming import pressed
from bot.dispatcher import build_dispatcher
from bot.inviting import make_code
from bot.updates import Received, UpdateLoop
from scheduler.capabilities import CAPABILITIES
from scheduler.corrections import Propose
from scheduler.erasure import AskErasure
from scheduler.organisers import Organiser
from scheduler.people import Channel
from storage.engine import Database
from storage.erasures import OWN
from storage.tables import addresses, asked_erasures, erasures, metadata

KEY = b"a key of the tests"
WHO = "chimsaosaukhoi"
WORDS = ("cauchuyencuatoi", "loihaicuatoi")
NAME, NEW_NAME = "Chị Quỳnh Như Ý", "Cô Giáo Làng Trên"

_OF_ORGANISERS = {"pauses", "corrections", "own_answers"}
ELSEWHERE = {"accounts", "addresses", "people", "organisers", "invitations", "audit", "erasures", *_OF_ORGANISERS}
"""Tables that hold nothing with an address, or are taken care of by themselves in `storage.erasures`."""


class Place:
    """The real update loop with all handlers, over one web account; ``tell`` is somebody typing, ``press`` a button."""

    def __init__(self, database: Database, channel: ChannelAccount) -> None:
        self.database, self.channel = database, channel
        self.clock = Clock()
        self.session = channel.bot.session
        self.loop = UpdateLoop(database, build_dispatcher(), {"binh-long": binh_long()}, self.clock, key=KEY)
        self.loop.serve([channel])
        self._count = 0

    async def tell(self, text: str, who: str = WHO) -> Received:
        self._count += 1
        self.clock.forward(seconds=20)
        received = await self.loop.receive(self.channel, typed(f"{who[:8]}:{self._count}", who, text))
        await self.loop.settled(received.address_id)
        return received

    async def press(self, label: str, who: str = WHO) -> Received:
        self._count += 1
        self.clock.forward(seconds=2)
        buttons = await self._buttons(who)
        incoming = pressed(f"{who[:8]}:{self._count}", who, buttons[label], label, self.clock())
        received = await self.loop.receive(self.channel, incoming)
        await self.loop.settled(received.address_id)
        return received

    async def erase(self, who: str = WHO) -> Received:
        await self.tell("/xoadulieu", who)
        await self.press("Xóa hết", who)
        return await self.press("Chắc chắn, xóa đi", who)

    async def _buttons(self, who: str) -> dict[str, str]:
        person = await self.database.addresses.find(self.channel.account, who)
        assert person is not None
        newest = await self.database.messages.newest(person.address_id, 1)
        rows = (newest[0].payload or {})["args"]["reply_markup"]["inline_keyboard"]
        return {button["text"]: button["callback_data"] for row in rows for button in row}

    async def rows(self) -> dict[str, list[Any]]:
        async with self.database.engine.connect() as connection:
            return {
                name: [tuple(row) for row in await connection.execute(select(table))]
                for name, table in metadata.tables.items()
            }


class AnySession(RecordingSession):
    """A network that takes documents, too."""

    async def make_request(self, bot: Bot, method: Any, timeout: int | None = None) -> Any:
        if hasattr(method, "text"):
            return await super().make_request(bot, method, timeout)
        return True


@pytest.fixture
async def place(database: Database) -> AsyncIterator[Place]:
    account = await database.accounts.find_or_create(Channel.WEB, "binh-long", "binh-long")
    channel = ChannelAccount(account, Bot(f"{account.id}:web", session=AnySession()), CAPABILITIES[Channel.WEB])
    opened = Place(database, channel)
    yield opened
    await opened.loop.close()


async def live(place: Place) -> None:
    """Everything somebody can leave with us: as a citizen, then as an organiser whom others know by name."""
    await place.tell(f"lễ ở đâu vậy em, {WORDS[0]}")
    await place.tell("BL-ACD3EF")  # a code that is none
    await place.tell("/dangky")
    await place.press("Tôi đồng ý nhận tin")
    await place.tell("lễ khi nào")
    for number in range(25):  # a flood, whose events have no message
        await place.loop.receive(place.channel, typed(f"{WHO[:8]}:flood{number}", WHO, WORDS[1]))
    place.clock.forward(minutes=2)
    boss = await make_code(place.database, "binh-long", "Anh Ba", KEY, place.clock())
    await place.tell(boss, "anhba")
    await place.tell("sửa thông tin của tôi")
    await place.tell(f"/moi {NAME}", "anhba")
    code = _code_in(place)
    await place.tell(code)
    await place.tell(f"/ten {NEW_NAME}")
    await place.tell("/dulieucuatoi")
    await place.tell("/nguoitochuc", "anhba")  # the name in a text, in buttons and in a conversation
    await place.tell("/yeucau", "anhba")
    await place.tell("/yeucau", "anhba")
    await _with_organiser(place)
    await place.tell("ai đó khác", "colan")
    await place.erase("colan")  # so that there is a proof already


async def _with_organiser(place: Place) -> None:
    """What an organiser does with what people ask: a list, an answer for all, a talk, a pause, a correction."""
    await place.tell("/truc luôn", "anhba")
    await place.tell(f"{WORDS[1]}, hôm lễ có xe đưa đón không")
    await place.tell("/cauhoi", "anhba")
    await place.press("Trả lời chung câu 1", "anhba")
    await place.tell("Dạ, việc này xin bác hỏi Văn phòng.", "anhba")
    await place.press("Đúng, trả lời chung", "anhba")
    await place.tell("/traloi", "anhba")
    await place.tell("cho tôi gặp người thật")
    await place.press("Đồng ý, chuyển giúp tôi")
    await place.press("Tôi nhận", "anhba")
    await place.tell(f"tui hỏi riêng là {WORDS[0]}")
    await place.tell("/tamdung", "anhba")
    await place.press("Tạm dừng ngay", "anhba")
    await place.tell("/tieptuc", "anhba")
    await place.database.changes.submit(
        Propose("binh-long", "k1", "launch.venue", "Nhà văn hóa", "nơi tổ chức", 1, place.clock())
    )


def _code_in(place: Place) -> str:
    text = next(text for text in reversed(place.session.texts) if text.startswith("Mã cho"))
    return text.split(": ")[1].split()[0]


def traces(text: str) -> list[str]:
    marks = [WHO, WHO[:8], *WORDS, *(form for name in (NAME, NEW_NAME) for form in (name, json.dumps(name)[1:-1]))]
    return [mark for mark in marks if mark in text]


def test_every_table_is_known_to_erasure() -> None:
    """A new table fails here until it is in `OWN`, or is taken care of by itself and named in `ELSEWHERE`; fill it in
    `live`, too."""
    own = {table.name for table in OWN}
    about_people = {
        name
        for name, table in metadata.tables.items()
        if "address_id" in table.c
        or any(key.column.table.name in ("addresses", "people") for key in table.foreign_keys)
    }

    assert about_people - {"addresses"} <= own
    assert own | ELSEWHERE == set(metadata.tables)
    assert own & ELSEWHERE == set()


async def test_nothing_is_left_of_somebody_who_was_erased(place: Place, tmp_path: Path) -> None:
    await live(place)
    await place.tell("/xoadulieu")
    await place.press("Xóa hết")
    place.session.gate = asyncio.Event()
    place.clock.forward(seconds=2)
    buttons = await place._buttons(WHO)
    yes = pressed(f"{WHO[:8]}:yes", WHO, buttons["Chắc chắn, xóa đi"], "Chắc chắn, xóa đi", place.clock())
    received = await place.loop.receive(place.channel, yes)
    before = await place.rows()
    place.session.gate.set()
    await place.loop.settled(received.address_id)
    after = await place.rows()

    assert [name for name, rows in before.items() if not rows] == [], "the test fills every table"
    assert {mark for rows in before.values() for mark in traces(_readable(rows))} >= {WHO, *WORDS, NEW_NAME}
    assert [(name, found) for name, rows in after.items() if (found := traces(_readable(rows)))] == []
    for table in OWN:
        async with place.database.engine.connect() as connection:
            query = select(table).where(table.c.address_id == received.address_id)
            assert (await connection.execute(query)).first() is None, table.name
    assert len(after["people"]) == len(after["addresses"]) == 1, "Anh Ba alone"
    assert any(text.startswith("Dạ, em đã xóa") for text in place.session.texts[-2:])
    assert await place.database.audit.first_broken("binh-long") is None

    await place.database.scouring.scour_after_erasures(place.clock())
    assert [(path.name, found) for path in _files(tmp_path) if (found := _traces_in_file(path))] == []


def _readable(rows: list[Any]) -> str:
    return json.dumps(rows, ensure_ascii=False, default=str)


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def _traces_in_file(path: Path) -> list[str]:
    return traces(path.read_bytes().decode("utf-8", "replace"))


async def test_nothing_is_left_in_memory_either(place: Place) -> None:
    await live(place)
    received = await place.erase()
    database = place.database

    assert await database.addresses.find(place.channel.account, WHO) is None
    assert await database.addresses.by_id(received.address_id) is None
    assert await database.conversations.state(received.address_id) is None
    assert traces(_readable([list(database.conversations._cache._entries.values())])) == []
    assert place.loop._shown_once._codes.keys() & {received.incoming_id, *received.reply_ids} == set()


async def test_others_are_left_as_they_are(place: Place) -> None:
    await place.tell("lễ khi nào", "minh")
    minh = await place.tell("lễ ở đâu", "minh")
    lines = [line.text for line in await place.database.messages.newest(minh.address_id)]
    await place.tell("lễ ở đâu")
    await place.erase()

    assert [line.text for line in await place.database.messages.newest(minh.address_id)] == lines
    repeated = await place.loop.receive(place.channel, typed("minh:2", "minh", "lễ ở đâu"))
    assert repeated.repeated, "their events are still known"


async def test_who_writes_again_is_somebody_new(place: Place) -> None:
    await place.tell("lễ ở đâu")
    erased = await place.erase()
    again = await place.tell("lễ khi nào")

    assert again.address_id > erased.address_id
    welcome = (await place.database.messages.after(again.address_id, 0))[1]
    assert "máy trả lời tự động" in welcome.text


async def test_a_message_that_comes_while_the_last_reply_leaves_waits_and_is_a_new_persons(place: Place) -> None:
    await place.tell("/xoadulieu")
    await place.press("Xóa hết")
    place.session.gate = asyncio.Event()
    yes = (await place._buttons(WHO))["Chắc chắn, xóa đi"]
    erased = await place.loop.receive(place.channel, pressed("e1", WHO, yes, "Chắc chắn", place.clock()))
    late = asyncio.create_task(place.loop.receive(place.channel, typed("e2", WHO, "lễ ở đâu")))
    await asyncio.sleep(0.05)
    assert not late.done()
    place.session.gate.set()

    assert (await late).address_id > erased.address_id


async def test_erasure_is_proved_by_a_keyed_hash_and_nothing_else(place: Place) -> None:
    await place.tell("lễ ở đâu")
    asked_at = place.clock() + dt.timedelta(seconds=24)
    await place.erase()
    account = place.channel.account

    assert await place.loop.erasing.was_erased(account, WHO)
    assert not await place.loop.erasing.was_erased(account, "minh")
    async with place.database.engine.connect() as connection:
        (row,) = await connection.execute(select(erasures))
    assert len(row.proof) == 64
    assert (row.locality, row.channel) == ("binh-long", "web")
    assert (row.asked_at, row.done_at) == (asked_at, asked_at)
    assert set(row._fields) == {"id", "proof", "locality", "channel", "asked_at", "done_at"}


async def test_another_installation_cannot_check_the_proof(place: Place) -> None:
    await place.tell("lễ ở đâu")
    await place.erase()
    other = UpdateLoop(place.database, build_dispatcher(), {}, place.clock, key=b"another key")

    assert not await other.erasing.was_erased(place.channel.account, WHO)


async def test_an_organiser_who_erases_is_none_from_that_moment(place: Place) -> None:
    code = await make_code(place.database, "binh-long", NAME, KEY, place.clock())
    received = await place.tell(code)
    (me,) = await place.database.organisers.of("binh-long")
    assert isinstance(me, Organiser)
    await place.erase()

    assert await place.database.organisers.of("binh-long") == ()
    assert [line.act.act for line in await place.database.audit.newest("binh-long")] == ["invite", "join", "remove"]
    assert await place.database.addresses.by_id(received.address_id) is None


async def test_what_a_crash_left_over_is_erased_by_the_beat(place: Place) -> None:
    received = await place.tell("lễ ở đâu")
    await place.database.changes.submit(AskErasure("binh-long", received.address_id, place.clock()))

    assert await place.loop.erasing.erase_left_over(place.clock() + dt.timedelta(seconds=30)) == 0
    assert await place.loop.erasing.erase_left_over(place.clock() + dt.timedelta(minutes=2)) == 1
    assert await place.loop.erasing.erase_left_over(place.clock() + dt.timedelta(minutes=3)) == 0
    async with place.database.engine.connect() as connection:
        assert list(await connection.execute(select(addresses))) == []
        assert list(await connection.execute(select(asked_erasures))) == []


async def test_a_note_to_somebody_who_was_erased_meanwhile_is_dropped_and_the_rest_is_kept(place: Place) -> None:
    boss = await make_code(place.database, "binh-long", "Anh Ba", KEY, place.clock())
    await place.tell(boss, "anhba")
    await place.tell("sửa thông tin của tôi")
    old = await place.database.requests.open_ones("binh-long")
    stale = await place.database.addresses.by_id(old[0].address_id)
    assert stale is not None
    await place.erase()
    place.database.addresses._remember(stale)  # as another program would have it in its cache
    await place.loop.announce([_note(old[0].address_id), _note((await place.tell("hi", "anhba")).address_id)], [])
    await place.loop.all_settled(1)

    assert place.session.texts.count("thông báo") == 1


def _note(address_id: int) -> SendMessage:
    return SendMessage(chat_id=address_id, text="thông báo")


async def test_an_organiser_with_a_new_name_has_one_name_in_all_transcripts(place: Place) -> None:
    ba = await place.tell(await make_code(place.database, "binh-long", "Anh Ba", KEY, place.clock()), "anhba")
    await place.tell(await make_code(place.database, "binh-long", "Lan", KEY, place.clock()))
    await place.tell(f"/ten {NEW_NAME}")

    told = [line.text for line in await place.database.messages.newest(ba.address_id)]
    assert any(text.startswith(f"{NEW_NAME} vừa trở thành") for text in told)
    assert not any("Lan vừa" in text for text in told)


async def test_a_name_that_begins_like_the_old_one_is_written_once(place: Place) -> None:
    await place.tell(await make_code(place.database, "binh-long", "Anh Ba", KEY, place.clock()), "anhba")
    received = await place.tell("/ten Anh Ba, Văn phòng", "anhba")

    (told,) = await place.database.messages.newest(received.address_id, 1)
    assert told.text == place.session.texts[-1]

"""The clocks of the law, kept by a beat of the metronome."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from telegram_cast import binh_long
from update_cast import Clock, RecordingSession, typed

from bot.channels.account import ChannelAccount
from bot.dispatcher import build_dispatcher
from bot.inviting import make_code
from bot.rights_clock import RightsClock
from bot.standings import Standings
from bot.updates import UpdateLoop
from scheduler.capabilities import CAPABILITIES
from scheduler.people import Channel
from storage.engine import Database

KEY = b"a key of the tests"
TUESDAY = dt.datetime(2026, 3, 10, 2, 0, tzinfo=dt.UTC)
"""9:00 in Vietnam. An answer is due on Thursday the 12th, settling a correction on Friday the 20th."""


def at(day: int, hour: int = 9) -> dt.datetime:
    return dt.datetime(2026, 3, day, hour - 7, 0, tzinfo=dt.UTC)


class Office:
    """chị Hoa, organiser on Telegram, and cô Lan, who asked to have her data corrected on Tuesday."""

    def __init__(self, database: Database, channel: ChannelAccount, session: RecordingSession) -> None:
        self.database, self.channel, self.session = database, channel, session
        self.clock = Clock()
        self.clock.now = TUESDAY
        self.loop = UpdateLoop(database, build_dispatcher(), {"binh-long": binh_long()}, self.clock, key=KEY)
        self.loop.serve([channel])
        self.rights = RightsClock(database, Standings(database, 0), ["binh-long"], self.loop.announce)

    async def tell(self, who: str, text: str) -> int:
        received = await self.loop.receive(self.channel, typed(f"{who}:{text}", who, text))
        await self.loop.settled(received.address_id)
        return int(received.address_id)

    async def beat(self, now: dt.datetime) -> list[str]:
        """What organisers are told by a beat."""
        self.session.sent.clear()
        self.clock.now = now
        await self.rights.remind(now)
        await self.loop.all_settled(1)
        return self.session.texts


@pytest.fixture
async def office(database: Database) -> AsyncIterator[Office]:
    account = await database.accounts.find_or_create(Channel.TELEGRAM, "binh-long", "42")
    session = RecordingSession()
    opened = Office(
        database, ChannelAccount(account, Bot("42:x", session=session), CAPABILITIES[Channel.TELEGRAM]), session
    )
    await opened.tell("hoa", await make_code(database, "binh-long", "Chị Hoa", KEY, TUESDAY))
    await opened.tell("lan", "sửa thông tin của tôi")
    yield opened
    await opened.loop.close()


async def test_the_day_before_and_the_day_after_organisers_are_told_once(office: Office) -> None:
    assert await office.beat(at(10)) == []
    (warning,) = await office.beat(at(11))
    assert "Sắp tới hạn" in warning
    assert "trả lời chậm nhất ngày 12/03/2026" in warning
    assert await office.beat(at(11, 15)) == []
    assert await office.beat(at(12)) == []
    (alarm,) = await office.beat(at(13))
    assert "QUÁ HẠN" in alarm
    assert await office.beat(at(14)) == []


async def test_an_answered_request_is_reminded_of_by_its_second_date(office: Office) -> None:
    await office.tell("hoa", "/yeucau 1 Bác cần sửa điều gì ạ?")
    assert await office.beat(at(13)) == []
    (warning,) = await office.beat(at(19))
    assert "làm xong chậm nhất ngày 20/03/2026" in warning
    (alarm,) = await office.beat(at(21))
    assert "QUÁ HẠN" in alarm


async def test_what_is_settled_is_quiet(office: Office) -> None:
    await office.tell("hoa", "/yeucau")
    await office.tell("hoa", "1")
    assert await office.beat(at(30)) == []


async def test_at_night_it_waits_for_the_morning(office: Office) -> None:
    assert await office.beat(dt.datetime(2026, 3, 12, 20, 0, tzinfo=dt.UTC)) == []
    assert len(await office.beat(at(13, 7))) == 1


async def test_while_no_organiser_is_signed_in_it_waits(office: Office) -> None:
    await office.tell("hoa", "/thoat")
    assert await office.beat(at(13)) == []
    await office.tell("ba", await make_code(office.database, "binh-long", "Anh Ba", KEY, at(13)))
    (alarm,) = await office.beat(at(14))
    assert "QUÁ HẠN" in alarm


async def test_the_citizen_reads_the_answer_and_that_it_is_done(office: Office) -> None:
    lan = await office.tell("lan", "cảm ơn em")
    await office.tell("hoa", "/yeucau 1 Bác cần sửa điều gì ạ?")
    await office.tell("hoa", "/yeucau")
    await office.tell("hoa", "1")
    await office.loop.settled(lan)
    told = office.session.texts_to(lan)
    assert any(text.endswith("Bác cần sửa điều gì ạ?") for text in told)
    assert "giải quyết xong" in told[-1]
    acts = [line.act.act for line in await office.database.audit.newest("binh-long")]
    assert acts[-2:] == ["answer request", "settle request"]

"""Organisers at work through the real update loop: pause, correct, answer for all; what citizens get meanwhile."""

from __future__ import annotations

import pytest
from storage_cast import make_organiser
from update_cast import World, build_world

from bot.dispatcher import build_dispatcher
from bot.standings import Standings
from bot.updates import UpdateLoop
from handlers.routers import build_router
from knowledge.answering.answerer import Answerer
from knowledge.pack.loading import load_shipped
from scheduler.corrections import Approve
from storage.engine import Database


class Town:
    """Bình Long with two organisers, chị Hoa and anh Minh; ``said`` gives what somebody reads since they last read."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._read: dict[str, int] = {}
        self._texts = 0

    async def say(self, who: str, text: str) -> str:
        self._texts += 1
        await self._world.answered(await self._world.say(text, who, event=f"{who}:{self._texts}"))
        return await self.read(who)

    async def read(self, who: str) -> str:
        joined = await self._world.database.addresses.find(self._world.channel.account, who)
        assert joined is not None
        await self._world.loop.all_settled(5)
        lines = await self._world.database.messages.after(joined.address_id, self._read.get(who, 0))
        self._read[who] = lines[-1].id if lines else self._read.get(who, 0)
        return "\n".join(line.text for line in lines if line.direction == "out")


@pytest.fixture
async def town(database: Database) -> Town:
    world = await build_world(database, build_router())
    for who in ("hoa", "minh"):
        await make_organiser(database, who)
    plain = {"binh-long": Answerer(load_shipped("binh-long"))}
    world.loop = UpdateLoop(database, build_dispatcher(), plain, world.clock, Standings(database, 0), b"key")
    world.loop.serve([world.channel])
    return Town(world)


async def test_a_pause_silences_citizens_at_once_and_resuming_lets_them_be_answered(town: Town) -> None:
    assert "13 giờ 30" in await town.say("lan", "lễ mấy giờ")
    await town.say("hoa", "/tamdung")
    assert "Đã tạm dừng" in await town.say("hoa", "1")

    assert "tạm dừng từ" in await town.say("lan", "lễ ở đâu")
    assert await town.say("lan", "alo") == ""
    assert "hoa vừa tạm dừng" in await town.read("minh")

    await town.say("minh", "/tieptuc")
    assert "Hội trường" in await town.say("lan", "lễ ở đâu")


async def test_a_correction_agreed_to_by_the_other_organiser_is_told_at_once(town: Town, database: Database) -> None:
    assert "13 giờ 30" in await town.say("lan", "lễ mấy giờ")
    await town.say("hoa", "/sua")
    await town.say("hoa", "2")
    assert "1 người" in await town.say("hoa", "14 giờ 15")
    await town.say("hoa", "1")
    (waiting,) = await database.corrections.of("binh-long")

    assert "14 giờ 15" not in await town.say("lan", "lễ mấy giờ")
    assert "hoa đề nghị sửa" in await town.read("minh")
    await town.say("minh", "/suadoi")
    assert "Có hiệu lực từ lúc này" in await town.say("minh", "1")
    assert waiting.key in [one.key for one in await database.corrections.of("binh-long")]

    corrected = await town.say("lan", "lễ mấy giờ")
    assert "14 giờ 15 (chiều)" in corrected
    assert "Kế hoạch ghi 13 giờ 30; cập nhật ngày 9/10/2025: 14 giờ 15." in corrected

    await town.say("minh", "/suadoi")
    await town.say("minh", "1")
    await database.changes.submit(Approve("binh-long", waiting.key, waiting.at))  # by somebody at the machine
    assert "14 giờ 15" not in await town.say("lan", "lễ mấy giờ")


async def test_an_answer_for_all_reaches_who_asked_and_who_asks_next(town: Town) -> None:
    assert "chưa nêu" in await town.say("lan", "lễ có gửi xe không")
    await town.say("hoa", "/cauhoi")
    await town.say("hoa", "1")
    await town.say("hoa", "Có, gửi xe miễn phí ở sân sau.")
    await town.say("hoa", "1")

    assert "bác có hỏi: “lễ có gửi xe không”" in await town.read("lan")
    assert "trả lời ngày 9/10/2025: Có, gửi xe miễn phí" in await town.say("tư", "buổi lễ có gửi xe không ạ")
    assert "Số người hỏi: 2" in await town.say("hoa", "/homnay")

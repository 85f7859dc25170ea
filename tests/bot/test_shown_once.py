"""Codes that are shown once: the person reads them, nothing that is stored holds them."""

from __future__ import annotations

import json
import re

import pytest
from sqlalchemy import select
from telegram_cast import binh_long
from update_cast import KEY, NOON, World, build_world

from bot.inviting import make_code
from bot.shown_once import KEPT_S, MASK, ShownOnce, masked
from bot.web.stored import StoredTranscripts
from storage.engine import Database
from storage.tables import metadata
from storage.updates import Reply

CODE = re.compile(r"BL[-– ]?[A-Z0-9]{6}", re.IGNORECASE)


class Monotonic:
    """A clock that stands until it is told to go on."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


async def everything_stored(database: Database) -> str:
    """All values of all rows of all tables."""
    async with database.engine.connect() as connection:
        rows = [row for table in metadata.sorted_tables for row in await connection.execute(select(table))]
    return "\n".join(json.dumps([str(value) for value in row], ensure_ascii=False) for row in rows)


async def claim_and_invite(database: Database) -> tuple[World, int, list[str]]:
    """Chị Hoa claims with a code and invites anh Minh; her address, and the codes there were."""
    world = await build_world(database, None, answerer=binh_long())
    first = await make_code(database, "binh-long", "Chị Hoa", KEY, NOON)
    received = await world.say(first.lower(), event="e1")
    await world.say("/moi Anh Minh")
    await world.answered(received)
    told = [code for text in world.session.texts for code in re.findall(r"BL-[A-Z0-9]{6}", text)]
    return world, received.address_id, [first, *told]


async def test_people_read_their_codes_and_no_row_holds_one(database: Database) -> None:
    world, _, codes = await claim_and_invite(database)
    await world.loop.close()
    stored = await everything_stored(database)

    assert len(set(codes)) == 3, "the one-time code, the personal code, anh Minh's code"
    assert all(code not in stored and code.lower() not in stored for code in codes)
    assert stored.count(MASK) >= 3


@pytest.mark.parametrize("said", ["mã của tôi là BL-K7QM3T ạ", "/start BL-K7QM3T", "bl k7qm3t đúng không", "KM-K7QM3T"])
async def test_a_code_is_not_stored_however_it_was_typed(database: Database, said: str) -> None:
    world = await build_world(database, None, answerer=binh_long())
    await world.answered(await world.say(said, event="e1"))
    await world.loop.close()

    assert "k7qm3t" not in (await everything_stored(database)).lower()


async def test_the_page_shows_a_code_for_ten_minutes(database: Database) -> None:
    world, address_id, codes = await claim_and_invite(database)
    page = StoredTranscripts(database, world.shown_once)
    after_a_restart = StoredTranscripts(database, ShownOnce())

    shown = "\n".join(line.text for line in await page.newest(address_id, 50))
    followed = "\n".join(line.text for line in await page.after(address_id, 0, 50))
    forgotten = "\n".join(line.text for line in await after_a_restart.newest(address_id, 50))
    await world.loop.close()

    assert codes[0] not in shown, "what was typed is not shown again"
    assert all(code in shown and code in followed for code in codes[1:])
    assert CODE.search(forgotten.replace("ví dụ BL-K7QM3T", "")) is None


def test_after_ten_minutes_the_mask_stays() -> None:
    clock = Monotonic()
    kept = ShownOnce(clock)
    kept.keep(7, "BL-K7QM3T")
    clock.now = KEPT_S - 1
    assert kept.shown(7, f"Mã: {MASK}") == "Mã: BL-K7QM3T"
    clock.now = KEPT_S
    assert kept.shown(7, f"Mã: {MASK}") == f"Mã: {MASK}"


def test_a_code_is_shown_in_its_own_message_only() -> None:
    kept = ShownOnce(Monotonic())
    kept.keep(7, "BL-K7QM3T")
    assert kept.shown(8, f"Mã: {MASK}") == f"Mã: {MASK}"


def test_a_code_that_is_no_longer_shown_is_forgotten() -> None:
    clock = Monotonic()
    kept = ShownOnce(clock)
    kept.keep(7, "BL-K7QM3T")
    clock.now = KEPT_S
    kept.keep(8, "BL-PPP777")
    assert "BL-K7QM3T" not in str(vars(kept))


def test_the_mask_takes_the_codes_place_wherever_it_stands_in_a_payload() -> None:
    button = {"text": "Chép BL-K7QM3T", "copy_text": {"text": "BL-K7QM3T"}}
    payload = {"method": "SendMessage", "args": {"text": "Mã: BL-K7QM3T", "rows": [[button]], "chat_id": 7}}
    stored = masked(Reply("Mã: BL-K7QM3T", payload), ["BL-K7QM3T"])
    assert "K7QM3T" not in str(stored)
    assert stored.payload["args"]["chat_id"] == 7

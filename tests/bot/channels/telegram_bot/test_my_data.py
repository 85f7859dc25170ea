"""What is held about somebody leaves Telegram as a document, and nothing of them stays after they erased it."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

from emulators.telegram_server import TelegramServer
from sqlalchemy import select
from telegram_cast import binh_long, running_bots

from storage.engine import Database
from storage.tables import metadata


async def test_the_document_is_made_when_it_leaves_and_not_stored(
    telegram: TelegramServer, token: str, database: Database
) -> None:
    lan = telegram.person("Cô Lan")
    async with running_bots(telegram, database, {"binh-long": token}, answerer=binh_long()) as rig:
        lan.writes("lễ ở đâu vậy em")
        await telegram.received(lan, 2)
        lan.writes("/dulieucuatoi")
        document = (await telegram.received(lan, 4))[-1]
        stored = telegram.world.files[document.content["document"]["file_id"]]
        file = json.loads(stored.content)
        payloads = [line.payload for line in await rig.database.messages.newest(await rig.address_id(lan.id))]

    assert stored.name == "du-lieu-cua-toi.json"
    assert file["kenh"] == "Telegram"
    assert "lễ ở đâu vậy em" in [line["noi_dung"] for line in file["tin_nhan"]]
    assert str(lan.id) not in stored.content.decode()
    assert "tin_nhan" not in json.dumps(payloads)


async def test_nothing_of_a_telegram_chat_is_left_in_tables_and_files(
    telegram: TelegramServer, token: str, database: Database, tmp_path: Path
) -> None:
    lan = telegram.person("Cô Lan")
    async with running_bots(telegram, database, {"binh-long": token}, answerer=binh_long()) as rig:
        question = lan.writes("cauhoirieng lễ ở đâu")
        await telegram.received(lan, 2)
        lan.edits(question, "cauhoirieng lễ khi nào")
        await telegram.received(lan, 3)
        address_id = await rig.address_id(lan.id)
        lan.writes("/xoadulieu")
        lan.presses("Xóa hết", (await telegram.received(lan, 4))[-1])
        lan.presses("Chắc chắn, xóa đi", (await telegram.received(lan, 5))[-1])
        assert "em đã xóa" in (await telegram.received(lan, 6))[-1].text
        await rig.loop.settled(address_id)
        async with database.engine.connect() as connection:
            rows = {
                name: [tuple(row) for row in await connection.execute(select(table))]
                for name, table in metadata.tables.items()
            }
        await database.scouring.scour()

    left = {name for name, found in rows.items() if found}
    assert left == {"accounts", "erasures"}
    for mark in (str(lan.id), "cauhoirieng"):
        assert mark not in json.dumps(rows, default=str)
        assert [path for path in tmp_path.rglob("*") if path.is_file() and mark.encode() in path.read_bytes()] == []


async def test_who_blocked_the_bot_after_asking_is_erased_all_the_same(
    telegram: TelegramServer, token: str, database: Database
) -> None:
    lan = telegram.person("Cô Lan")
    async with running_bots(telegram, database, {"binh-long": token}, answerer=binh_long()) as rig:
        lan.writes("/xoadulieu")
        lan.presses("Xóa hết", (await telegram.received(lan, 2))[-1])
        sure = (await telegram.received(lan, 3))[-1]
        address_id = await rig.address_id(lan.id)
        lan.presses("Chắc chắn, xóa đi", sure)
        lan.blocks()
        async with asyncio.timeout(5):
            while await database.addresses.by_id(address_id) is not None:
                await asyncio.sleep(0.02)

    assert await rig.loop.erasing.was_erased(rig.channel.account, str(lan.id))

"""Groups, people who block us, and groups that move."""

from __future__ import annotations

import pytest
from aiogram.exceptions import TelegramForbiddenError
from aiogram.methods import SendMessage
from emulators.telegram_server import TelegramServer
from telegram_cast import Rig, binh_long, running_bots, until

from storage.engine import Database


async def test_added_to_a_group_it_says_once_what_it_reads(
    telegram: TelegramServer, token: str, database: Database
) -> None:
    lan = telegram.person("Cô Lan")
    async with running_bots(telegram, database, {"binh-long": token}, answerer=binh_long()):
        group = telegram.group("Tổ 4", lan, telegram.bot(token))
        await telegram.until(lambda: len(group.messages) == 1)
        lan.writes("@binh_long_bot lễ mấy giờ?", in_group=group)
        await telegram.until(lambda: len(group.messages) == 3)

    note, _, answer = group.messages
    assert "chỉ đọc tin gọi đích danh em" in note.text
    assert "Bản dùng thử" in note.text
    assert "13 giờ 30" in answer.text
    assert answer.content["reply_to_message"]["message_id"] == group.messages[1].id


async def test_a_groups_own_talk_is_neither_answered_nor_stored(rig: Rig, telegram: TelegramServer, token: str) -> None:
    lan, bot = telegram.person("Cô Lan"), telegram.bot(token)
    bot.reads_all_groups = True  # an operator switched privacy off: then Telegram gives us everything
    group = telegram.group("Tổ 4", lan, bot)
    lan.writes("Mai họp tổ nhé", in_group=group)
    lan.sends_photo("ảnh nhà bác Tư", in_group=group)
    lan.writes("/menu", in_group=group)
    lan.writes("@binh_long_bot lễ mấy giờ?", in_group=group)
    await telegram.until(lambda: any(one.text == "Dạ: lễ mấy giờ?" for one in group.messages))

    said = [text for direction, text in await rig.transcript(group.id) if direction == "in"]
    assert said == ["lễ mấy giờ?"]
    assert [one.text for one in group.messages if one.is_from_bot] == ["Dạ: lễ mấy giờ?"]


async def test_an_answer_to_our_own_message_in_a_group_is_heard(rig: Rig, telegram: TelegramServer, token: str) -> None:
    lan = telegram.person("Cô Lan")
    group = telegram.group("Tổ 4", lan, telegram.bot(token))
    lan.writes("/menu@binh_long_bot", in_group=group)
    await telegram.until(lambda: len(group.messages) == 2)
    lan.writes("ở đâu?", in_group=group, reply_to=group.messages[-1])
    await telegram.until(lambda: len(group.messages) == 4)

    assert group.messages[-1].text == "Dạ: ở đâu?"


async def test_a_group_that_becomes_a_supergroup_stays_the_same_conversation(
    rig: Rig, telegram: TelegramServer, token: str
) -> None:
    lan = telegram.person("Cô Lan")
    group = telegram.group("Tổ 4", lan, telegram.bot(token))
    lan.writes("@binh_long_bot một", in_group=group)
    await telegram.until(lambda: len(group.messages) == 2)
    key = await rig.address_id(group.id)
    new_id = group.migrates()
    lan.writes("@binh_long_bot hai", in_group=group)
    await telegram.until(lambda: any(one.text == "Dạ: hai" for one in group.messages))

    assert await rig.address_id(new_id) == key


async def test_a_message_into_a_group_that_moved_unnoticed_follows_it(
    telegram: TelegramServer, token: str, database: Database
) -> None:
    lan = telegram.person("Cô Lan")
    async with running_bots(telegram, database, {"binh-long": token}) as rig:
        group = telegram.group("Tổ 4", lan, telegram.bot(token))
        lan.writes("@binh_long_bot một", in_group=group)
        await telegram.until(lambda: len(group.messages) == 2)
        key = await rig.address_id(group.id)
        await rig.bots.stop()
        new_id = group.migrates()
        await rig.channel.bot(SendMessage(chat_id=key, text="nhắc việc"))

        assert group.messages[-1].text == "nhắc việc"
        assert await rig.address_id(new_id) == key


async def test_somebody_who_blocks_us_is_unreachable_until_they_write_again(rig: Rig, telegram: TelegramServer) -> None:
    tu = telegram.person("Ông Tư")
    tu.writes("Chào")
    await telegram.received(tu)
    key = await rig.address_id(tu.id)
    tu.blocks()
    await until(lambda: key in rig.database.addresses._unreachable)
    assert await rig.is_unreachable(tu.id)

    tu.writes("Tôi hỏi lại")
    await telegram.received(tu, 2)
    assert not await rig.is_unreachable(tu.id)


async def test_a_refusal_tells_that_nothing_reaches_them(
    telegram: TelegramServer, token: str, database: Database
) -> None:
    tu = telegram.person("Ông Tư")
    async with running_bots(telegram, database, {"binh-long": token}) as rig:
        tu.writes("Chào")
        await telegram.received(tu)
        tu.deactivates()

        with pytest.raises(TelegramForbiddenError):
            await rig.channel.bot(SendMessage(chat_id=await rig.address_id(tu.id), text="nhắc việc"))
        assert await rig.is_unreachable(tu.id)


async def test_a_group_that_removed_us_is_unreachable_until_it_takes_us_back(
    rig: Rig, telegram: TelegramServer, token: str
) -> None:
    lan, bot = telegram.person("Cô Lan"), telegram.bot(token)
    group = telegram.group("Tổ 4", lan, bot)
    lan.writes("@binh_long_bot một", in_group=group)
    await telegram.until(lambda: len(group.messages) == 2)
    key = await rig.address_id(group.id)
    group.kick(bot)
    await until(lambda: key in rig.database.addresses._unreachable)
    group.add(bot)
    await until(lambda: key not in rig.database.addresses._unreachable)

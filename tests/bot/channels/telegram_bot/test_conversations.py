"""Talking on Telegram, by polling and by webhook: questions, buttons, edits, pictures, links."""

from __future__ import annotations

import asyncio
import json

from aiogram import Router
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
from emulators.telegram_server import TelegramServer
from telegram_cast import Rig, binh_long, running_bots, until

from bot.channels.telegram_bot.incoming import ALLOWED_UPDATES
from bot.handling import APOLOGY_TEXT
from storage.engine import Database


async def test_a_question_is_answered_and_both_are_in_the_transcript(rig: Rig, telegram: TelegramServer) -> None:
    lan = telegram.person("Cô Lan")
    lan.writes("Lễ mấy giờ?")

    [answer] = await telegram.received(lan)
    assert answer.text == "Dạ: Lễ mấy giờ?"
    assert await rig.transcript(lan.id) == [("in", "Lễ mấy giờ?"), ("out", "Dạ: Lễ mấy giờ?")]


async def test_what_was_answered_is_stored_with_telegrams_message_id(rig: Rig, telegram: TelegramServer) -> None:
    lan = telegram.person("Cô Lan")
    lan.writes("Lễ mấy giờ?")
    [answer] = await telegram.received(lan)
    await rig.loop.settled(key := await rig.address_id(lan.id))
    await asyncio.sleep(0.4)  # "answered" rides on a later commit

    stored = (await rig.database.messages.newest(key))[-1]
    assert (stored.platform_message_id, stored.sent_at) == (str(answer.id), rig.now)


async def test_one_persons_messages_are_answered_in_order(rig: Rig, telegram: TelegramServer) -> None:
    lan, minh = telegram.person("Cô Lan"), telegram.person("Anh Minh")
    for word in ("một", "hai", "ba"):
        lan.writes(word)
        minh.writes(word)

    for person in (lan, minh):
        assert [one.text for one in await telegram.received(person, 3)] == ["Dạ: một", "Dạ: hai", "Dạ: ba"]


async def test_secrets_are_not_stored(rig: Rig, telegram: TelegramServer) -> None:
    lan = telegram.person("Cô Lan")
    lan.writes("Căn cước của tôi 079085001234")
    await telegram.received(lan)

    assert "079085001234" not in json.dumps(await rig.transcript(lan.id))


async def test_a_pressed_button_is_answered_and_stops_turning(
    telegram: TelegramServer, token: str, database: Database
) -> None:
    lan = telegram.person("Cô Lan")
    async with running_bots(telegram, database, {"binh-long": token}, answerer=binh_long()) as rig:
        lan.starts()
        [welcome] = await telegram.received(lan)
        press = lan.presses("Lễ diễn ra khi nào, ở đâu?", welcome)

        await telegram.answered(press)
        assert "13 giờ 30" in (await telegram.received(lan, 2))[-1].text
        assert ("in", "Lễ diễn ra khi nào, ở đâu?") in await rig.transcript(lan.id)


async def test_a_button_stops_turning_also_when_its_handler_fails(
    telegram: TelegramServer, token: str, database: Database
) -> None:
    router = Router()

    @router.message()
    async def offer(message: Message) -> object:
        button = InlineKeyboardButton(text="Hỏng", callback_data="q:hỏng")
        return message.answer("Mời", reply_markup=InlineKeyboardMarkup(inline_keyboard=[[button]]))

    @router.callback_query()
    async def fail(query: CallbackQuery) -> object:
        raise ValueError("a fault of ours")

    lan = telegram.person("Cô Lan")
    async with running_bots(telegram, database, {"binh-long": token}, router=router):
        lan.writes("Chào")
        await telegram.received(lan)
        await telegram.answered(lan.presses("Hỏng"))

        assert (await telegram.received(lan, 2))[-1].text == APOLOGY_TEXT


async def test_a_button_on_a_message_that_telegram_hides_is_still_answered(rig: Rig, telegram: TelegramServer) -> None:
    lan = telegram.person("Cô Lan")
    lan.writes("Chào")
    await telegram.received(lan)
    hidden = {"chat": {"id": lan.id, "type": "private", "first_name": "Cô Lan"}, "message_id": 1, "date": 0}
    sender = {"id": lan.id, "is_bot": False, "first_name": "Cô Lan"}
    query = {"id": "77", "from": sender, "message": hidden, "chat_instance": "1", "data": "q:cũ"}
    telegram.bot(token_of(telegram)).inbox.put("callback_query", query, "callback")

    assert (await telegram.received(lan, 2))[-1].text == "Bấm: q:cũ"


async def test_a_button_pressed_too_long_ago_disturbs_nobody(
    telegram: TelegramServer, token: str, database: Database
) -> None:
    lan = telegram.person("Cô Lan")
    async with running_bots(telegram, database, {"binh-long": token}) as rig:
        lan.writes("Chào")
        [message] = await telegram.received(lan)
        message.content["reply_markup"] = {"inline_keyboard": [[{"text": "Cũ", "callback_data": "q:cũ"}]]}
        telegram.world.callback_life_s = -1
        lan.presses("Cũ", message)

        assert (await telegram.received(lan, 2))[-1].text == "Bấm: q:cũ"
        await until(lambda: not rig.line.receiver._answering)
        assert rig.line.trouble is None


async def test_a_corrected_question_is_answered_anew_once(rig: Rig, telegram: TelegramServer) -> None:
    lan = telegram.person("Cô Lan")
    message = lan.writes("Lễ mấy gờ?")
    await telegram.received(lan)
    lan.edits(message, "Lễ mấy giờ?")
    await telegram.received(lan, 2)
    lan.edits(message, "Lễ mấy giờ ạ?")
    lan.writes("Hết")

    assert [one.text for one in await telegram.received(lan, 3)] == ["Dạ: Lễ mấy gờ?", "Dạ: Lễ mấy giờ?", "Dạ: Hết"]


async def test_an_edit_that_changes_no_word_is_not_answered(rig: Rig, telegram: TelegramServer) -> None:
    lan = telegram.person("Cô Lan")
    message = lan.writes("Xem https://binhlong.example")
    await telegram.received(lan)
    lan.edits(message, "Xem https://binhlong.example")
    lan.writes("Hết")

    assert [one.text for one in await telegram.received(lan, 2)][1] == "Dạ: Hết"


async def test_a_late_edit_is_not_answered(rig: Rig, telegram: TelegramServer) -> None:
    lan = telegram.person("Cô Lan")
    message = lan.writes("Lễ mấy gờ?")
    await telegram.received(lan)
    message.content["date"] -= 600
    lan.edits(message, "Lễ mấy giờ?")
    lan.writes("Hết")

    assert [one.text for one in await telegram.received(lan, 2)][1] == "Dạ: Hết"


async def test_what_is_no_text_gets_kind_words_and_is_not_downloaded(
    telegram: TelegramServer, token: str, database: Database
) -> None:
    lan = telegram.person("Cô Lan")
    async with running_bots(telegram, database, {"binh-long": token}, answerer=binh_long()):
        lan.starts()
        lan.sends_photo("căn cước của tôi")
        lan.sends_sticker()
        lan.sends_voice()
        lan.sends_document("don.pdf")
        answers = [one.text for one in await telegram.received(lan, 5)][1:]

        assert [words.split(",")[1].split(".")[0].strip() for words in answers] == [
            "em không xem được hình và không tải hình về",
            "em cảm ơn bác",
            "em chưa nghe được tiếng nói",
            "em không mở được tệp và không tải tệp về",
        ]
        assert "getfile" not in telegram.bot(token).calls


async def test_a_posters_link_leads_to_what_it_promises(
    telegram: TelegramServer, token: str, database: Database
) -> None:
    lan = telegram.person("Cô Lan")
    async with running_bots(telegram, database, {"binh-long": token}, answerer=binh_long()):
        lan.starts("q_launch")
        welcome, answer = await telegram.received(lan, 2)

        assert "máy trả lời tự động" in welcome.text
        assert "13 giờ 30" in answer.text


async def test_telegram_is_told_our_commands_and_which_updates_we_want(
    rig: Rig, telegram: TelegramServer, token: str
) -> None:
    lan = telegram.person("Cô Lan")
    lan.writes("Chào")
    await telegram.received(lan)
    bot = telegram.bot(token)

    assert bot.inbox.allowed == set(ALLOWED_UPDATES)
    described = {one["command"]: one["description"] for given in bot.commands.values() for one in given}
    assert described == {
        "menu": "Các mục để chọn",
        "trogiup": "Cách hỏi, kèm ví dụ",
        "dangky": "Nhận thông báo và nhắc việc",
        "dung": "Dừng, thôi nhận tin",
        "dulieucuatoi": "Em đang giữ gì về bác",
        "xoadulieu": "Xóa hết dữ liệu của bác",
    }


def token_of(telegram: TelegramServer) -> str:
    return next(iter(telegram.world.bots))

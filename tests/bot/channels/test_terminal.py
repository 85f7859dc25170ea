"""The terminal as a channel: lines in, messages held and shown, buttons of the newest message."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import SendChatAction, SendDocument, SendMessage, SendPoll
from aiogram.types import BufferedInputFile, InlineKeyboardButton, InlineKeyboardMarkup, Update

from bot.channels.account import ChannelAccount
from bot.channels.terminal.chat import TerminalChat
from bot.channels.terminal.lines import Photo, Poll, Pressed, Typed, parse_line
from bot.channels.terminal.opening import open_terminal
from bot.channels.terminal.screen import as_json, as_page
from bot.channels.terminal.session import Shown
from bot.incoming import Incoming
from scheduler.people import Account, Channel, Person
from scheduler.scrubbing import scrub
from storage.errors import StorageUnavailable

NOW = dt.datetime(2025, 10, 8, 2, 0, tzinfo=dt.UTC)
ACCOUNT = Account(3, Channel.TERMINAL, "an-hoa", "an-hoa")
LAN = Person(1, 7, ACCOUNT, NOW)


@pytest.mark.parametrize(
    ("line", "meaning"),
    [
        ("lễ khi nào\n", Typed("lễ khi nào")),
        ("#2", Pressed(2)),
        ("# 12 \n", Pressed(12)),
        ("#lễ", Typed("#lễ")),
        ("", Poll()),
        ("  \n", Poll()),
        ("/photo", Typed("/photo")),
        ("/start q_launch", Typed("/start q_launch")),
    ],
)
def test_what_a_line_means(line, meaning):
    assert parse_line(line) == meaning


def test_a_picture_is_named_by_its_path():
    line = parse_line("/photo anh cua toi.jpg\n")
    assert isinstance(line, Photo)
    assert str(line.path) == "anh cua toi.jpg"


class EchoLoop:
    """An update loop that answers each event by itself: the text, or the ref of the button, with two buttons."""

    def __init__(self) -> None:
        self.updates: list[Update] = []
        self.out: list[tuple[ChannelAccount, str]] = []
        self.full = False

    async def receive(self, channel: ChannelAccount, incoming: Incoming) -> Any:
        if self.full:
            raise StorageUnavailable("ổ đĩa đầy")
        update = incoming.build(channel.bot, LAN, scrub(incoming.text).text)
        self.updates.append(update)
        query = update.callback_query
        self.out.append((channel, query.data if query else str(update.message.text or "hình")))

    async def resend_unanswered(self, channels: Any, address_id: int) -> int:
        return 0

    async def settled(self, address_id: int) -> None:
        for channel, text in self.out:
            buttons = [[InlineKeyboardButton(text=f"Nút {n}", callback_data=f"q:{n}")] for n in (1, 2)]
            await channel.bot(
                SendMessage(chat_id=address_id, text=text, reply_markup=InlineKeyboardMarkup(inline_keyboard=buttons))
            )
        self.out.clear()


async def address_of() -> int:
    return LAN.address_id


@pytest.fixture
def loop() -> EchoLoop:
    return EchoLoop()


@pytest.fixture
def chat(loop: EchoLoop) -> TerminalChat:
    channel, session = open_terminal(ACCOUNT, lambda: NOW)
    return TerminalChat(loop, channel, session, "lan", LAN.address_id, address_of, lambda: NOW, [("Cũ", "q:old")])


async def test_the_replies_to_a_line_are_there_when_it_returns(chat):
    heard = await chat.hear("xin chào")
    assert heard.messages == [Shown("xin chào", (("Nút 1", "q:1"), ("Nút 2", "q:2")))]


async def test_an_empty_line_says_nothing_and_shows_what_came_meanwhile(loop):
    channel, session = open_terminal(ACCOUNT, lambda: NOW)
    chat = TerminalChat(loop, channel, session, "lan", LAN.address_id, address_of, lambda: NOW)
    await channel.bot(SendMessage(chat_id=LAN.address_id, text="một lời nhắc"))
    assert [message.text for message in (await chat.hear("")).messages] == ["một lời nhắc"]
    assert (await chat.hear("")).messages == []
    assert loop.updates == []


async def test_a_button_of_the_newest_message_is_pressed_by_its_number(chat):
    await chat.hear("xin chào")
    assert [message.text for message in (await chat.hear("#2")).messages] == ["q:2"]


async def test_after_a_start_the_buttons_of_the_last_run_still_work(chat):
    assert [message.text for message in (await chat.hear("#1")).messages] == ["q:old"]


async def test_a_button_that_is_not_there_is_named_and_nothing_is_sent(chat, loop):
    heard = await chat.hear("#9")
    assert heard.note == "Tin mới nhất không có nút 9."
    assert loop.updates == []


async def test_a_picture_becomes_a_photo_update_of_its_size(chat, loop, tmp_path):
    picture = tmp_path / "hinh.jpg"
    picture.write_bytes(b"12345")
    await chat.hear(f"/photo {picture}")
    assert loop.updates[0].message.photo[0].file_size == 5


async def test_a_picture_that_is_not_there_is_named(chat, loop):
    heard = await chat.hear("/photo khong-co.jpg")
    assert heard.note == "Không thấy tệp khong-co.jpg."
    assert loop.updates == []


async def test_a_secret_reaches_the_handlers_scrubbed(chat, loop):
    await chat.hear("cccd 079123456789")
    assert "079123456789" not in loop.updates[0].message.text


async def test_a_full_disk_is_told_and_the_next_line_works(chat, loop):
    loop.full = True
    heard = await chat.hear("xin chào")
    assert "Chưa ghi được" in (heard.note or "")
    loop.full = False
    assert (await chat.hear("xin chào")).messages


async def test_a_message_for_somebody_else_is_refused_so_that_it_waits_for_them():
    channel, session = open_terminal(ACCOUNT, lambda: NOW)
    session.listen_for(7)
    with pytest.raises(TelegramBadRequest):
        await channel.bot(SendMessage(chat_id=8, text="cho anh Minh"))
    assert session.take() == []


async def test_what_a_terminal_does_not_know_is_refused_by_name():
    channel, session = open_terminal(ACCOUNT, lambda: NOW)
    session.listen_for(7)
    assert await channel.bot(SendChatAction(chat_id=7, action="typing")) is True
    with pytest.raises(TelegramBadRequest, match="SendPoll"):
        await channel.bot(SendPoll(chat_id=7, question="?", options=["a", "b"]))


async def test_each_event_has_an_id_of_its_own(chat, loop):
    await chat.hear("a")
    await chat.hear("a")
    assert loop.updates[0].update_id != loop.updates[1].update_id


def test_json_is_one_line_with_labels_only():
    line = as_json([Shown("một\nhai", (("1. Bàn", "q:1"),))])
    assert "\n" not in line
    assert json.loads(line) == {"messages": [{"text": "một\nhai", "buttons": ["1. Bàn"]}]}


def test_a_page_numbers_buttons_once():
    page = as_page([Shown("Chọn bàn", (("1. Thanh toán số", "a"), ("Xem nguyên văn", "b")))])
    assert "#1  Thanh toán số" in page
    assert "#2  Xem nguyên văn" in page


async def test_who_was_erased_goes_on_at_a_new_address(loop):
    addresses = iter([LAN.address_id, 8])

    async def next_address() -> int:
        return next(addresses)

    channel, session = open_terminal(ACCOUNT, lambda: NOW)
    chat = TerminalChat(loop, channel, session, "lan", LAN.address_id, next_address, lambda: NOW)
    await chat.hear("/xoadulieu")
    assert [message.text for message in (await chat.hear("lễ khi nào")).messages] == ["lễ khi nào"]


async def test_a_document_is_shown_as_its_text():
    channel, session = open_terminal(ACCOUNT, lambda: NOW)
    session.listen_for(LAN.address_id)
    file = BufferedInputFile("{“gì”}".encode(), "du-lieu.json")
    await channel.bot(SendDocument(chat_id=LAN.address_id, document=file, caption="Đây ạ"))
    assert [shown.text for shown in session.take()] == ["Đây ạ\n\n{“gì”}"]

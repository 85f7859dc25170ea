"""People and their data: agreeing to news, seeing what is held, erasing it, asking a human."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from handlers.replies import MY_DATA
from scheduler.consent import Consent, Purpose, RecordConsent, WithdrawConsents
from scheduler.erasure import AskErasure
from scheduler.holdings import Holdings
from scheduler.organisers import Organiser, Session
from scheduler.people import Channel
from scheduler.rights import AnswerRequest, AskRight, Request, Right, SettleRequest
from scheduler.standing import Standing

NOW = dt.datetime(2025, 10, 8, 2, 0, tzinfo=dt.UTC)
HOA = Organiser(3, "Chị Hoa", NOW, (Session(50, None, NOW),))
AGREED = Consent(Purpose.NEWS, Channel.TERMINAL, "xin nhắn tin", NOW)
REQUEST = Request(12, "an-hoa", 7, Right.CORRECT, NOW, dt.date(2025, 10, 10), dt.date(2025, 10, 18))


# --- first contact and news ---


async def test_the_welcome_names_both_commands_and_is_recorded_word_for_word(talk) -> None:
    lan = talk(welcomed=False)
    (welcome,) = await lan.say("/start")
    assert "/dulieucuatoi" in welcome.text
    assert "/xoadulieu" in welcome.text
    (change,) = lan.work.changes
    assert change == RecordConsent(7, Consent(Purpose.NOTICE, Channel.TERMINAL, welcome.text, NOW))


async def test_a_consent_holds_exactly_the_text_above_the_button(talk) -> None:
    lan = talk()
    (asked,) = await lan.say("/dangky")
    assert asked.labels == ["Tôi đồng ý nhận tin", "Không, cảm ơn"]
    await lan.press(asked.refs[0])
    (change,) = lan.work.changes
    assert change.consent.text == asked.text
    assert change.consent.purpose is Purpose.NEWS


async def test_a_button_below_another_text_than_todays_asks_anew(talk) -> None:
    lan = talk()
    (asked,) = await lan.press("n:yes:00000000")
    assert asked.labels[0] == "Tôi đồng ý nhận tin"
    assert lan.work.changes == []


async def test_declining_leaves_no_record(talk) -> None:
    lan = talk()
    await lan.say("/dangky")
    (words,) = await lan.say("2")
    assert "không nhắn tin" in words.text
    assert lan.work.changes == []


@pytest.mark.parametrize("text", ["/dung", "dừng nhận tin", "Dừng", "hủy đăng ký"])
async def test_stopping_withdraws_what_was_agreed_to_and_says_so(talk, text: str) -> None:
    lan = talk()
    lan.records.rights.consents.records = (AGREED,)
    (words,) = await lan.say(text)
    assert "thôi nhận thông báo" in words.text
    assert lan.work.changes == [WithdrawConsents(7, NOW)]


# --- what is held ---


async def test_what_is_held_is_told_in_words_and_as_a_file(talk) -> None:
    lan = talk()
    lan.records.rights.held.holdings = Holdings(Channel.TERMINAL, "an-hoa", NOW, consents=(AGREED,))
    told, file = await lan.say("/dulieucuatoi")
    assert "lần đầu lúc 09:00 ngày 08/10/2025" in told.text
    assert "bác đồng ý lúc 09:00" in told.text
    assert file.file == MY_DATA


async def test_a_group_is_told_that_this_is_done_in_private(talk) -> None:
    lan = talk()
    lan._message = lambda: {"message_id": 1, "date": NOW, "chat": {"id": 7, "type": "group"}, "from": lan._user()}
    for command in ("/dulieucuatoi", "/xoadulieu", "/dangky", "sửa thông tin của tôi"):
        (words,) = await lan.say(command)
        assert "nhắn riêng" in words.text
    assert lan.work.changes == []


# --- erasing ---


async def test_erasing_takes_two_taps(talk) -> None:
    lan = talk()
    (offer,) = await lan.say("/xoadulieu")
    (sure,) = await lan.press(offer.refs[0])
    assert lan.work.changes == []
    (done,) = await lan.press(sure.refs[0])
    assert "đã xóa" in done.text
    assert lan.work.changes == [AskErasure("an-hoa", 7, NOW + dt.timedelta(seconds=6))]


@pytest.mark.parametrize("which", [0, 1])
async def test_no_is_an_answer_at_both_steps(talk, which: int) -> None:
    lan = talk()
    (offer,) = await lan.say("/xoadulieu")
    if which:
        (offer,) = await lan.press(offer.refs[0])
    (kept,) = await lan.press(offer.refs[1])
    assert "không xóa" in kept.text
    assert lan.work.changes == []


@pytest.mark.parametrize("ref", ["x:erase:1", "x:erase:99999999999", "x:erase", "x:erase:١", "x:erase:1:2"])
async def test_an_old_or_forged_button_erases_nothing(talk, ref: str) -> None:
    lan = talk()
    (offer,) = await lan.press(ref)
    assert "Xóa hết" in offer.labels
    assert lan.work.changes == []


async def test_an_organiser_is_told_that_the_role_goes_too(talk) -> None:
    hoa = talk()
    hoa.standing = Standing((replace(HOA, sessions=(Session(7, NOW - dt.timedelta(days=1), NOW),)),))
    (offer,) = await hoa.say("/xoadulieu")
    assert "quyền người tổ chức" in offer.text
    assert "người tổ chức cuối cùng" in offer.text


# --- asking a human ---


async def test_a_wish_that_needs_a_human_goes_to_the_organisers_with_its_dates_and_no_words(talk) -> None:
    lan = talk()
    lan.standing = Standing((HOA,))
    (taken,) = await lan.say("Sửa thông tin của tôi: con mèo")
    assert "10/10/2025" in taken.text
    right = AskRight("an-hoa", 7, Right.CORRECT, NOW, dt.date(2025, 10, 10), dt.date(2025, 10, 18))
    assert lan.work.changes == [right]
    (note,) = lan.work.notes
    assert note.chat_id == 50
    assert "con mèo" not in note.text
    assert "10/10/2025" in note.text


async def test_the_same_wish_twice_is_one_request(talk) -> None:
    lan = talk()
    lan.standing = Standing((HOA,))
    lan.records.rights.requests.open = (REQUEST,)
    (known,) = await lan.say("sửa thông tin của tôi")
    assert "chuyển rồi" in known.text
    assert lan.work.changes == []


async def test_without_an_organiser_the_office_is_named_and_nothing_is_noted(talk) -> None:
    lan = talk()
    (words,) = await lan.say("sửa thông tin của tôi")
    assert "UBND phường An Hòa" in words.text
    assert lan.work.changes == []


def organiser(talk):
    hoa = talk()
    hoa.address_id = 50
    hoa.standing = Standing((HOA,))
    hoa.records.rights.requests.open = (REQUEST,)
    return hoa


async def test_organisers_see_what_is_open_and_close_it(talk) -> None:
    hoa = organiser(talk)
    (listed,) = await hoa.say("/yeucau")
    assert "Số 12: sửa thông tin" in listed.text
    (closed,) = await hoa.say("1")
    assert "số 12 xong" in closed.text
    assert hoa.work.changes == [SettleRequest("an-hoa", 12, 3, NOW + dt.timedelta(seconds=3))]
    assert [note.chat_id for note in hoa.work.notes] == [7]


async def test_an_answer_is_relayed_word_for_word(talk) -> None:
    hoa = organiser(talk)
    await hoa.say("/yeucau 12 Bác cần sửa điều gì ạ?")
    assert hoa.work.changes == [AnswerRequest("an-hoa", 12, 3, NOW)]
    assert hoa.work.notes[0].text.endswith("Bác cần sửa điều gì ạ?")


async def test_a_request_that_is_not_open_cannot_be_answered_or_closed(talk) -> None:
    hoa = organiser(talk)
    (words,) = await hoa.say("/yeucau 13 Chào bác")
    assert "không có" in words.text
    await hoa.press("r:settle:13")
    await hoa.press("r:settle:x")
    assert hoa.work.changes == []
    assert hoa.work.notes == []


async def test_a_browser_is_asked_for_the_code_before_it_sends(talk) -> None:
    hoa = organiser(talk)
    hoa.standing = Standing(
        (replace(HOA, sessions=(Session(50, NOW + dt.timedelta(hours=1), NOW - dt.timedelta(hours=7)),)),)
    )
    (words,) = await hoa.say("/yeucau 12 Chào bác")
    assert "gõ mã riêng" in words.text
    await hoa.press("r:settle:12")
    assert hoa.work.changes == []


async def test_requests_are_unknown_to_citizens(talk) -> None:
    lan = talk()
    lan.records.rights.requests.open = (REQUEST,)
    (words,) = await lan.say("/yeucau")
    assert "không có lệnh này" in words.text
    await lan.press("r:settle:12")
    assert lan.work.changes == []


async def test_an_erasing_button_of_no_kind_is_an_old_one(talk) -> None:
    lan = talk()
    (told,) = await lan.press("x:")
    assert "nút này đã cũ" in told.text
    assert lan.work.changes == []

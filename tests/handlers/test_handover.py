"""A citizen and an organiser talk through the machine, which is silent meanwhile."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest

from handlers.overdue import end_overdue
from scheduler.duty import NEVER, OFFICE
from scheduler.handover import AskHuman, EndHandover, Handover, HumanAnswered, SetDuty, TakeOver
from scheduler.organisers import Organiser, Session, SignOut
from scheduler.standing import Standing

MORNING = dt.datetime(2025, 10, 8, 2, 0, tzinfo=dt.UTC)  # 9:00 in Vietnam, a Wednesday
CITIZEN, DESK, OTHER_DESK = 7, 8, 9


def organiser(key: int = 1, name: str = "Chị Lan", address: int = DESK, **more: Any) -> Organiser:
    return Organiser(key, name, MORNING, (Session(address, None, MORNING),), **more)


LAN, MINH = organiser(), organiser(2, "Anh Minh", OTHER_DESK)


def asked(**more: Any) -> Handover:
    return Handover("k1", CITIZEN, MORNING, MORNING + dt.timedelta(days=1), **more)


@pytest.fixture
def citizen(talk: Any) -> Any:
    """Bác Tư; the organisers Lan and Minh are on duty."""
    person = talk()
    person.standing = Standing((LAN, MINH))
    return person


@pytest.fixture
def lan(talk: Any) -> Any:
    """Lan at her desk."""
    person = talk()
    person.address_id = DESK
    person.standing = Standing((LAN, MINH), (asked(),))
    return person


async def test_a_refusal_offers_a_human_and_an_answer_does_not(citizen: Any) -> None:
    (refused,) = await citizen.say("ai ký?")
    (answered,) = await citizen.say("Lễ khi nào?")
    assert "Hỏi người thật" in refused.labels
    assert "Hỏi người thật" not in answered.labels


async def test_nothing_is_handed_over_before_the_citizen_agrees(citizen: Any) -> None:
    (question,) = await citizen.say("cho tôi gặp người thật")
    assert "đọc được các tin gần đây" in question.text
    assert citizen.work.changes == []
    (stayed,) = await citizen.say("2")
    assert "hỏi em tiếp" in stayed.text
    assert citizen.work.changes == citizen.work.notes == []


async def test_everybody_on_duty_gets_the_transcript_with_a_button(citizen: Any) -> None:
    citizen.records.transcripts.lines = [SimpleNamespace(theirs=True, text="hôm lễ có xe đón không")]
    (told,) = await citizen.press("h:yes")
    (change,) = citizen.work.changes
    assert isinstance(change, AskHuman)
    assert change.due_at == MORNING + dt.timedelta(days=1)
    assert {note.chat_id for note in citizen.work.notes} == {DESK, OTHER_DESK}
    assert all("Bà con: hôm lễ có xe đón không" in note.text for note in citizen.work.notes)
    assert all(
        note.reply_markup.inline_keyboard[0][0].callback_data == f"t:{change.key}" for note in citizen.work.notes
    )
    assert "/bot" in told.text


async def test_without_an_organiser_people_are_sent_to_the_office(talk: Any) -> None:
    person = talk()
    (told,) = await person.say("gap nguoi that")
    assert "UBND phường An Hòa" in told.text
    assert told.labels == []
    (forged,) = await person.press("h:yes")
    assert "UBND phường An Hòa" in forged.text
    assert person.work.changes == []


async def test_with_nobody_on_duty_people_learn_when_somebody_will_be(citizen: Any) -> None:
    citizen.standing = Standing((organiser(hours=OFFICE), organiser(2, "Anh Minh", OTHER_DESK, hours=NEVER)))
    citizen.now = MORNING + dt.timedelta(hours=3)  # the lunch break
    (told,) = await citizen.press("h:yes")
    assert "13:30 ngày 08/10/2025" in told.text
    assert citizen.work.changes == []


async def test_the_machine_is_silent_from_then_on(citizen: Any) -> None:
    citizen.standing = Standing((LAN, MINH), (asked(),))
    (added,) = await citizen.say("Lễ khi nào?")
    assert "ghi thêm cho cán bộ" in added.text
    citizen.standing = Standing((LAN, MINH), (asked(taken_by=1, taken_at_address=DESK),))
    assert await citizen.say("Lễ khi nào?") == []
    (note,) = citizen.work.notes
    assert (note.chat_id, note.text) == (DESK, "Bà con: Lễ khi nào?")
    (held,) = await citizen.press("q:launch.when")
    assert "/bot" in held.text
    assert citizen.answerer.asked == []


async def test_secrets_are_not_relayed(citizen: Any) -> None:
    citizen.standing = Standing((LAN,), (asked(taken_by=1, taken_at_address=DESK),))
    (warned,) = await citizen.say("cccd của tui là 079123456789")
    assert "Em đã xóa đi" in warned.text
    assert citizen.work.notes == []


@pytest.mark.parametrize("words", ["/bot", "xong", "/dung"])
async def test_the_citizen_brings_the_machine_back(citizen: Any, words: str) -> None:
    citizen.standing = Standing((LAN,), (asked(taken_by=1, taken_at_address=DESK),))
    (back,) = await citizen.say(words)
    assert "trả lời bác trở lại" in back.text
    (change,) = citizen.work.changes
    assert isinstance(change, EndHandover)
    assert change.how == "citizen"
    assert [note.chat_id for note in citizen.work.notes] == [DESK]


async def test_when_the_human_is_gone_the_citizen_is_told_and_may_ask_again(citizen: Any) -> None:
    citizen.standing = Standing((MINH,), (asked(taken_by=1, taken_at_address=DESK),))
    (told,) = await citizen.say("còn đó không em")
    assert told.labels == ["Hỏi người thật lần nữa"]
    assert isinstance(citizen.work.changes[0], EndHandover)
    assert citizen.work.notes == []


async def test_the_first_to_take_it_has_it_and_the_others_see_who(lan: Any) -> None:
    (told,) = await lan.press("t:k1")
    (change,) = lan.work.changes
    assert isinstance(change, TakeOver)
    assert (change.organiser_id, change.address_id) == (1, DESK)
    assert {(note.chat_id, note.text.split()[1]) for note in lan.work.notes} == {(CITIZEN, "Lan"), (OTHER_DESK, "Lan")}
    assert "Anh/chị đã nhận" in told.text
    lan.work.changes.clear()
    lan.standing = Standing((LAN, MINH), (asked(taken_by=2, taken_at_address=OTHER_DESK),))
    (late,) = await lan.press("t:k1")
    assert late.text == "Anh Minh đã nhận người này rồi."
    assert lan.work.changes == []


async def test_nobody_else_can_take_it(citizen: Any) -> None:
    citizen.standing = Standing((LAN,), (Handover("k1", 55, MORNING, MORNING),))
    citizen.answerer.unknown_refs.add("t:k1")
    (told,) = await citizen.press("t:k1")
    assert "nút này đã cũ" in told.text
    assert citizen.work.changes == []


async def test_a_browser_is_asked_for_the_code_before_it_writes_to_people(lan: Any) -> None:
    web = Organiser(1, "Chị Lan", MORNING, (Session(DESK, MORNING + dt.timedelta(hours=8), MORNING),))
    lan.standing = Standing((web,), (asked(),))
    lan.now = MORNING + dt.timedelta(hours=1)
    (told,) = await lan.press("t:k1")
    assert "mã riêng" in told.text
    assert lan.work.changes == []


async def test_what_the_organiser_writes_reaches_the_citizen_under_their_name(lan: Any) -> None:
    lan.standing = Standing((LAN,), (asked(taken_by=1, taken_at_address=DESK),))
    assert await lan.say("Dạ có xe đón lúc 12 giờ bác ơi") == []
    assert isinstance(lan.work.changes[0], HumanAnswered)
    (note,) = lan.work.notes
    assert (note.chat_id, note.text) == (CITIZEN, "Chị Lan: Dạ có xe đón lúc 12 giờ bác ơi")
    (powers,) = await lan.say("/quanly")
    assert "Các việc làm được" in powers.text
    (done,) = await lan.say("xong")
    assert "Em đã báo bà con" in done.text
    end = lan.work.changes[-1]
    assert isinstance(end, EndHandover)
    assert (end.how, end.by) == ("organiser", 1)


async def test_pictures_are_not_relayed(lan: Any) -> None:
    lan.standing = Standing((LAN,), (asked(taken_by=1, taken_at_address=DESK),))
    photo = {"file_id": "x", "file_unique_id": "x", "width": 1, "height": 1}
    (told,) = await lan.send(photo=[photo])
    assert "chỉ chuyển được chữ" in told.text
    assert lan.work.notes == []


async def test_signing_out_ends_what_was_being_answered_there(lan: Any) -> None:
    lan.standing = Standing((LAN,), (asked(taken_by=1, taken_at_address=DESK),))
    await lan.say("/thoat")
    assert [type(change) for change in lan.work.changes] == [EndHandover, SignOut]
    assert [note.chat_id for note in lan.work.notes] == [CITIZEN]


async def test_duty_hours_are_set_in_chat(lan: Any) -> None:
    lan.standing = Standing((LAN,))
    (how,) = await lan.say("/truc")
    assert "7:30-11:30 13:30-17:00 t2-t6" in how.text
    (bad,) = await lan.say("/truc buổi sáng")
    assert "chưa đọc được" in bad.text
    assert lan.work.changes == []
    await lan.say("/truc 8h-11h thứ 2 - thứ 4")
    (change,) = lan.work.changes
    assert isinstance(change, SetDuty)
    assert change.hours == "8:00-11:00 t2-t4"


def test_what_nobody_answers_in_time_ends_and_both_sides_are_told(pack: Any) -> None:
    standing = Standing((LAN, MINH), (asked(), Handover("k2", 55, MORNING, MORNING, 1, DESK, answered=True)))
    early = MORNING + dt.timedelta(hours=23)
    assert end_overdue(pack(), standing, early) == ([], [])
    changes, notes = end_overdue(pack(), standing, MORNING + dt.timedelta(days=1))
    assert [(type(change), getattr(change, "how", "")) for change in changes] == [(EndHandover, "overdue")]
    assert [note.chat_id for note in notes] == [CITIZEN, DESK, OTHER_DESK]
    assert "xin lỗi bác" in notes[0].text

"""/tamdung and /tieptuc: what citizens and organisers read, and who may."""

import datetime as dt

import pytest
from turn_cast import organiser_of

from handlers.conversation import Conversation
from scheduler.pausing import EndPause, Pause, StartPause
from scheduler.standing import Standing

SINCE = dt.datetime(2025, 10, 8, 1, 0, tzinfo=dt.UTC)


@pytest.fixture
def hoa(talk):
    """Chị Hoa, organiser, signed in where she writes from; anh Minh is the other one, at address 9."""
    one = talk()
    one.standing = Standing((organiser_of(1, "Chị Hoa", 7), organiser_of(2, "Anh Minh", 9)))
    return one


async def test_pausing_takes_two_taps_and_tells_the_other_organisers(hoa):
    (sure,) = await hoa.say("/tamdung")
    assert hoa.work.changes == []
    assert sure.refs == ["p:pause", "p:keep"]
    (done,) = await hoa.press("p:pause")
    assert "Đã tạm dừng" in done.text
    assert [type(change) for change in hoa.work.changes] == [StartPause]
    assert [(note.chat_id, "Chị Hoa vừa tạm dừng" in note.text) for note in hoa.work.notes] == [(9, True)]


async def test_the_second_tap_can_be_a_no(hoa):
    await hoa.say("/tamdung")
    (kept,) = await hoa.say("2")
    assert "như thường" in kept.text
    assert hoa.work.changes == []


async def test_a_citizen_is_told_since_when_and_whom_to_turn_to_instead_of_being_answered(talk):
    lan = talk()
    lan.standing = Standing((organiser_of(1, "Chị Hoa", 8),), pause=Pause(SINCE, 1))
    (notice,) = await lan.say("Lễ khi nào?")
    assert "tạm dừng từ 08:00 ngày 08/10/2025" in notice.text
    assert "liên hệ" in notice.text
    assert lan.answerer.asked == []


async def test_the_notice_comes_once_an_hour_whatever_is_sent(talk):
    lan = talk()
    lan.standing = Standing((organiser_of(1, "Chị Hoa", 8),), pause=Pause(SINCE, 1))
    assert len(await lan.say("Lễ khi nào?")) == 1
    assert await lan.say("alo?") == []
    assert await lan.press("q:launch.when") == []
    lan.now += dt.timedelta(hours=1)
    assert len(await lan.say("alo?")) == 1


async def test_the_next_pause_is_told_at_once(talk):
    lan = talk()
    lan.standing = Standing((organiser_of(1, "Chị Hoa", 8),), pause=Pause(SINCE, 1))
    await lan.say("Lễ khi nào?")
    lan.standing = Standing((organiser_of(1, "Chị Hoa", 8),), pause=Pause(lan.now, 1))
    assert len(await lan.say("Lễ khi nào?")) == 1


async def test_a_newcomer_is_welcomed_and_told_of_the_pause(talk):
    lan = talk(welcomed=False)
    lan.standing = Standing((organiser_of(1, "Chị Hoa", 8),), pause=Pause(SINCE, 1))
    welcome, notice = await lan.say("Lễ khi nào?")
    assert "máy trả lời tự động" in welcome.text
    assert "tạm dừng" in notice.text


async def test_while_paused_a_secret_is_still_warned_of_and_stopping_still_works(talk):
    lan = talk()
    lan.standing = Standing((organiser_of(1, "Chị Hoa", 8),), pause=Pause(SINCE, 1))
    (warning,) = await lan.say("Lễ khi nào? căn cước của tôi 079123456789")
    assert "đã xóa" in warning.text
    (stopped,) = await lan.say("/dung")
    assert "dừng" in stopped.text


async def test_an_organiser_resumes_and_can_try_answers_meanwhile(hoa):
    hoa.standing = Standing(hoa.standing.organisers, pause=Pause(SINCE, 2))
    (answer,) = await hoa.say("Lễ khi nào?")
    assert answer.text.startswith("13 giờ 30")
    (again,) = await hoa.say("/tamdung")
    assert "Anh Minh đã tạm dừng" in again.text
    (resumed,) = await hoa.say("/tieptuc")
    assert "trả lời bà con lại" in resumed.text
    assert [type(change) for change in hoa.work.changes] == [EndPause]


async def test_resuming_what_is_not_paused_changes_nothing(hoa):
    await hoa.say("/tieptuc")
    assert hoa.work.changes == []


@pytest.mark.parametrize("text", ["/tamdung", "/tieptuc"])
async def test_in_a_citizens_hands_the_commands_are_unknown_and_a_forged_button_is_an_old_one(talk, text):
    lan = talk()
    lan.standing = Standing((organiser_of(1, "Chị Hoa", 8),))
    lan.answerer.unknown_refs.add("p:pause")
    (unknown,) = await lan.say(text)
    (gone,) = await lan.press("p:pause")
    assert "không có lệnh này" in unknown.text
    assert "nút này đã cũ" in gone.text
    assert lan.work.changes == []


def test_a_conversation_keeps_when_the_pause_was_told():
    told = Conversation(pause_told_at=SINCE)
    assert Conversation.from_json(told.to_json()) == told

"""/cauhoi and /traloi: grouped, answered once for all who asked, revocable; only in organisers' hands."""

import datetime as dt

import pytest
from turn_cast import organiser_of

from handlers.answering_for_all import MOST_TOLD
from knowledge.answering.own_answers import OwnAnswer
from scheduler.organisers import Organiser, Session
from scheduler.own_answers import KeepAnswer, RevokeAnswer
from scheduler.questions import Asked
from scheduler.standing import Standing

AT = dt.datetime(2025, 10, 8, 1, 0, tzinfo=dt.UTC)


def asked(key: int, address: int, text: str) -> Asked:
    return Asked(key, address, text, AT, "refuse")


@pytest.fixture
def hoa(talk):
    """Chị Hoa; two people asked about parking, one about lunch."""
    one = talk()
    one.standing = Standing((organiser_of(1, "Chị Hoa", 7),))
    one.records.questions.open = [
        asked(5, 21, "có chỗ gửi xe không"),
        asked(4, 22, "lễ có được ăn trưa không"),
        asked(3, 23, "co cho gui xe khong"),
        asked(2, 21, "Có chỗ gửi xe không?"),
    ]
    return one


async def test_questions_alike_stand_together_the_most_asked_first(hoa):
    (page,) = await hoa.say("/cauhoi")
    first, second = page.text.splitlines()[1], page.text.splitlines()[3]
    assert "có chỗ gửi xe không" in first
    assert "3 lần, 2 người hỏi" in page.text
    assert "ăn trưa" in second
    assert page.refs == ["u:a:5", "u:a:4"]


async def test_an_answer_is_typed_previewed_kept_and_sent_to_each_who_asked(hoa):
    await hoa.say("/cauhoi")
    (question,) = await hoa.say("1")
    assert "Bà con đã hỏi" in question.text
    (preview,) = await hoa.say("Có, gửi xe ở sân sau.")
    assert "UBND phường An Hòa trả lời ngày 8/10/2025: Có, gửi xe ở sân sau." in preview.text
    assert "2 người" in preview.text
    assert hoa.work.changes == []
    await hoa.say("1")
    (kept,) = hoa.work.changes
    assert isinstance(kept, KeepAnswer)
    assert kept.questions == ("có chỗ gửi xe không",)
    assert (kept.text, kept.by) == ("Có, gửi xe ở sân sau.", 1)
    assert sorted(note.chat_id for note in hoa.work.notes) == [21, 23]
    assert all("trả lời ngày 8/10/2025: Có" in note.text for note in hoa.work.notes)


async def test_no_more_people_than_one_commit_holds_are_told_at_once(hoa):
    hoa.records.questions.open = [asked(200 - n, 100 + n, "có chỗ gửi xe không") for n in range(MOST_TOLD + 7)]
    await hoa.press("u:a:200")
    (preview,) = await hoa.say("Có, ở sân sau.")
    assert f"{MOST_TOLD} người" in preview.text
    assert "7 người hỏi lâu hơn" in preview.text
    await hoa.press("u:yes")
    assert len(hoa.work.notes) == MOST_TOLD


@pytest.mark.parametrize(
    ("typed", "said"), [("x", "từ 3 đến 800"), ("a" * 801, "từ 3 đến 800"), ("số 079123456789", "không nhận")]
)
async def test_what_cannot_be_kept_is_asked_for_again(hoa, typed, said):
    await hoa.press("u:a:5")
    (again,) = await hoa.say(typed)
    assert said in again.text
    (preview,) = await hoa.say("Có, ở sân sau.")
    assert "sân sau" in preview.text


async def test_a_page_holds_five_and_the_rest_comes_after(hoa):
    texts = ("gửi xe", "ăn trưa", "mặc áo dài", "trẻ em đi cùng", "chụp ảnh", "quà tặng", "hoãn vì mưa")
    hoa.records.questions.open = [asked(9 - n, n, text) for n, text in enumerate(texts)]
    (page,) = await hoa.say("/cauhoi")
    assert page.labels[-1] == "Xem tiếp"
    assert len(page.labels) == 6
    (rest,) = await hoa.press("u:p:1")
    assert rest.labels == ["Trả lời chung câu 6", "Trả lời chung câu 7"]


async def test_what_the_locality_answered_meanwhile_is_not_listed(hoa):
    hoa.answerer.own_questions = {"có chỗ gửi xe không", "lễ có được ăn trưa không"}
    (none,) = await hoa.say("/cauhoi")
    assert "không còn câu hỏi" in none.text


async def test_an_own_answer_is_listed_and_revoked(hoa):
    own = OwnAnswer(4, ("gửi xe ở đâu",), "Ở sân sau.", "Văn phòng", AT.date())
    hoa.standing = Standing(hoa.standing.organisers, own_answers=(own,))
    (listed,) = await hoa.say("/traloi")
    assert "Văn phòng trả lời ngày 8/10/2025: Ở sân sau." in listed.text
    await hoa.say("1")
    assert hoa.work.changes == [RevokeAnswer("an-hoa", 4, 1, hoa.work.changes[0].at)]


@pytest.mark.parametrize("ref", ["u:a:999", "u:a:x", "u:yes", "u:r:999", "u:p:99", "u:", "u:nothing"])
async def test_a_forged_or_old_button_changes_nothing(hoa, ref):
    (gone,) = await hoa.press(ref)
    assert "/cauhoi" in gone.text
    assert hoa.work.changes == []
    assert hoa.work.notes == []


async def test_on_the_web_the_personal_code_comes_before_anything_is_sent(hoa):
    old = Session(7, AT + dt.timedelta(hours=8), AT - dt.timedelta(hours=1))
    hoa.standing = Standing((Organiser(1, "Chị Hoa", AT, (old,)),))
    hoa.conversation = hoa.conversation.__class__(welcomed=True, form=("answer", "5", "Có, ở sân sau."))
    (asked_code,) = await hoa.press("u:yes")
    assert "gõ mã riêng" in asked_code.text
    assert hoa.work.changes == []


@pytest.mark.parametrize("ref", ["u:a:5", "u:yes", "u:r:1", "u:p:0"])
async def test_in_a_citizens_hands_every_button_is_an_old_one(talk, ref):
    lan = talk()
    lan.answerer.unknown_refs.add(ref)
    (gone,) = await lan.press(ref)
    (unknown,) = await lan.say("/cauhoi")
    assert "nút này đã cũ" in gone.text
    assert "không có lệnh này" in unknown.text

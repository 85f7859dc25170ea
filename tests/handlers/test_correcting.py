"""/sua and /suadoi: chosen, typed, previewed, agreed to by somebody else; nothing by one's own button alone."""

import dataclasses
import datetime as dt

import pytest
from turn_cast import KEY, organiser_of

from scheduler.codes import hash_code
from scheduler.corrections import Approve, AskRevoke, Decline, Proposal, Propose
from scheduler.organisers import Organiser, Session, SignIn
from scheduler.standing import Standing

AT = dt.datetime(2025, 10, 8, 1, 0, tzinfo=dt.UTC)
HOA, MINH = organiser_of(1, "Chị Hoa", 7), organiser_of(2, "Anh Minh", 9)
BY_MINH = Proposal("k1", "launch.venue", "Nhà văn hóa", 2, AT)


@pytest.fixture
def hoa(talk):
    """Chị Hoa, signed in where she writes from; anh Minh is the other organiser, at address 9."""
    one = talk()
    one.standing = Standing((HOA, MINH))
    return one


def standing(*proposals: Proposal) -> Standing:
    return Standing((HOA, MINH), corrections=proposals)


async def test_a_fact_is_chosen_typed_previewed_and_sent_to_the_others(hoa):
    hoa.records.told.people = 12
    (offer,) = await hoa.say("/sua")
    assert "s:f:launch.day" in offer.refs
    (question,) = await hoa.press("s:f:launch.venue")
    assert "kế hoạch chưa nêu" in question.text
    (preview,) = await hoa.say("Nhà văn hóa khu phố 2")
    assert "câu trả lời sẽ thay đổi" in preview.text
    assert "12 người" in preview.text
    assert "launch.venue" in hoa.records.told.facts
    assert hoa.work.changes == []
    (sent,) = await hoa.say("1")
    assert "Khi một người đồng ý" in sent.text
    (propose,) = hoa.work.changes
    assert isinstance(propose, Propose)
    assert (propose.field, propose.value, propose.by) == ("launch.venue", "Nhà văn hóa khu phố 2", 1)
    (note,) = hoa.work.notes
    assert note.chat_id == 9
    assert "Chị Hoa đề nghị sửa" in note.text
    refs = [button.callback_data for row in note.reply_markup.inline_keyboard for button in row]
    assert refs == [f"s:ok:{propose.key}", f"s:decline:{propose.key}"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [("tuần sau", "chưa đọc được ngày"), ("7/10", "đã qua"), ("9/10/2026", "khác năm"), ("31/11", "Không có ngày này")],
)
async def test_what_cannot_be_read_is_asked_for_again(hoa, typed, said):
    await hoa.press("s:f:launch.day")
    (again,) = await hoa.say(typed)
    assert said in again.text
    (preview,) = await hoa.say("20/10")
    assert "ngày 20/10/2025" in preview.text


async def test_an_id_number_in_a_value_is_not_taken_and_the_form_stays(hoa):
    await hoa.press("s:f:launch.venue")
    (refused,) = await hoa.say("gặp anh Ba 079123456789")
    assert "không nhận" in refused.text
    (preview,) = await hoa.say("Nhà văn hóa")
    assert "sẽ thay đổi" in preview.text


async def test_cancelling_leaves_the_form_and_the_next_text_is_a_question_again(hoa):
    await hoa.press("s:f:launch.venue")
    (left,) = await hoa.say("/huy")
    assert "không sửa" in left.text
    (answer,) = await hoa.say("Lễ khi nào?")
    assert answer.text.startswith("13 giờ 30")


async def test_another_command_leaves_the_form_too(hoa):
    await hoa.press("s:f:launch.venue")
    await hoa.say("/homnay")
    (answer,) = await hoa.say("Lễ khi nào?")
    assert answer.text.startswith("13 giờ 30")


async def test_a_forged_yes_without_a_form_does_nothing(hoa):
    (gone,) = await hoa.press("s:yes")
    assert "/suadoi" in gone.text
    assert hoa.work.changes == []


async def test_with_one_organiser_the_command_line_is_named(hoa):
    hoa.standing = Standing((HOA,))
    await hoa.press("s:f:launch.venue")
    await hoa.say("Nhà văn hóa")
    (sent,) = await hoa.press("s:yes")
    (propose,) = hoa.work.changes
    assert f"hocvuso organisers approve {propose.key} --locality an-hoa" in sent.text
    assert hoa.work.notes == []


async def test_the_other_organiser_agrees_and_everybody_is_told(hoa):
    hoa.standing = standing(BY_MINH)
    (done,) = await hoa.press("s:ok:k1")
    assert "Có hiệu lực từ lúc này" in done.text
    assert hoa.work.changes == [Approve("an-hoa", "k1", hoa.work.changes[0].at, 1)]
    assert [note.chat_id for note in hoa.work.notes] == [9]


async def test_the_other_organiser_may_decline(hoa):
    hoa.standing = standing(BY_MINH)
    (done,) = await hoa.press("s:decline:k1")
    assert "không đồng ý" in done.text
    assert [type(change) for change in hoa.work.changes] == [Decline]


@pytest.mark.parametrize("act", ["ok", "decline"])
async def test_nobody_decides_on_their_own_proposal(hoa, act):
    hoa.standing = standing(dataclasses.replace(BY_MINH, by=1))
    (refused,) = await hoa.press(f"s:{act}:k1")
    assert "người tổ chức khác" in refused.text
    assert hoa.work.changes == []


async def test_only_the_proposer_withdraws(hoa):
    hoa.standing = standing(BY_MINH)
    (gone,) = await hoa.press("s:withdraw:k1")
    assert "/suadoi" in gone.text
    assert hoa.work.changes == []
    hoa.standing = standing(dataclasses.replace(BY_MINH, by=1))
    (done,) = await hoa.press("s:withdraw:k1")
    assert "rút lại" in done.text
    assert [type(change) for change in hoa.work.changes] == [Decline]


async def test_a_decided_proposal_is_not_decided_again(hoa):
    hoa.standing = standing(dataclasses.replace(BY_MINH, approved_at=AT))
    (gone,) = await hoa.press("s:ok:k1")
    assert "đã xong" in gone.text
    assert hoa.work.changes == []


async def test_a_correction_in_force_is_listed_and_revoking_it_needs_another_organiser(hoa):
    hoa.standing = standing(dataclasses.replace(BY_MINH, approved_at=AT))
    (listed,) = await hoa.say("/suadoi")
    assert "Nhà văn hóa" in listed.text
    assert listed.refs == ["s:revoke:k1"]
    await hoa.say("1")
    assert [type(change) for change in hoa.work.changes] == [AskRevoke]
    assert [note.chat_id for note in hoa.work.notes] == [9]


async def test_on_the_web_the_personal_code_comes_first_at_every_step(hoa):
    old = Session(7, AT + dt.timedelta(hours=8), AT - dt.timedelta(hours=1))
    hoa.standing = Standing((Organiser(1, "Chị Hoa", AT, (old,)), MINH), corrections=(BY_MINH,))
    for step in (hoa.say("/sua"), hoa.press("s:ok:k1"), hoa.press("s:decline:k1")):
        (asked,) = await step
        assert "gõ mã riêng" in asked.text
    await hoa.press("s:f:launch.venue")
    await hoa.say("Nhà văn hóa")
    (asked,) = await hoa.press("s:yes")
    assert "gõ mã riêng" in asked.text
    assert hoa.work.changes == []


async def test_typing_the_personal_code_in_between_keeps_the_form_and_its_buttons(hoa):
    old = Session(7, AT + dt.timedelta(hours=8), AT - dt.timedelta(hours=1))
    hoa.standing = Standing((Organiser(1, "Chị Hoa", AT, (old,)), MINH))
    hoa.records.organisers.codes[hash_code("AH-K7QM3T", KEY)] = 1
    await hoa.press("s:f:launch.venue")
    await hoa.say("Nhà văn hóa")
    await hoa.press("s:yes")
    (known,) = await hoa.say("AH-K7QM3T")
    assert known.refs == ["s:yes", "s:f:launch.venue", "s:no"]
    hoa.standing = Standing((HOA, MINH))
    await hoa.say("1")
    assert [type(change) for change in hoa.work.changes] == [SignIn, Propose]


@pytest.mark.parametrize("ref", ["s:yes", "s:ok:k1", "s:decline:k1", "s:revoke:k1", "s:f:launch.venue", "s:a:launch"])
async def test_in_a_citizens_hands_every_button_is_an_old_one(talk, ref):
    lan = talk()
    lan.address_id = 8
    lan.standing = standing(BY_MINH)
    lan.answerer.unknown_refs.add(ref)
    (gone,) = await lan.press(ref)
    assert "nút này đã cũ" in gone.text
    assert lan.work.changes == []


async def test_a_form_of_somebody_who_is_no_organiser_any_more_takes_nothing(hoa):
    await hoa.press("s:f:launch.venue")
    hoa.standing = Standing((MINH,))
    await hoa.say("Lễ khi nào?")
    assert hoa.answerer.asked == [("Lễ khi nào?", None)]


@pytest.mark.parametrize("ref", ["s:f:nothing.at.all", "s:a:nothing", "s:others:99999999", "s:others:x", "s:", "s:ok:"])
async def test_a_strange_button_is_harmless(hoa, ref):
    replies = await hoa.press(ref)
    assert len(replies) == 1
    assert hoa.work.changes == []

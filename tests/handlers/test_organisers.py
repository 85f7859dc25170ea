"""What organisers do among themselves, and what their commands and buttons are in anybody else's hands."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from handlers.dialogue import GONE_BUTTON, UNKNOWN_COMMAND
from knowledge.answering.answerer import Answerer
from knowledge.pack.loading import load_shipped
from scheduler.audit import BEFORE_ALL, Act, Line
from scheduler.codes import hash_code
from scheduler.organisers import Invite, Organiser, Remove, Rename, Session, SignOut
from scheduler.standing import Standing

NOW = dt.datetime(2025, 10, 8, 2, 0, tzinfo=dt.UTC)
HERE, THERE = 7, 50
COMMANDS = ["/quanly", "/nguoitochuc", "/moi Cô Lan", "/ten Cô Lan", "/thoat", "/thoathet", "/nhatky"]
BUTTONS = ["o:remove:1", "o:removed:1", "o:removed:2", "o:keep"]


def organiser(key: int, name: str, address_id: int, until: dt.datetime | None = None) -> Organiser:
    return Organiser(key, name, NOW, (Session(address_id, until, NOW),))


HOA, MINH = organiser(1, "Chị Hoa", HERE), organiser(2, "Anh Minh", THERE)


@pytest.fixture
def hoa(talk):
    """Chị Hoa, signed in here; Anh Minh is an organiser too."""
    signed_in = talk()
    signed_in.standing = Standing((HOA, MINH))
    return signed_in


@pytest.fixture
def lan(talk):
    """Cô Lan, a citizen, while Chị Hoa and Anh Minh are signed in elsewhere."""
    citizen = talk()
    citizen.standing = Standing((organiser(1, "Chị Hoa", 49), MINH))
    return citizen


def nothing_happened(someone) -> bool:
    return not (someone.work.changes or someone.work.notes or someone.work.hidden)


@pytest.mark.parametrize("command", COMMANDS)
async def test_an_organisers_command_is_an_unknown_one_to_a_citizen(lan, command):
    (reply,) = await lan.say(command)
    assert reply.text == UNKNOWN_COMMAND
    assert nothing_happened(lan)


@pytest.mark.parametrize("ref", BUTTONS)
async def test_a_forged_button_of_an_organiser_is_a_gone_one_to_a_citizen(lan, ref):
    lan.answerer.unknown_refs = set(BUTTONS)
    (reply,) = await lan.press(ref)
    assert reply.text == GONE_BUTTON
    assert nothing_happened(lan)


@pytest.mark.parametrize("ref", BUTTONS)
def test_no_answerer_knows_a_button_of_an_organiser(ref):
    with pytest.raises(KeyError):
        Answerer(load_shipped("binh-long")).answer_ref(ref, NOW)


@pytest.mark.parametrize("command", COMMANDS)
async def test_a_browser_may_nothing_more_after_eight_hours(talk, command):
    late = talk()
    late.standing = Standing((organiser(1, "Chị Hoa", HERE, NOW + dt.timedelta(hours=8)),))
    late.now = NOW + dt.timedelta(hours=8, seconds=-1)
    assert (await late.say("/quanly"))[0].text != UNKNOWN_COMMAND
    late.now = NOW + dt.timedelta(hours=8)
    assert (await late.say(command))[0].text == UNKNOWN_COMMAND
    assert nothing_happened(late)


async def test_an_organiser_sees_what_they_can_do_and_who_they_are(hoa):
    (powers,) = await hoa.say("/quanly")
    (people,) = await hoa.say("/nguoitochuc")
    assert "/moi Tên" in powers.text
    assert "1. Chị Hoa (anh/chị)" in people.text
    assert "2. Anh Minh, từ 09:00 ngày 08/10/2025" in people.text
    assert people.labels == ["Gỡ Chị Hoa", "Gỡ Anh Minh"]
    assert "chỉ có một người" not in people.text


async def test_one_alone_is_told_how_what_needs_two_is_done(talk):
    alone = talk()
    alone.standing = Standing((HOA,))
    (people,) = await alone.say("/nguoitochuc")
    assert "hocvuso organisers" in people.text


async def test_an_invitation_is_a_code_told_once_with_its_end(hoa):
    (reply,) = await hoa.say("/moi  Chị   Lan, Văn phòng ")
    (code,) = re.findall(r"AH-[A-Z0-9]{6}", reply.text)
    (change,) = hoa.work.changes
    hashed = hash_code(code, hoa.records.key)
    assert change == Invite("an-hoa", hashed, "Chị Lan, Văn phòng", NOW, NOW + dt.timedelta(hours=48), 1)
    assert hoa.work.hidden == [code]
    assert "09:00 ngày 10/10/2025" in reply.text


async def test_an_invitation_without_a_name_asks_for_it(hoa):
    (reply,) = await hoa.say("/moi")
    assert "/moi Chị Lan" in reply.text
    assert nothing_happened(hoa)


async def test_who_is_being_removed_at_this_moment_invites_nobody(hoa):
    hoa.removed_meanwhile = Standing((MINH,))
    (reply,) = await hoa.say("/moi Bạn tôi")
    assert "không còn là người tổ chức" in reply.text
    assert nothing_happened(hoa)


async def test_names_are_cut_to_sixty_characters(hoa):
    await hoa.say("/ten " + "a" * 90)
    assert hoa.work.changes == [Rename("an-hoa", 1, "a" * 60, NOW)]


async def test_removing_takes_two_taps_and_the_removed_one_is_told(hoa):
    (sure,) = await hoa.press("o:remove:2")
    assert sure.refs == ["o:removed:2", "o:keep"]
    assert nothing_happened(hoa)
    (done,) = await hoa.press("o:removed:2")
    assert hoa.work.changes == [Remove("an-hoa", 2, NOW + dt.timedelta(seconds=3), 1)]
    assert [note.chat_id for note in hoa.work.notes] == [THERE]
    assert "Đã gỡ Anh Minh" in done.text


async def test_numbers_of_the_list_choose_as_well(hoa):
    await hoa.say("/nguoitochuc")
    (sure,) = await hoa.say("2")
    assert "Gỡ Anh Minh khỏi danh sách" in sure.text
    await hoa.say("Đồng ý gỡ")
    assert [type(change) for change in hoa.work.changes] == [Remove]


@pytest.mark.parametrize("ref", ["o:keep", "o:", "o:xyz:2", "o:Removed:2", "o:remove", "o:removed:9", "o:removed:-2"])
async def test_any_other_button_removes_nobody(hoa, ref):
    await hoa.press(ref)
    assert nothing_happened(hoa)


async def test_who_was_removed_meanwhile_removes_nobody(hoa):
    hoa.removed_meanwhile = Standing((MINH,))
    await hoa.press("o:removed:2")
    assert nothing_happened(hoa)


async def test_the_last_one_is_told_what_leaving_means(talk):
    alone = talk()
    alone.standing = Standing((HOA,))
    (sure,) = await alone.press("o:remove:1")
    assert "dòng “Bản dùng thử” hiện lại" in sure.text
    (left,) = await alone.press("o:removed:1")
    assert "không còn là người tổ chức" in left.text
    assert alone.work.notes == []


async def test_signing_out_is_here_or_everywhere(hoa):
    await hoa.say("/thoat")
    await hoa.say("/thoathet")
    seconds = dt.timedelta(seconds=3)
    assert hoa.work.changes == [SignOut("an-hoa", 1, NOW, HERE), SignOut("an-hoa", 1, NOW + seconds)]


async def test_the_audit_is_read_in_words(hoa):
    acts = [
        Act("an-hoa", NOW, "machine", "invite", "Chị Hoa"),
        Act("an-hoa", NOW, "organiser 1", "join", "invited by machine"),
        Act("an-hoa", NOW, "organiser 1", "remove", "organiser 3"),
        Act("an-hoa", NOW, "organiser 2", "sign out", "everywhere"),
    ]
    hoa.records.audit.lines = [Line(number, act, BEFORE_ALL) for number, act in enumerate(acts, start=1)]
    (reply,) = await hoa.say("/nhatky")
    assert "1. 09:00 ngày 08/10/2025: người giữ máy chủ cấp mã mời: Chị Hoa" in reply.text
    assert "Chị Hoa trở thành người tổ chức (do người giữ máy chủ mời)" in reply.text
    assert "Chị Hoa gỡ: người tổ chức số 3" in reply.text
    assert "Anh Minh thoát ở mọi máy" in reply.text
    assert "Nhật ký nguyên vẹn" in reply.text


async def test_a_broken_audit_says_so(hoa):
    hoa.records.audit.lines = [Line(1, Act("an-hoa", NOW, "machine", "invite"), BEFORE_ALL)]
    hoa.records.audit.broken = 1
    (reply,) = await hoa.say("/nhatky")
    assert "bị sửa từ dòng 1" in reply.text
    assert "nguyên vẹn" not in reply.text

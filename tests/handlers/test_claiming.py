"""Typing a code: who becomes an organiser, who is signed in, and who gets nothing."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest

from scheduler.codes import hash_code
from scheduler.organisers import Invitation, Join, Organiser, Session, SignIn, WrongCode
from scheduler.people import Channel
from scheduler.standing import Standing

NOW = dt.datetime(2025, 10, 8, 2, 0, tzinfo=dt.UTC)
CODE = "AH-K7QM3T"
MINH = Organiser(2, "Anh Minh", NOW, (Session(50, None, NOW), Session(51, NOW - dt.timedelta(hours=1), NOW)))


def invite(someone: Any, code: str = CODE) -> Invitation:
    """A one-time code that ``someone`` may type."""
    invitation = Invitation(1, "Chị Hoa", NOW + dt.timedelta(hours=48))
    someone.records.organisers.invitations[hash_code(code, someone.records.key)] = invitation
    return invitation


@pytest.mark.parametrize("typed", [CODE, "ah-k7qm3t", "AH K7QM3T", "mã AH-K7QM3T", "/ma ahk7qm3t"])
async def test_a_one_time_code_makes_its_holder_an_organiser(talk, typed):
    hoa = talk()
    invitation = invite(hoa)
    (reply,) = await hoa.say(typed)
    (join,) = hoa.work.changes
    assert isinstance(join, Join)
    assert (join.invitation, join.address_id, join.expires_at) == (invitation, hoa.address_id, None)
    assert "Em chào Chị Hoa" in reply.text
    assert "bỏ dòng “Bản dùng thử”" in reply.text


async def test_the_personal_code_is_told_and_hidden_and_only_its_hash_is_kept(talk):
    hoa = talk()
    invite(hoa)
    (reply,) = await hoa.say(CODE)
    (personal,) = re.findall(r"AH-[A-Z0-9]{6}", reply.text)
    assert hoa.work.hidden == [personal]
    assert personal != CODE
    assert hoa.work.changes[0].code_hash == hash_code(personal, hoa.records.key)


async def test_other_organisers_are_told_of_a_newcomer_where_they_are_signed_in(talk):
    hoa = talk()
    invite(hoa)
    hoa.standing = Standing((MINH,))
    (reply,) = await hoa.say(CODE)
    assert [(note.chat_id, "Chị Hoa vừa trở thành" in note.text) for note in hoa.work.notes] == [(50, True)]
    assert "Bản dùng thử" not in reply.text


async def test_a_wrong_code_changes_nothing_and_is_counted(talk):
    lan = talk()
    (reply,) = await lan.say(CODE)
    assert "Mã này không đúng" in reply.text
    assert lan.work.changes == [WrongCode(lan.address_id, NOW)]


async def test_the_code_of_another_locality_is_none_here(talk):
    lan = talk()
    invite(lan, "BL-K7QM3T")
    await lan.say("BL-K7QM3T")
    assert lan.work.changes == []


async def test_after_five_wrong_codes_in_an_hour_not_even_a_right_one_is_taken(talk):
    lan = talk()
    invite(lan)
    lan.records.organisers.codes[hash_code("AH-PPP777", lan.records.key)] = 2
    lan.records.organisers.wrong = 5
    for code in (CODE, "AH-PPP777"):
        (reply,) = await lan.say(code)
        assert "chờ một giờ" in reply.text
    assert lan.work.changes == []


async def test_after_four_wrong_codes_a_right_one_is_taken(talk):
    lan = talk()
    invite(lan)
    lan.records.organisers.wrong = 4
    await lan.say(CODE)
    assert [type(change) for change in lan.work.changes] == [Join]


async def test_a_personal_code_signs_in_where_it_is_typed(talk):
    minh = talk()
    minh.standing = Standing((MINH,))
    minh.records.organisers.codes[hash_code(CODE, minh.records.key)] = 2
    (reply,) = await minh.say(CODE)
    assert minh.work.changes == [SignIn("an-hoa", 2, minh.address_id, NOW, None)]
    assert "Em nhận ra anh/chị" in reply.text


@pytest.mark.parametrize("kind", [Join, SignIn])
async def test_a_session_begun_in_a_browser_ends_after_eight_hours(talk, kind):
    hoa = talk()
    hoa.channel = Channel.WEB
    if kind is Join:
        invite(hoa)
    else:
        hoa.records.organisers.codes[hash_code(CODE, hoa.records.key)] = 2
    await hoa.say(CODE)
    (change,) = hoa.work.changes
    assert isinstance(change, kind)
    assert change.expires_at == NOW + dt.timedelta(hours=8)


async def test_an_organiser_does_not_use_up_a_code_meant_for_somebody_else(talk):
    minh = talk()
    invite(minh)
    minh.standing = Standing((Organiser(2, "Anh Minh", NOW, (Session(minh.address_id, None, NOW),)),))
    (reply,) = await minh.say(CODE)
    assert minh.work.changes == []
    assert "chưa dùng tới" in reply.text


async def test_a_code_typed_in_a_group_makes_nobody_an_organiser(talk):
    group = talk()
    group.chat_type = "supergroup"
    invite(group)
    group.records.organisers.codes[hash_code("AH-PPP777", group.records.key)] = 2
    for code in (CODE, "AH-PPP777"):
        (reply,) = await group.say(code)
        assert "trò chuyện riêng" in reply.text
    assert group.work.changes == []
    assert group.work.hidden == []


async def test_a_code_as_first_message_is_taken_after_the_welcome(talk):
    hoa = talk(welcomed=False)
    invite(hoa)
    welcome, reply = await hoa.say(CODE)
    assert "máy trả lời tự động" in welcome.text
    assert "Em chào Chị Hoa" in reply.text

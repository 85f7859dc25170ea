"""/homnay: counts without personal data; what each message came to is set by whoever answers it."""

import datetime as dt

import pytest
from turn_cast import organiser_of

from scheduler.pausing import Pause
from scheduler.people import Channel
from scheduler.questions import Counts
from scheduler.standing import Standing


async def test_an_organiser_reads_how_much_was_asked_since_midnight_in_vietnam(talk):
    hoa = talk()
    hoa.standing = Standing((organiser_of(1, "Chị Hoa", 7),))
    hoa.records.questions.today = Counts(3, {"answer": 4, "refuse": 1, "chitchat": 2}, {Channel.WEB: 5})
    (told,) = await hoa.say("/homnay")
    assert "Số người hỏi: 3" in told.text
    assert "Số câu hỏi: 5" in told.text
    assert "Chưa có để trả lời: 1" in told.text
    assert "trang web 5" in told.text
    since, until = hoa.records.questions.span
    assert since == dt.datetime(2025, 10, 7, 17, 0, tzinfo=dt.UTC)
    assert until == dt.datetime(2025, 10, 8, 2, 0, tzinfo=dt.UTC)


async def test_a_day_without_questions_says_so(talk):
    hoa = talk()
    hoa.standing = Standing((organiser_of(1, "Chị Hoa", 7),))
    (told,) = await hoa.say("/homnay")
    assert "chưa có ai hỏi" in told.text


async def test_a_citizen_does_not_get_the_counts(talk):
    (told,) = await talk().say("/homnay")
    assert "không có lệnh này" in told.text


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Lễ khi nào?", "answer"),
        ("bàn nào?", "clarify"),
        ("ai ký?", "refuse"),
        ("abcxyz", "not_understood"),
        ("xin chào", "chitchat"),
        ("cho tôi gặp cán bộ", "human"),
        ("/menu", ""),
    ],
)
async def test_each_message_carries_a_word_for_what_it_came_to(talk, text, word):
    lan = talk()
    await lan.say(text)
    assert lan.outcome == word


async def test_a_question_during_a_pause_is_kept_as_one(talk):
    lan = talk()
    lan.standing = Standing((organiser_of(1, "Chị Hoa", 8),), pause=Pause(lan.now, 1))
    await lan.say("Lễ khi nào?")
    assert lan.outcome == "paused"

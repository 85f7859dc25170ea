"""Long messages: the part that asks is found, and what is told before it neither asks nor is asked about."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pytest
from reader_cast import reader

from knowledge.answering.answerer import Answerer
from knowledge.outcome import Answer, Refuse
from knowledge.pack.loading import load_shipped

NOW = dt.datetime(2025, 9, 20, 1, 0, tzinfo=dt.UTC)


@cache
def answerer(slug: str) -> Answerer:
    return Answerer(load_shipped(slug))


@pytest.mark.parametrize(
    "message",
    [
        "tui ở xa lắm, hôm trước lên xã mất mấy ngày trời, cho tui hỏi lễ phát động tổ chức ở đâu vậy",
        "toi o xa lam hom truoc len xa mat may ngay troi cho toi hoi le phat dong to chuc o dau vay",
        "tui ở xa lắm hôm trước lên xã mất mấy ngày trời vậy lễ phát động tổ chức ở đâu hả mấy chú",
    ],
)
def test_what_is_told_before_the_opening_words_asks_nothing(message: str) -> None:
    assert reader("thien-tin").read(message).asks == ["place"]


def test_a_short_question_has_no_scenery() -> None:
    assert reader("thien-tin").read("cho tui hỏi lễ phát động ở đâu").asked_from == 0


def test_a_tag_at_the_end_asks_about_what_stands_before() -> None:
    message = "Nghe bảo bên Đoàn thanh niên phải huy động 20 bạn ra đứng bàn giúp dân, chính xác chưa?"
    assert reader("binh-long").read(message).asked_from == 0


def test_the_body_one_belongs_to_is_what_its_own_question_is_about() -> None:
    message = "em ở phòng kinh tế mới chuyển về chưa ai bàn giao, cho em hỏi phòng em phải làm những việc gì"
    outcome = answerer("thien-tin").answer(message, NOW)
    assert isinstance(outcome, Answer)
    assert "kinh phí" in outcome.text


def test_a_part_that_names_nothing_is_about_what_was_named_last() -> None:
    message = "dây nhợ trước nhà tui giăng như mạng nhện, nghe nói xã sắp bó cáp viễn thông, cho tui hỏi ai làm vụ đó"
    outcome = answerer("dai-phuoc").answer(message, NOW)
    assert isinstance(outcome, Answer)
    assert "viễn thông" in outcome.text


def test_a_place_one_comes_from_is_not_asked_about() -> None:
    message = "em đi làm ở phường Biên Hòa tuần về một lần nên không rõ, cho em hỏi hội nghị gặp gỡ doanh nghiệp ở đâu"
    outcome = answerer("dai-phuoc").answer(message, NOW)
    assert isinstance(outcome, Answer)
    assert "Hội trường UBND xã" in outcome.text


def test_a_place_one_asks_about_is_refused_after_any_story() -> None:
    message = "em có chị gái lấy chồng xa, chị nhờ em hỏi giùm, cho em hỏi tỉnh Lâm Đồng làm lễ phát động ngày nào"
    outcome = answerer("binh-phuoc").answer(message, NOW)
    assert isinstance(outcome, Refuse)
    assert outcome.reason == "other_locality"


def test_those_who_are_called_at_the_end_are_no_subject() -> None:
    terms = [term.name for term in reader("thien-tin").read("mấy giờ khai mạc lễ phát động vậy mấy cháu").terms]
    assert "học sinh" not in terms

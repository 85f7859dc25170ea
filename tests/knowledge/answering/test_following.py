"""Dialogues: what a question leaves out comes from the one before; a new subject or a refusal does not leak."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pytest

from knowledge.answering.answerer import Answerer
from knowledge.outcome import Outcome, topic_after
from knowledge.pack.loading import load_shipped

NOW = dt.datetime(2025, 9, 20, 1, 0, tzinfo=dt.UTC)


@cache
def answerer(slug: str) -> Answerer:
    return Answerer(load_shipped(slug))


def told(slug: str, *turns: str) -> Outcome:
    topic, outcome = None, None
    for turn in turns:
        outcome = answerer(slug).answer(turn, NOW, topic)
        topic = topic_after(outcome, topic)
    assert outcome is not None
    return outcome


@pytest.mark.parametrize(
    ("slug", "turns", "words"),
    [
        ("binh-long", ("Lễ phát động ngày nào?", "ở đâu vậy?"), "Hội trường UBND"),
        ("binh-long", ("le phat dong o dau", "the may gio"), "13 giờ 30"),
        ("binh-long", ("Ai lo âm thanh?", "còn giấy mời thì ai lo"), "giấy mời"),
        ("kinh-mon", ("Năm 2025 bao nhiêu % người dân có VNeID?", "còn năm 2026?"), "60%"),
        ("binh-long", ("bàn chữ ký số ai phụ trách", "còn bàn VNeID?"), "Công an"),
        ("binh-long", ("ở đâu?", "lễ phát động"), "Hội trường UBND"),
    ],
)
def test_a_follow_up_takes_what_it_leaves_out(slug: str, turns: tuple[str, ...], words: str) -> None:
    assert words in told(slug, *turns).text


def test_a_question_of_its_own_owes_nothing_to_the_one_before() -> None:
    alone = told("binh-long", "Đoàn phường cử bao nhiêu đoàn viên?")
    after = told("binh-long", "Lễ ở đâu?", "Đoàn phường cử bao nhiêu đoàn viên?")
    assert after == alone


@pytest.mark.parametrize("turn", ["giá vàng hôm nay", "thời tiết mai sao", "lương giáo viên bao nhiêu"])
def test_another_subject_is_refused_in_a_dialogue_too(turn: str) -> None:
    assert told("binh-long", "Lễ ngày nào?", turn).kind == "refuse"


def test_nothing_but_keys_is_remembered() -> None:
    outcome = told("binh-long", "tui tên Nguyễn Thị Bưởi ở ấp 5, lễ ngày nào vậy cháu")
    assert outcome.topic == "launch.when|date|"

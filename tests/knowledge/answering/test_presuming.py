"""Yes/no questions: what they presume is confirmed or corrected, never passed over."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pytest

from knowledge.answering.answerer import Answerer
from knowledge.pack.loading import load_shipped

NOW = dt.datetime(2025, 9, 20, 1, 0, tzinfo=dt.UTC)


@cache
def answerer(slug: str) -> Answerer:
    return Answerer(load_shipped(slug))


@pytest.mark.parametrize(
    ("slug", "question", "opening", "words"),
    [
        ("binh-long", "Lễ tổ chức ở nhà văn hóa phải không?", "Dạ không phải", "Hội trường UBND"),
        ("binh-long", "Lễ ở hội trường ủy ban phải không?", "Dạ đúng", "Hội trường UBND"),
        ("binh-long", "Lễ buổi sáng phải không?", "", "không phải buổi sáng"),
        ("binh-long", "Lễ ngày 10/10 phải không?", "", "09/10/2025"),
        ("binh-long", "Công an phường lo âm thanh phải không?", "Dạ không phải", "Dịch vụ tổng hợp"),
        ("binh-long", "co 9 ban ho tro phai khong", "Dạ không phải", "5 điểm"),
    ],
)
def test_a_presumed_value_is_checked(slug: str, question: str, opening: str, words: str) -> None:
    told = answerer(slug).answer(question, NOW)
    assert told.text.startswith(opening), told.text
    assert words in told.text

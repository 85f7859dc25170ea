"""What "ngoài … ra" leaves out is no subject: the others are told."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pytest
from reader_cast import reader

from knowledge.answering.answerer import Answerer
from knowledge.pack.loading import load_shipped

NOW = dt.datetime(2025, 9, 20, 1, 0, tzinfo=dt.UTC)


@cache
def answerer(slug: str) -> Answerer:
    return Answerer(load_shipped(slug))


@pytest.mark.parametrize(
    ("question", "aside"),
    [
        ("Ngoài Công an ra thì còn ai đứng bàn hỗ trợ", ["@police"]),
        ("ngoai phong van hoa xa hoi con ai lo giay moi", ["@culture-office"]),
        ("phòng VHXH ngoài bài phát biểu còn lo gì", ["bài phát biểu"]),
        ("ai phát biểu hưởng ứng, ngoài đoàn thanh niên", ["@youth-union"]),
        ("dựng rạp phía ngoài hội trường giao cho ai", []),
        ("kê bàn ghế ngoài hội trường là việc của ai", []),
        ("người ngoài phường có dự được không", []),
    ],
)
def test_what_is_left_out_is_set_aside(question: str, aside: list[str]) -> None:
    read = reader("binh-long").read(question)
    assert [term.name for term in read.aside] == aside
    assert not {term.name for term in read.aside} & {term.name for term in read.terms}


@pytest.mark.parametrize(
    ("slug", "question", "key"),
    [
        ("binh-long", "ngoài NQ 57 thì kế hoạch còn căn cứ vào đâu", "plan.basis"),
        ("binh-long", "ngoài bàn thanh toán số thì còn bàn nào", "desk.list"),
        ("binh-long", "ngoài soạn bài phát biểu thì VHXH còn phải làm gì", "unit.culture-office.tasks"),
        ("kinh-mon", "Ngoài gia đình số thì còn mô hình nào", "activities.model"),
        ("binh-phuoc", "ngoài đoàn viên và học sinh thì còn lực lượng nào được huy động", "attendees.mobilised"),
    ],
)
def test_the_others_are_told(slug: str, question: str, key: str) -> None:
    outcome = answerer(slug).answer(question, NOW)
    assert key in getattr(outcome, "facts", ())


def test_a_follow_up_may_leave_out_what_was_told() -> None:
    first = answerer("thien-tin").answer("Phòng Kinh tế làm gì", NOW)
    then = answerer("thien-tin").answer("ngoài việc đó ra?", NOW, getattr(first, "topic", None))
    assert "Cử công chức" in then.text

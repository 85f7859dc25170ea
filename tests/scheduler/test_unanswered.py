"""Questions by likeness."""

from __future__ import annotations

import datetime as dt
import time

from scheduler.questions import Asked
from scheduler.unanswered import grouped

AT = dt.datetime(2025, 10, 8, 1, 0, tzinfo=dt.UTC)


def asked(*texts: str) -> list[Asked]:
    """Newest first, each by somebody else."""
    return [Asked(len(texts) - n, 100 + n, text, AT, "refuse") for n, text in enumerate(texts)]


def test_wordings_that_differ_a_little_are_one_group() -> None:
    (group,) = grouped(asked("Lễ có chỗ gửi xe không?", "le co cho gui xe khong", "lễ có chỗ gửi xe ko ạ"))

    assert len(group.questions) == 3
    assert group.newest.text == "Lễ có chỗ gửi xe không?"
    assert group.addresses == [100, 101, 102]
    assert len(group.wordings(10)) == 2


def test_numbers_tell_questions_apart() -> None:
    assert len(grouped(asked("bàn số 2 ở chỗ nào vậy", "bàn số 3 ở chỗ nào vậy"))) == 2


def test_the_largest_group_comes_first_and_of_equal_ones_the_newer() -> None:
    groups = grouped(asked("có ăn trưa không", "mặc đồ gì đi lễ", "có chỗ gửi xe không", "co cho gui xe khong"))

    assert [group.newest.text for group in groups] == ["có chỗ gửi xe không", "có ăn trưa không", "mặc đồ gì đi lễ"]


def test_a_month_of_questions_takes_a_moment() -> None:
    many = asked(*(f"câu hỏi thứ {n % 1500} về việc {n % 700} của khu phố {n % 13}" for n in range(5000)))
    started = time.perf_counter()
    assert grouped(many)
    assert time.perf_counter() - started < 5

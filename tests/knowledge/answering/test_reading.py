"""How single questions are read: months and years in words, purposes, words that differ by their diacritics only."""

from __future__ import annotations

import pytest
from reader_cast import reader


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("trong tháng mười có gì", "month:10"),
        ("tháng mười một làm gì", "month:11"),
        ("thang 9 co hoat dong nao", "month:9"),
        ("năm hai lăm đạt bao nhiêu phần trăm", "year:2025"),
        ("nam 26 bao nhieu phan tram", "year:2026"),
        ("năm hai không hai sáu", "year:2026"),
    ],
)
def test_months_and_years_are_read_in_words_and_short(question: str, term: str) -> None:
    assert term in [one.name for one in reader("kinh-mon").read(question).terms]


def test_a_count_of_men_is_no_year() -> None:
    assert not any(one.name.startswith("year:") for one in reader("kinh-mon").read("nam 26 người, nữ 30 người").terms)


def test_a_marked_word_is_not_taken_for_one_with_other_marks() -> None:
    names = [one.name for one in reader("kinh-mon").read("Cuộc thi đua kéo dài tới khi nào?").terms]
    assert "huy động" not in names  # "đưa"


def test_what_it_is_asked_for_stands_beside_the_question() -> None:
    question = reader("kinh-mon").read("Bao nhiêu đại biểu để tôi kê ghế?")
    parts = {one.name: one.segment == question.purpose for one in question.terms}
    assert parts == {"đại biểu": False, "bàn ghế": True}


def test_a_phrase_ends_where_the_sentence_does() -> None:
    assert not reader("kinh-mon").read("quên mất tên, con nhắc lại giúp").found("private")  # "tên con"


@pytest.mark.parametrize(
    ("question", "ask", "gone"),
    [
        ("lễ do công an hay đoàn thanh niên tổ chức", "who", "@"),
        ("làm lễ ở sân vận động hay nhà văn hóa", "place", "@"),
        ("mùng chín tháng mười hay mùng mười tháng mười làm lễ", "date", "date:"),
    ],
)
def test_a_choice_without_a_question_word_asks_all_the_same(question: str, ask: str, gone: str) -> None:
    read = reader("kinh-mon").read(question)
    assert ask in read.asks
    assert not any(one.name.startswith(gone) for one in read.terms)

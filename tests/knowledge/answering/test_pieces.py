"""Several questions in one message: where one ends and the next begins."""

from __future__ import annotations

from functools import cache

import pytest

from knowledge.answering.facts import facts_of
from knowledge.answering.pieces import pieces_of
from knowledge.answering.reading import Reader
from knowledge.answering.vocabulary import words_of
from knowledge.pack.loading import load_shipped


@cache
def reader() -> Reader:
    pack = load_shipped("binh-long")
    return Reader(words_of(pack, facts_of(pack).found))


@pytest.mark.parametrize(
    ("message", "pieces"),
    [
        ("Lễ ngày nào, ai chủ trì?", ["Lễ ngày nào", "ai chủ trì"]),
        ("lễ mấy giờ rồi ở đâu vậy", ["lễ mấy giờ", "ở đâu vậy"]),
        ("Nhà em ở xa, già rồi, lễ mấy giờ, có mấy bàn", ["Nhà em ở xa, già rồi, lễ mấy giờ", "có mấy bàn"]),
        ("ai làm MC? ai lo âm thanh? mong anh chị chỉ giúp", ["ai làm MC", "ai lo âm thanh, mong anh chị chỉ giúp"]),
    ],
)
def test_a_message_is_cut_where_the_next_question_begins(message: str, pieces: list[str]) -> None:
    assert [piece.raw for piece in pieces_of(reader().read(message), reader())] == pieces


@pytest.mark.parametrize(
    "message", ["Lễ ngày nào?", "cảm ơn em, bác hỏi chút", "", "Thưa cán bộ, bác già rồi, cho hỏi lễ ngày nào"]
)
def test_one_question_is_left_whole(message: str) -> None:
    assert pieces_of(reader().read(message), reader()) == []

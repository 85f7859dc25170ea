"""Several questions in one message: where one ends and the next begins."""

from __future__ import annotations

import pytest
from reader_cast import reader

from knowledge.answering.pieces import pieces_of


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
    assert [piece.raw for piece in pieces_of(reader("binh-long").read(message), reader("binh-long"))] == pieces


@pytest.mark.parametrize(
    "message", ["Lễ ngày nào?", "cảm ơn em, bác hỏi chút", "", "Thưa cán bộ, bác già rồi, cho hỏi lễ ngày nào"]
)
def test_one_question_is_left_whole(message: str) -> None:
    assert pieces_of(reader("binh-long").read(message), reader("binh-long")) == []

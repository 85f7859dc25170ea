"""Wishes that no plan answers: to have one's data erased, to talk to a human."""

from __future__ import annotations

import pytest

from handlers.dialogue import erasing
from handlers.wishes import wish_in
from knowledge.pack.loading import load_shipped


@pytest.mark.parametrize(
    "text", ["toi muon xoa du lieu", "xoa het tin nhan cua toi", "Xóa dữ liệu của tôi đi", "em xóa lịch sử giúp bác"]
)
def test_the_wish_to_be_erased_is_understood(text: str) -> None:
    assert wish_in(text) == "erase"


@pytest.mark.parametrize(
    "text", ["cho toi gap nguoi that", "Tôi muốn gặp cán bộ", "cho tui nói chuyện với người thật đi", "Gặp cán bộ"]
)
def test_the_wish_for_a_human_is_understood(text: str) -> None:
    assert wish_in(text) == "human"


@pytest.mark.parametrize(
    "text",
    ["xóa mù chữ số là gì", "xóa dữ liệu VNeID thế nào", "lễ ở đâu", "gặp cán bộ nào làm VNeID", "ai chủ trì lễ", ""],
)
def test_questions_stay_questions(text: str) -> None:
    assert wish_in(text) is None


def test_the_answers_promise_nothing_and_name_the_office() -> None:
    pack = load_shipped("binh-long")
    assert "30 ngày" in erasing(pack)
    assert "Phòng Văn hóa" in erasing(pack)
    assert "/xoa" not in erasing(pack)


async def test_somebody_who_wants_their_data_erased_is_told_the_truth(talk) -> None:
    (answer,) = await talk().say("toi muon xoa du lieu")
    assert "30 ngày" in answer.text

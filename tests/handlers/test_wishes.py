"""Wishes that no plan answers: to have one's data erased, to talk to a human."""

from __future__ import annotations

import pytest

from handlers.wishes import wish_in


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


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("Sửa thông tin của tôi", "correct"),
        ("toi muon khieu nai viec dung du lieu", "complain"),
        ("ai xem được dữ liệu của tôi vậy em", "access"),
        ("đề nghị ngừng dùng dữ liệu của tôi", "stop"),
        ("cho tôi xem dữ liệu của tôi", "my_data"),
        ("em lưu gì về tôi", "my_data"),
    ],
)
def test_wishes_about_ones_own_data_are_told_apart(text: str, wish: str) -> None:
    assert wish_in(text) == wish


async def test_somebody_who_wants_their_data_erased_is_asked_whether_they_are_sure(talk) -> None:
    (answer,) = await talk().say("toi muon xoa du lieu")
    assert "Xóa hết" in answer.labels

"""Codes as people type them, and what is stored in their place."""

from __future__ import annotations

import pytest

from scheduler.codes import code_in, new_code, without_codes


@pytest.mark.parametrize(
    "typed",
    [
        "BL-K7QM3T",
        "bl-k7qm3t",
        "BL K7QM3T",
        "mã BL-K7QM3T",
        "ＢＬ-Ｋ７ＱＭ３Ｔ",
        "BL-K7Q\u200bM3T",
        "/ma BL-K7QM3T.",
        "BL–K7QM3T",
    ],
)
def test_a_code_is_read_however_it_was_typed(typed: str) -> None:
    assert code_in(typed, "binh-long") == "BL-K7QM3T"


@pytest.mark.parametrize("typed", ["TT-K7QM3T", "BL-KQMTAC", "BL-K7QM3", "lễ ở đâu", "", "BL-K7QM3T rồi sao nữa"])
def test_what_is_no_code_of_the_locality_is_none(typed: str) -> None:
    assert code_in(typed, "binh-long") is None


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("mã của tôi là BL-K7QM3T nhé", "mã của tôi là ** nhé"),
        ("TT-K7QM3T", "**"),
        ("ma bl k7qm3t nha", "ma ** nha"),
        ("BL-K7Q\u200bM3T và BL-A7QM3T", "** và **"),
        ("ＢＬ-Ｋ７ＱＭ３Ｔ", "**"),
    ],
)
def test_a_code_inside_a_sentence_is_masked_whatever_locality_it_is_of(typed: str, stored: str) -> None:
    assert without_codes(typed, "**") == stored


@pytest.mark.parametrize(
    "text", ["Kế hoạch 95/KH-UBND", "11-KH/BCĐTW", "57-NQ/TW", "lễ\u200b ở đâu", "½ ngày", "so 123456", "ở nhà 8 giờ"]
)
def test_a_text_without_a_code_stays_as_it_is(text: str) -> None:
    assert without_codes(text, "**") == text


@pytest.mark.parametrize("slug", ["binh-long", "kinh-mon"])
def test_every_new_code_is_masked_and_read(slug: str) -> None:
    for _ in range(200):
        code = new_code(slug)
        assert code_in(code, slug) == code
        assert code not in without_codes(f"đây là {code}.", "**")

"""One form for comparing Vietnamese however it is typed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text import fold, syllable, undo_telex


@pytest.mark.parametrize(
    ("typed", "written", "agrees"),
    [
        ("ban", "bàn", True),
        ("bàn", "bàn", True),
        ("bạn", "bàn", False),
        ("thưc", "thực", True),
        ("tiên", "tiền", True),
        ("tiền", "tiên", False),
        ("dạ", "đà", False),
        ("hổ", "hỗ", True),
        ("kĩ", "kỹ", True),
        ("hóa", "hoá", True),
    ],
)
def test_what_was_typed_must_be_there_and_what_is_missing_may(typed: str, written: str, agrees: bool) -> None:
    assert syllable(typed).agrees(syllable(written)) is agrees


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("chuwx", "chữ"), ("kys", "ký"), ("soos", "số"), ("mieenx", "miễn"), ("phuwowngf", "phường"), ("nawm", "năm")],
)
def test_telex_keystrokes_become_the_syllable_meant(typed: str, meant: str) -> None:
    assert undo_telex(typed) == meant


@pytest.mark.parametrize("word", ["bus", "app", "sms", "xe", "vay", "anh", "13h30", "VNeID"])
def test_words_that_are_no_telex_stay(word: str) -> None:
    assert undo_telex(word) == word


@given(st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậ 0123456789.,%-", max_size=60))
def test_folding_does_not_depend_on_the_unicode_form(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)

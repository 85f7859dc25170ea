"""Slips of the keyboard and words written as they are spoken."""

from __future__ import annotations

import pytest
from reader_cast import reader

from knowledge.answering.mending import Mender


def mender() -> Mender:
    return reader("binh-long").mender


@pytest.mark.parametrize(("typed", "meant"), [("nghaif", "nghài"), ("truowngf", "trường"), ("phươgn", "phuong")])
def test_telex_residue_and_slips_of_one_letter(typed: str, meant: str) -> None:
    assert mender().mend(typed) == meant


@pytest.mark.parametrize("typed", ["lễ", "le", "zzz", "12", "95", "binh"])
def test_words_that_are_known_or_beyond_help_stay(typed: str) -> None:
    assert mender().mend(typed) == typed


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("phóng xự", "phong su"),
        ("dận động", "van dong"),
        ("lễ ngày nào", "le ngay nao"),
        ("năm 2027", "nam 2027"),
        ("bác dặn nó", "bac dan no"),
    ],
)
def test_pairs_written_as_they_sound(typed: str, meant: str) -> None:
    from knowledge.text import fold

    assert fold(" ".join(mender().as_it_sounds(typed.split()))) == meant

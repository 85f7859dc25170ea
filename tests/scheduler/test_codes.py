"""Our own codes: how they look, what is understood as one, and what is stored of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.codes import code_in, hash_code, new_code, prefix_of, without_codes
from scheduler.scrubbing import scrub

SLUGS = ["binh-long", "binh-phuoc", "thien-tin", "kinh-mon", "dai-phuoc", "hue"]
MASK = "••"


@st.composite
def codes(draw: st.DrawFn) -> tuple[str, str]:
    """A locality's slug and any code it could give out."""
    slug = draw(st.sampled_from(SLUGS))
    letters = draw(st.lists(st.sampled_from("ACDEFGHJKLMNPQRTUVWXY"), min_size=3, max_size=5))
    digits = draw(st.lists(st.sampled_from("34679"), min_size=6 - len(letters), max_size=6 - len(letters)))
    return slug, f"{prefix_of(slug)}-{''.join(draw(st.permutations(letters + digits)))}"


def test_a_code_begins_with_the_initials_of_its_locality() -> None:
    assert [prefix_of(slug) for slug in SLUGS] == ["BL", "BP", "TT", "KM", "DP", "HU"]


def test_new_codes_hold_letters_and_digits_that_no_eye_confuses() -> None:
    made = [new_code("binh-long") for _ in range(300)]

    assert len(set(made)) == len(made)
    for code in made:
        signs = code.removeprefix("BL-")
        assert len(signs) == 6
        assert sum(sign.isalpha() for sign in signs) >= 3
        assert any(sign.isdigit() for sign in signs)
        assert not set(signs) & set("B8I1O0S5Z2")


@given(codes(), st.sampled_from(["{}", "mã {}", "ma {}", "/ma {}", "/nhan {}", " {} ", "{}.", "MÃ {}"]))
def test_a_code_is_understood_as_people_type_it(made: tuple[str, str], form: str) -> None:
    slug, code = made
    for typed in (code, code.lower(), code.replace("-", " "), code.replace("-", ""), code.replace("-", "–")):
        text = form.format(typed)
        assert scrub(text).text == text, "scrubbing must leave our codes alone"
        assert code_in(text, slug) == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "BL",
        "BL-K7QM3",
        "BL-K7QM3TT",
        "KM-K7QM3T",
        "lễ mấy giờ",
        "BL-ABCDEF",
        "mã của tôi là BL-K7QM3T ạ",
        "bl 2025",
    ],
)
def test_what_is_no_code_of_this_locality_is_none(text: str) -> None:
    assert code_in(text, "binh-long") is None


@given(
    codes(), st.sampled_from(["mã của tôi là {} ạ", "{} với BL-K7QM3T", "({})", "/start {}", "dùng\n{}\nđược không"])
)
def test_a_code_among_other_words_is_not_stored(made: tuple[str, str], form: str) -> None:
    _, code = made
    for typed in (code, code.lower(), code.replace("-", " "), code.replace("-", "–")):
        stored = without_codes(form.format(typed), MASK)
        assert typed not in stored
        assert MASK in stored


def test_the_code_of_another_locality_is_not_stored_either() -> None:
    assert without_codes("km-k7qm3t đây ạ", MASK) == f"{MASK} đây ạ"


@pytest.mark.parametrize(
    "text",
    [
        "Kế hoạch số 72-KH/ĐU ngày 04/10/2025",
        "lễ 9-10-2025",
        "bàn 5 ở đâu",
        "tổ 12 khu phố Phú-Thuận1",
        "SĐT 0912 345 678",
        "11-KH/BCĐTW",
        "lễ\u200b ở đâu",
        "½ ngày",
        "so 123456",
    ],
)
def test_what_is_no_code_is_stored_as_it_was_said(text: str) -> None:
    assert without_codes(text, MASK) == text


@pytest.mark.parametrize("typed", ["ＢＬ-Ｋ７ＱＭ３Ｔ", "BL-K7Q\u200bM3T", "BL–K7QM3T"])
def test_a_code_is_read_and_kept_out_whatever_signs_it_was_typed_with(typed: str) -> None:
    assert code_in(typed, "binh-long") == "BL-K7QM3T"
    assert without_codes(f"mã {typed} nhé", MASK) == f"mã {MASK} nhé"


def test_a_hash_belongs_to_a_code_and_to_a_key() -> None:
    hashed = hash_code("BL-K7QM3T", b"a key")

    assert hashed == hash_code("BL-K7QM3T", b"a key")
    assert len(hashed) == 64
    assert len({hashed, hash_code("BL-K7QM3A", b"a key"), hash_code("BL-K7QM3T", b"another key")}) == 3

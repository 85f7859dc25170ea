"""The five packs that come with the program: sound, complete, and honest about their plans."""

from __future__ import annotations

import pytest

from knowledge.pack.check import check_pack, errors_of
from knowledge.pack.loading import load_shipped, shipped_slugs
from knowledge.pack.page import pack_page

SLUGS = ["binh-long", "binh-phuoc", "dai-phuoc", "kinh-mon", "thien-tin"]


def test_five_localities_are_shipped() -> None:
    assert shipped_slugs() == SLUGS


@pytest.mark.parametrize("slug", SLUGS)
def test_a_shipped_pack_has_no_errors(slug: str) -> None:
    loaded = load_shipped(slug)
    assert errors_of(loaded) == []
    assert loaded.slug == slug


@pytest.mark.parametrize("slug", SLUGS)
def test_every_clause_on_the_page_can_be_opened(slug: str) -> None:
    loaded = load_shipped(slug)
    page = pack_page(loaded)
    for task in loaded.pack.tasks:
        assert f"{task.text}  [{task.clause}]" in page


@pytest.mark.parametrize(
    ("slug", "words"),
    [
        ("binh-phuoc", "380"),
        ("binh-long", "32 ngày"),
        ("binh-long", "trước ngày ban hành kế hoạch"),
        ("thien-tin", "Phát biểu hưởng ứng"),
        ("kinh-mon", "III.1.đ"),
        ("dai-phuoc", "trước 30/10/2025"),
        ("dai-phuoc", "để trống số"),
    ],
)
def test_a_plans_known_slip_is_listed(slug: str, words: str) -> None:
    assert any(words in problem.message for problem in check_pack(load_shipped(slug)))


def test_dai_phuoc_has_twelve_activities_and_no_ceremony() -> None:
    loaded = load_shipped("dai-phuoc")
    assert [activity.clause for activity in loaded.pack.activities] == [f"II.2.{number}" for number in range(1, 13)]
    assert loaded.launch is None

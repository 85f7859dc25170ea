"""Clauses asked for by their address, as officials write it."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from knowledge.answering.answerer import Answerer
from knowledge.answering.clause_named import clause_named
from knowledge.outcome import Answer, Refuse
from knowledge.pack.loading import load_shipped, shipped_slugs

NOW = dt.datetime(2025, 9, 20, 1, 0, tzinfo=dt.UTC)
ADDRESSES = {"II", "II.3", "III", "III.1", "III.1.đ", "VI", "VI.2", "VI.2 gạch 3", "VI.2 gạch 3 câu 2"}


@pytest.mark.parametrize(
    ("question", "address"),
    [
        ("mục II.3 ghi gì", "II.3"),
        ("muc vi.2 noi gi", "VI.2"),
        ("phần III là gì", "III"),
        ("mục 2 phần VI viết gì", "VI.2"),
        ("điểm đ mục III.1 ghi sao", "III.1.đ"),
        ("mục VI.2 gạch 3 câu 2", "VI.2 gạch 3 câu 2"),
        ("muc VI.2 gach 30", "VI.2"),
        ("mục II.9", "II"),
        ("mục IX nói gì", ""),
        ("mục 3 nói gì", None),
        ("mục vì sao lại thế", None),
        ("lễ tổ chức ở đâu", None),
    ],
)
def test_the_address_is_read_as_people_write_it(question: str, address: str | None) -> None:
    assert clause_named(question, ADDRESSES) == address


def test_the_clause_is_told_in_the_plans_own_words() -> None:
    answerer = Answerer(load_shipped("kinh-mon"))
    told = answerer.answer("mục VI viết gì vậy", NOW)
    assert isinstance(told, Answer)
    assert told.clauses == ("VI",)
    assert "nguồn xã hội hóa" in told.text
    assert isinstance(answerer.answer("mục IX nói gì", NOW), Refuse)


@pytest.mark.parametrize("slug", shipped_slugs())
def test_every_numbered_clause_of_every_pack_can_be_read_out(slug: str) -> None:
    pack = load_shipped(slug)
    answerer = Answerer(pack)
    numbered = [address for address in pack.clauses if re.match(r"[IVX]+\b", address)]
    assert len(numbered) > 40
    for address in numbered:
        told = answerer.answer(f"mục {address} ghi gì", NOW)
        assert isinstance(told, Answer), address
        assert told.clauses == (address,)

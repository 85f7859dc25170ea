"""The assistant against questions written from the plan texts alone, by people who saw neither packs nor tables.

`tests/knowledge/questions/*.yaml`: kind, and for answers groups of patterns each of which must be found.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge.answering.answerer import Answerer
from knowledge.outcome import MAX_CHARS, Guide, Outcome
from knowledge.pack.loading import load_shipped, shipped_slugs

QUESTIONS = Path(__file__).resolve().parent.parent / "questions"
NOW = dt.datetime(2025, 9, 20, 1, 0, tzinfo=dt.UTC)
KINDS = {
    "answerable": "answer",
    "guide": "guide",
    "out_of_scope": "refuse",
    "ambiguous": "clarify",
    "chitchat": "chitchat",
}
RIGHT_AT_LEAST, FALSE_ANSWERS_AT_MOST = 0.86, 0.06


@cache
def answerer(slug: str) -> Answerer:
    return Answerer(load_shipped(slug))


def questions() -> list[dict[str, Any]]:
    files = sorted(QUESTIONS.glob("seen/*.yaml"))
    return [item for file in files for item in yaml.safe_load(file.read_text(encoding="utf-8"))["questions"]]


def plain(text: str) -> str:
    text = unicodedata.normalize("NFC", text)
    return re.sub(r"\s+", " ", re.sub("[“”]", '"', re.sub("[–—]", "-", text)))


def is_right(item: dict[str, Any], outcome: Outcome) -> bool:
    gold = item.get("gold") or {}
    if outcome.kind != KINDS[item["kind"]]:
        return bool(gold.get("or_refuse")) and outcome.kind == "refuse"
    if isinstance(outcome, Guide):
        return bool(outcome.guide == gold["guide"])
    if len(outcome.text) > MAX_CHARS:
        return False
    text = plain(outcome.text)
    found = all(any(re.search(plain(a), text, re.IGNORECASE) for a in group) for group in gold.get("must", []))
    return found and not any(re.search(plain(a), text, re.IGNORECASE) for a in gold.get("must_not", []))


def test_most_questions_get_the_right_answer_and_few_a_false_one() -> None:
    items = questions()
    right, false_answers = Counter[str](), 0
    for item in items:
        outcome = answerer(item["locality"]).answer(item["text"], NOW)
        right[item["kind"]] += is_right(item, outcome)
        false_answers += item["kind"] == "out_of_scope" and outcome.kind in ("answer", "guide")
    silent = sum(item["kind"] == "out_of_scope" for item in items)
    assert len(items) >= 700
    assert right.total() / len(items) >= RIGHT_AT_LEAST, right
    assert false_answers / silent <= FALSE_ANSWERS_AT_MOST


@pytest.mark.parametrize("slug", shipped_slugs())
def test_no_answer_is_longer_than_the_bar_and_every_answer_names_its_clause(slug: str) -> None:
    assistant = answerer(slug)
    for item in (item for item in questions() if item["locality"] == slug):
        outcome = assistant.answer(item["text"], NOW)
        assert len(outcome.text) <= MAX_CHARS, item["text"]
        if outcome.kind == "answer":
            assert outcome.clauses
            assert set(outcome.clauses) <= set(assistant.pack.clauses)
            assert "(Theo " in outcome.text

"""The assistant against questions written from the plan texts alone, by people who saw neither packs nor tables.

`tests/knowledge/questions/seen` and `look` have all been read by those who build the assistant: their figures show that
nothing once right is lost, not how well an unknown question fares (that is in `docs/truth.md`).
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from bot.commands.eval import answer_all, read_questions
from knowledge.answering.answerer import Answerer
from knowledge.answering.measure import Asked, Measured, measure, why_wrong
from knowledge.outcome import MAX_CHARS, Outcome
from knowledge.pack.loading import load_shipped, shipped_slugs

QUESTIONS = Path(__file__).resolve().parent.parent / "questions"
NOW = dt.datetime(2025, 9, 20, 1, 0, tzinfo=dt.UTC)
RIGHT_AT_LEAST, TURNS_AT_LEAST, FALSE_ANSWERS_AT_MOST = 0.94, 0.93, 0.035
LOST_WITHOUT_DIACRITICS = 0.025
QUOTED = re.compile(r"Kế hoạch ghi: “(.*?)”(?:\.|\n|$)", re.DOTALL)


@cache
def asked() -> list[Asked]:
    files = [*sorted(QUESTIONS.glob("seen/*.yaml")), *sorted(QUESTIONS.glob("look/*.yaml"))]
    return [question for file in files for question in read_questions(file)]


@cache
def outcomes() -> list[Outcome]:
    return answer_all(asked(), NOW, Path("no-data"))


@cache
def measured() -> Measured:
    return measure(zip(asked(), outcomes(), strict=True))


def without_diacritics(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def test_what_was_once_right_stays_right() -> None:
    found = measured()
    assert found.overall.all >= 2_900
    assert found.overall.share >= RIGHT_AT_LEAST, str(found.overall)


def test_turns_of_dialogues_stay_right() -> None:
    found = measured()
    assert found.turns.all >= 900
    assert found.turns.share >= TURNS_AT_LEAST, str(found.turns)


def test_few_questions_that_nobody_should_answer_are_answered() -> None:
    found = measured()
    assert found.silent >= 500
    assert found.false_answer_share <= FALSE_ANSWERS_AT_MOST, found.false_answers


def test_little_is_lost_without_diacritics() -> None:
    marked = [one for one in asked() if one.dialogue is None and without_diacritics(one.text) != one.text]
    bare = [replace(one, text=without_diacritics(one.text)) for one in marked]
    told = {one.id: outcome for one, outcome in zip(asked(), outcomes(), strict=True)}
    with_marks = sum(not why_wrong(one, told[one.id]) for one in marked)
    answers = zip(bare, answer_all(bare, NOW, Path("no-data")), strict=True)
    without = sum(not why_wrong(one, outcome) for one, outcome in answers)
    assert len(marked) >= 1_500
    assert (with_marks - without) / len(marked) <= LOST_WITHOUT_DIACRITICS


def test_no_answer_is_longer_than_the_bar_and_every_answer_names_its_clause() -> None:
    clauses = {slug: set(load_shipped(slug).clauses) for slug in shipped_slugs()}
    for one, outcome in zip(asked(), outcomes(), strict=True):
        assert len(outcome.text) <= MAX_CHARS, one.text
        if outcome.kind == "answer":
            assert outcome.clauses, one.text
            assert set(outcome.clauses) <= clauses[one.locality], one.text
            assert "(Theo " in outcome.text, one.text


def test_every_quoted_fragment_stands_in_the_stored_plan() -> None:
    plans = {
        slug: " ".join(" ".join(clause.text for clause in load_shipped(slug).clauses.values()).split())
        for slug in shipped_slugs()
    }
    checked = 0
    for one, outcome in zip(asked(), outcomes(), strict=True):
        for quoted in QUOTED.findall(outcome.text):
            for part in filter(None, (piece.strip(" .;,") for piece in re.split(r"…|\n", quoted))):
                checked += 1
                assert " ".join(part.split()) in plans[one.locality], f"{one.text}\n{part}"
    assert checked >= 500


@pytest.mark.parametrize("slug", shipped_slugs())
def test_every_fact_quotes_the_plan_as_it_is(slug: str) -> None:
    assistant = Answerer(load_shipped(slug))
    plan = " ".join(" ".join(clause.text for clause in assistant.pack.clauses.values()).split())
    for key in assistant.by_key:
        told = assistant.answer_ref(f"q:{key}", NOW).text
        for quoted in QUOTED.findall(told):
            for part in filter(None, (piece.strip(" .;,") for piece in re.split(r"…|\n", quoted))):
                assert " ".join(part.split()) in plan, f"{key}\n{part}"

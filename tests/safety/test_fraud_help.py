"""Somebody tells of a fraud and gets the help for it first; nobody else does."""

from __future__ import annotations

import datetime as dt
import unicodedata
from functools import cache
from pathlib import Path

import pytest
import yaml

from bot.commands.eval import read_questions
from knowledge.answering.answerer import Answerer
from knowledge.answering.fraud import SLUG, Fraud, fraud_help, fraud_in
from knowledge.answering.measure import Asked
from knowledge.guides.checking import unconfirmed_in
from knowledge.guides.loading import load_guide
from knowledge.outcome import MAX_CHARS
from knowledge.pack.loading import load_shipped

HERE = Path(__file__).resolve().parent
QUESTIONS = HERE.parent / "knowledge" / "questions"
NOW = dt.datetime(2025, 10, 8, 2, 0, tzinfo=dt.UTC)
HELD_OUT = "round 5"


@cache
def told() -> dict[str, list[str]]:
    """The stories by round, and ordinary questions beside them."""
    raw: dict[str, list[str]] = yaml.safe_load((HERE / "scams.yaml").read_text(encoding="utf-8"))
    return raw


@cache
def seen() -> list[Asked]:
    """Every question that was read already (never the held-out ones)."""
    files = sorted([*(QUESTIONS / "seen").glob("*.yaml"), *(QUESTIONS / "look").glob("*.yaml")])
    return [question for file in files for question in read_questions(file)]


def without_diacritics(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def test_at_least_95_of_100_stories_of_fraud_are_noticed() -> None:
    stories = [story for name, found in told().items() if name.startswith("round") for story in found]
    stories = [story for story in stories if story not in told()[HELD_OUT]]
    missed = [story for story in stories if fraud_in(story) is None]

    assert len(stories) >= 60
    assert len(missed) <= 0.05 * len(stories), missed


def test_of_unusual_stories_written_afterwards_no_fewer_are_noticed_than_today() -> None:
    caught = [story for story in told()[HELD_OUT] if fraud_in(story) is not None]

    assert len(caught) >= 8, "8 of 20 on the day they were written; the others get the guide or are asked back"


def test_no_ordinary_question_is_taken_for_a_story_of_fraud() -> None:
    asked = [question.text for question in seen() if SLUG not in str(question.gold)]
    asked += told()["ordinary"]

    assert len(asked) >= 200
    assert [text for text in asked if fraud_in(text) is not None] == []


def test_nor_is_one_that_is_typed_without_diacritics() -> None:
    asked = [without_diacritics(question.text) for question in seen() if SLUG not in str(question.gold)]

    assert [text for text in asked if fraud_in(text) is not None] == []


@pytest.mark.parametrize("slug", ["binh-long", "dai-phuoc"])
def test_the_answerer_gives_the_help_for_every_story_it_notices(slug: str) -> None:
    answerer = Answerer(load_shipped(slug))
    stories = [story for story in told()["round 1"] if fraud_in(story)]

    outcomes = [answerer.answer(story, NOW) for story in stories]

    assert {outcome.kind for outcome in outcomes} == {"guide"}
    assert {outcome.guide for outcome in outcomes if outcome.kind == "guide"} == {SLUG}


@pytest.mark.parametrize("happened", [True, False])
def test_the_help_holds_confirmed_steps_and_numbers_only(happened: bool) -> None:
    guide, shown = load_guide(SLUG), fraud_help(Fraud(happened))
    unconfirmed = [step.do for way in guide.paths for step in way.steps if step.status != "C"]

    assert unconfirmed_in(shown.text, guide.values) == []
    assert unconfirmed
    assert not any(step in shown.text for step in unconfirmed)
    assert "156" in shown.text
    assert "113" not in shown.text
    assert "dừng lại" in shown.text.lower()
    assert "đừng chuyển thêm tiền" in shown.text
    assert len(shown.text) <= MAX_CHARS


def test_who_lost_money_is_sent_to_bank_and_police_who_is_called_is_told_to_hang_up() -> None:
    lost, called = fraud_in("tôi bị lừa chuyển tiền rồi"), fraud_in("có người gọi xưng công an đòi mã OTP")

    assert lost is not None
    assert called is not None
    assert "Gọi ngân hàng" in fraud_help(lost).text
    assert "Đến Công an" in fraud_help(lost).text
    assert "Cúp máy" in fraud_help(called).text

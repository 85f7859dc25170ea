"""Example questions and everyday words: what others meant who asked like this."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache

import pytest

from knowledge.answering.answerer import Answerer
from knowledge.answering.lexicon import unanswered
from knowledge.outcome import Answer, Refuse
from knowledge.pack.loading import load_shipped

NOW = dt.datetime(2025, 9, 20, 1, 0, tzinfo=dt.UTC)
ASKED = "ai khuân mấy cục đen kêu rầm rầm"
TAUGHT = ("ai khuân mấy cục đen vậy", "mấy cục đen kêu rầm rầm ai khuân", "cục kêu rầm rầm là ai lo")
WHERE = "Lễ phát động tổ chức ở đâu?"


@cache
def with_examples(*questions: str) -> Answerer:
    pack = load_shipped("binh-long")
    return Answerer(replace(pack, questions={"task.centre-sound-video": questions} if questions else {}))


def test_words_that_are_no_name_are_found_by_examples() -> None:
    without = with_examples().answer(ASKED, NOW)
    taught = with_examples(*TAUGHT).answer(ASKED, NOW)
    assert not isinstance(without, Answer)
    assert isinstance(taught, Answer)
    assert "task.centre-sound-video" in taught.facts


def test_examples_do_not_shake_what_the_names_are_sure_of() -> None:
    misled = with_examples("lễ phát động tổ chức ở đâu", "lễ phát động ở đâu vậy", "địa điểm lễ phát động")
    assert misled.answer("Lễ phát động tổ chức ở đâu?", NOW) == with_examples().answer(
        "Lễ phát động tổ chức ở đâu?", NOW
    )


def test_the_order_of_words_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("knowledge.answering.examples.AT_MOST", 10.0)  # both orders would reach it
    answerer = with_examples("lễ có cục đen trước cục trắng", "cục đen trước cục trắng")

    def learnt(question: str) -> float:
        ranked = answerer.examples.ranked(answerer.reader.read(question), limit=40)
        return next(one.learnt for one in ranked if one.fact.key == "task.centre-sound-video")

    assert learnt("lễ có cục đen trước cục trắng") > learnt("cục trắng có cục trước lễ đen")


def test_what_no_plan_answers_is_refused_by_the_shipped_packs() -> None:
    """The questions are in the table itself: this guards against relapse, it is no forecast."""
    answerer = Answerer(load_shipped("thien-tin"))
    told = sum(isinstance(answerer.answer(question, NOW), Answer) for question in unanswered())
    assert told <= len(unanswered()) * 0.05


def test_everyday_words_are_read_as_the_plans() -> None:
    answerer = Answerer(load_shipped("binh-long"))
    read = answerer.reader.read("ai lo diễn xướng")
    reworded = answerer.everyday.reworded(read)
    assert reworded is not None
    assert "văn nghệ" in {term.name for term in reworded.terms}
    assert "văn nghệ" not in {term.name for term in read.terms}


@pytest.mark.parametrize("question", ["lễ phát động ngày nào", ""])
def test_a_question_in_the_plans_words_is_left_as_it_is(question: str) -> None:
    answerer = with_examples()
    assert answerer.everyday.reworded(answerer.reader.read(question)) is None


def test_warming_up_changes_no_answer() -> None:
    cold, warm = Answerer(load_shipped("binh-long")), Answerer(load_shipped("binh-long"))
    warm.warm_up()
    assert cold.answer(ASKED, NOW) == warm.answer(ASKED, NOW)
    assert isinstance(cold.answer("bao giờ có chuyến xe lên núi", NOW), Refuse)

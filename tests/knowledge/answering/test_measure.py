"""Judging outcomes: what counts as right, as a false answer, as a false refusal."""

from __future__ import annotations

from typing import Any

import pytest

from knowledge.answering.measure import Asked, measure, report, why_wrong
from knowledge.outcome import Answer, Chitchat, Clarify, Guide, Outcome, Refuse

ANSWER = Answer("Lễ lúc 13 giờ 30 tại Hội trường", ("II.1",))


def question(kind: str = "answerable", dialogue: str | None = None, **gold: Any) -> Asked:
    return Asked("q", "binh-long", "?", kind, (), gold, dialogue)


@pytest.mark.parametrize(
    ("asked", "outcome"),
    [
        (question(must=[["13 giờ 30", "13h30"], ["hội trường"]]), ANSWER),
        (question(must=[["hoà|hội trường"]], must_not=["sân vận động"]), ANSWER),
        (question(must=[["13"]], or_refuse=True), Refuse("Kế hoạch chưa nêu", "plan_silent")),
        (question("out_of_scope"), Refuse("…", "off_topic")),
        (question("out_of_scope"), Clarify("Kế hoạch chưa nêu việc này, bác hỏi gì ạ?")),
        (question("guide", guide="vssid"), Guide("…", "vssid")),
        (question("chitchat"), Chitchat("Dạ")),
    ],
)
def test_right(asked: Asked, outcome: Outcome) -> None:
    assert why_wrong(asked, outcome) == ""


@pytest.mark.parametrize(
    ("asked", "outcome", "why"),
    [
        (question(must=[["14 giờ"]]), ANSWER, "missing 14 giờ"),
        (question(must=[], must_not=["13 giờ"]), ANSWER, "contains 13 giờ"),
        (question("out_of_scope"), ANSWER, "answer, want refuse"),
        (question("guide", guide="vssid"), Guide("…", "dvc-submit"), "guide dvc-submit, want vssid"),
        (question(must=[]), Answer("x" * 1201, ("I",)), "too long (1201)"),
        (question(must=[]), Answer(" ", ("I",)), "empty"),
    ],
)
def test_wrong(asked: Asked, outcome: Outcome, why: str) -> None:
    assert why_wrong(asked, outcome) == why


def test_the_sums() -> None:
    found = measure(
        [
            (question(must=[["13"]]), ANSWER),
            (question(must=[["13"]]), Refuse("…", "plan_silent")),
            (question("out_of_scope"), ANSWER),
            (question(must=[["13"]], dialogue="d"), ANSWER),
            (question(kind=""), ANSWER),
        ]
    )
    assert (found.overall.right, found.overall.all) == (1, 3)
    assert (found.turns.right, found.turns.all) == (1, 1)
    assert (found.false_answers, found.silent) == (1, 1)
    assert (found.false_refusals, found.answerable) == (1, 3)
    assert "false answers           1 /    1" in report(found)

"""What the example questions of a pack add: questions left out of them, asked with the others and without any.

    make bench PYTEST_ARGS="-k examples_held_out -s"

A question counts as right only when the very fact it is an example of is told, or word for word what would be said of
it; the same told by a neighbouring fact does not count, and names of facts were written with the examples in view. So
the shares say nothing about how often people are answered (docs/truth.md does); the difference between the columns is
what counts.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from knowledge.answering.answerer import Answerer
from knowledge.answering.facts.model import View
from knowledge.pack.loading import LoadedPack, load_shipped, shipped_slugs

EACH = 4
"""One question of so many is left out, and asked."""
NOW = dt.datetime(2025, 9, 20, 1, 0, tzinfo=dt.UTC)


def right(pack: LoadedPack, asked: list[tuple[str, str]]) -> int:
    """How many questions get one of the facts they ask for, or word for word what would be said of it."""
    answerer = Answerer(pack)
    answerer.warm_up()
    meant: dict[str, set[str]] = {}
    for key, question in asked:
        meant.setdefault(question, set()).add(key)
    count = 0
    for question, keys in meant.items():
        outcome = answerer.answer(question, NOW)
        said = (answerer.by_key[key].render(View(NOW)).text for key in keys if key in answerer.by_key)
        count += bool(keys & set(getattr(outcome, "facts", ()))) or any(
            _first_line(text) in outcome.text for text in said
        )
    return count


def _first_line(text: str) -> str:
    return text.split("\n", 1)[0]


@pytest.mark.timeout(600)
def test_examples_find_facts_for_questions_they_do_not_hold() -> None:
    total_without = total_with = 0
    for slug in shipped_slugs():
        pack = load_shipped(slug)
        lines = [(key, question) for key, questions in pack.questions.items() for question in questions]
        asked = [line for at, line in enumerate(lines) if at % EACH == 0]
        left_out = {question for _, question in asked}
        kept = {
            key: tuple(question for question in questions if question not in left_out)
            for key, questions in pack.questions.items()
        }
        without, with_them = right(replace(pack, questions={}), asked), right(replace(pack, questions=kept), asked)
        of = len(left_out)
        print(f"{slug}: {of} left out; right {without / of:.1%} without examples, {with_them / of:.1%} with the others")
        total_without, total_with = total_without + without, total_with + with_them
    assert total_with > total_without

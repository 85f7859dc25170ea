"""Every fact of every pack can be told: cited, short enough, reachable by its button."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pytest

from knowledge.answering.answerer import Answerer
from knowledge.answering.facts.model import View
from knowledge.answering.lexicon import tables
from knowledge.outcome import MAX_CHARS, Answer, Clarify, Refuse
from knowledge.pack.loading import load_shipped, shipped_slugs

NOW = dt.datetime(2025, 9, 20, 1, 0, tzinfo=dt.UTC)


@cache
def answerer(slug: str) -> Answerer:
    return Answerer(load_shipped(slug))


@pytest.mark.parametrize("slug", shipped_slugs())
def test_every_fact_is_told_with_its_clause_whatever_is_asked_of_it(slug: str) -> None:
    assistant = answerer(slug)
    for fact in assistant.facts.found:
        for ask in tables().fits:
            outcome = fact.render(View(NOW, (ask,)))
            assert 10 < len(outcome.text) <= MAX_CHARS, (fact.key, ask)
            assert "None" not in outcome.text, fact.key
            if isinstance(outcome, Answer | Refuse):
                assert set(outcome.clauses) <= set(assistant.pack.clauses), fact.key
                assert outcome.clauses, fact.key
            else:
                assert isinstance(outcome, Clarify), fact.key


@pytest.mark.parametrize("slug", shipped_slugs())
def test_fact_keys_are_unique(slug: str) -> None:
    keys = [fact.key for fact in answerer(slug).facts.found]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("slug", shipped_slugs())
def test_every_button_under_an_answer_leads_to_something(slug: str) -> None:
    assistant = answerer(slug)
    for fact in assistant.facts.found:
        for choice in fact.render(View(NOW)).choices:
            assert len(choice.ref.encode()) <= 64, choice
            assert 0 < len(choice.label) <= 64, choice
            assert assistant.answer_ref(choice.ref, NOW).text


@pytest.mark.parametrize("ref", ["q:no.such.fact", "c:XX.9", "g:no-such-guide", "x:y"])
def test_a_button_of_an_older_pack_is_a_key_error(ref: str) -> None:
    with pytest.raises(KeyError):
        answerer("binh-long").answer_ref(ref, NOW)

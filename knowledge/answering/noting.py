"""Answers under corrections: whatever a correction changed says so, with what the plan itself has.

A fact is worded with and without each correction; where the words differ, or still quote what the plan had, the note
of the correction stands before the source. No family of facts needs to know of corrections.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from knowledge.answering.facts import Fact, Facts, facts_of
from knowledge.answering.facts.model import View
from knowledge.answering.wording import shorten
from knowledge.correcting.applying import corrected
from knowledge.correcting.model import CONTACT
from knowledge.correcting.wording import Update, update_of
from knowledge.outcome import MAX_CHARS, Answer, Outcome, Refuse
from knowledge.pack.loading import LoadedPack


def noted_facts(pack: LoadedPack) -> Facts:
    """The facts of a pack, those that corrections touch with a note."""
    facts = facts_of(pack)
    facts.updates = tuple(
        update_of(pack, correction)
        for correction in pack.corrections
        if correction.field != CONTACT  # whom to ask says so itself
    )
    without = [_without(pack, update) for update in facts.updates]
    if facts.updates:
        facts.found[:] = [replace(fact, render=partial(_render, fact, facts.updates, without)) for fact in facts.found]
    return facts


def quoting(facts: Facts, answer: Answer) -> Answer:
    """The plan's own words, with notes where what they say was corrected."""
    notes = [one.note(named=True) for one in facts.updates if one.is_quoted(answer.text, answer.clauses)]
    return replace(answer, text=_with_notes(answer.text, notes)) if notes else answer


def _without(pack: LoadedPack, update: Update) -> dict[str, Fact]:
    others = [one for one in pack.corrections if one != update.correction]
    return {fact.key: fact for fact in facts_of(corrected(pack, others)).found}


def _render(fact: Fact, updates: Sequence[Update], without: Sequence[dict[str, Fact]], view: View) -> Outcome:
    outcome = fact.render(view)
    if not isinstance(outcome, Answer | Refuse):
        return outcome
    notes = []
    for update, others in zip(updates, without, strict=True):
        other = others.get(fact.key)
        changed = other is None or other.render(view).text != outcome.text
        if changed or update.is_quoted(outcome.text, outcome.clauses):
            notes.append(update.note(named=fact.entity != update.owner))
    return replace(outcome, text=_with_notes(outcome.text, notes)) if notes else outcome


def _with_notes(text: str, notes: Sequence[str]) -> str:
    """The notes before the line of the source; a long answer is cut so that they stay whole."""
    said, newline, source = text.rpartition("\n")
    if not source.startswith("(Theo "):
        said, newline, source = text, "", ""
    tail = "\n".join(["", *notes]) + newline + source
    return (said if len(said) + len(tail) <= MAX_CHARS else shorten(said, MAX_CHARS - len(tail) - 1)) + tail

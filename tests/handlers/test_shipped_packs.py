"""The conversation with the packs and the answerer that ship: every button leads somewhere."""

from __future__ import annotations

import datetime as dt

import pytest
from turn_cast import FakeWork, fake_records

from handlers import dialogue
from handlers.context import Turn
from handlers.conversation import Conversation
from handlers.menus import LABEL_CHARS, main_choices, menu
from handlers.replies import MAX_CHOICES, MAX_REF_BYTES
from knowledge.answering.answerer import Answerer
from knowledge.outcome import MAX_CHARS
from knowledge.pack.loading import load_shipped, shipped_slugs
from scheduler.people import Account, Channel, Person

NOW = dt.datetime(2025, 10, 8, 2, 0, tzinfo=dt.UTC)


@pytest.fixture(scope="module", params=shipped_slugs())
def turn(request: pytest.FixtureRequest) -> Turn:
    """A turn of somebody in each locality."""
    slug: str = request.param
    person = Person(1, 1, Account(1, Channel.TERMINAL, slug, slug), NOW)
    return Turn(person, Conversation(), Answerer(load_shipped(slug)), FakeWork(), NOW, fake_records())


def pages(turn: Turn, ref: str) -> list[list[str]]:
    """The refs of a menu, page by page."""
    found = []
    while ref:
        _, choices = menu(turn, ref)
        assert len(choices) <= MAX_CHOICES
        assert all(len(choice.label) <= LABEL_CHARS + 3 for choice in choices)
        found.append([choice.ref for choice in choices if not choice.ref.startswith("m:")])
        ref = next((choice.ref for choice in choices if choice.ref.startswith("m:")), "")
    return found


def test_the_welcome_is_short_and_offers_five_buttons(turn):
    assert len(dialogue.welcome(turn.answerer.pack, False)) < 700
    assert len(main_choices(turn)) == 5


def test_every_button_of_every_menu_is_answered(turn):
    refs = [choice.ref for choice in main_choices(turn)]
    menus = [ref for ref in refs if ref.startswith("m:") and ref != "m:about"]
    offered = [ref for name in menus for page in pages(turn, name) for ref in page]
    for ref in [*(ref for ref in refs if ref.startswith("q:")), *offered]:
        outcome = turn.answerer.answer_ref(ref, NOW)
        assert 0 < len(outcome.text) <= MAX_CHARS, ref
        for choice in outcome.choices:
            assert turn.answerer.answer_ref(choice.ref, NOW).text, f"{ref} -> {choice.ref}"


def test_every_clause_fits_into_a_button(turn):
    for address in turn.answerer.pack.clauses:
        assert len(f"c:{address}".encode()) <= MAX_REF_BYTES


def test_every_unit_activity_and_desk_can_be_reached(turn):
    pack = turn.answerer.pack.pack
    for name, wanted in (
        ("desks", {f"q:desk.{desk.key}" for desk in pack.desks}),
        ("activities", {f"q:{a.key}.overview" for a in pack.activities if a.kind != "launch"}),
        ("units", {f"q:unit.{key}.tasks" for task in pack.tasks for key in task.lead}),
    ):
        if wanted:
            assert {ref for page in pages(turn, f"m:{name}") for ref in page} == wanted

"""The chain of the audit: whatever is done to its lines afterwards is found, and where."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from scheduler.audit import BEFORE_ALL, Act, Line, chained, first_broken

NOON = dt.datetime(2025, 10, 9, 5, 0, tzinfo=dt.UTC)


def chain(*acts: Act) -> list[Line]:
    """These acts as they stand in an audit."""
    lines: list[Line] = []
    for number, act in enumerate(acts, start=1):
        lines.append(Line(number, act, chained(number, act, lines[-1].hash if lines else BEFORE_ALL)))
    return lines


def some(count: int) -> list[Line]:
    return chain(*(Act("binh-long", NOON + dt.timedelta(minutes=n), f"organiser {n}", "invite") for n in range(count)))


texts = st.text(max_size=12)
acts = st.builds(Act, texts, st.datetimes(timezones=st.just(dt.UTC)), texts, texts, texts)
chains = st.lists(acts, min_size=1, max_size=6).map(lambda made: chain(*made))


def test_an_audit_without_lines_is_whole() -> None:
    assert first_broken([]) is None


@given(chains)
def test_what_was_written_is_whole(lines: list[Line]) -> None:
    assert first_broken(lines) is None


@given(chains, st.data())
def test_a_changed_line_is_found_and_named(lines: list[Line], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(lines) - 1))
    field = data.draw(st.sampled_from(["locality", "actor", "act", "about", "at"]))
    old = lines[at]
    value = old.act.at + dt.timedelta(microseconds=1) if field == "at" else getattr(old.act, field) + "x"
    lines[at] = replace(old, act=replace(old.act, **{field: value}))

    assert first_broken(lines) == at + 1


@given(st.integers(2, 6), st.data())
def test_a_line_taken_out_is_found_unless_it_was_the_last(count: int, data: st.DataObject) -> None:
    lines = some(count)
    at = data.draw(st.integers(0, count - 2))
    del lines[at]

    assert first_broken(lines) == at + 1


@given(st.integers(2, 6), st.data())
def test_lines_renumbered_after_one_was_taken_out_are_found(count: int, data: st.DataObject) -> None:
    lines = some(count)
    at = data.draw(st.integers(0, count - 2))
    del lines[at]
    renumbered = [replace(line, number=number) for number, line in enumerate(lines, start=1)]

    assert first_broken(renumbered) == at + 1


@given(st.integers(1, 6), st.data())
def test_a_line_put_in_is_found(count: int, data: st.DataObject) -> None:
    lines = some(count)
    at = data.draw(st.integers(0, count - 1))
    act = Act("binh-long", NOON, "organiser 9", "remove")
    forged = Line(at + 1, act, chained(at + 1, act, lines[at - 1].hash if at else BEFORE_ALL))
    later = [replace(line, number=line.number + 1) for line in lines[at:]]

    assert first_broken([*lines[:at], forged, *later]) == at + 2


def test_two_lines_that_changed_places_are_found() -> None:
    first, second, third = some(3)
    swapped = [first, replace(third, number=2), replace(second, number=3)]

    assert first_broken(swapped) == 2


def test_words_cannot_wander_from_one_field_into_the_next() -> None:
    assert chained(1, Act("binh-long", NOON, "a", "b", "c"), BEFORE_ALL) != chained(
        1, Act("binh-long", NOON, "a", "bc", ""), BEFORE_ALL
    )


def test_the_same_moment_in_another_zone_is_the_same_line() -> None:
    hanoi = NOON.astimezone(dt.timezone(dt.timedelta(hours=7)))

    assert chained(1, Act("x", NOON, "a", "b"), BEFORE_ALL) == chained(1, Act("x", hanoi, "a", "b"), BEFORE_ALL)

"""Which sorts of answer the small facts of a pack give, by their `kind`."""

from __future__ import annotations

DETAIL_ANSWERS: dict[str, frozenset[str]] = {
    "count": frozenset({"COUNT"}),
    "duration": frozenset({"DURATION"}),
    "percent": frozenset({"PERCENT"}),
    "name": frozenset({"NAME", "TEXT"}),
    "age": frozenset({"AGE", "COUNT"}),
    "price": frozenset({"MONEY", "TEXT"}),
    "date": frozenset({"DATE"}),
    "who": frozenset({"WHO", "NAME"}),
    "where": frozenset({"PLACE"}),
    "text": frozenset({"TEXT", "NAME", "WHAT"}),
}

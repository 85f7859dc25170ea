"""Grounds (căn cứ của từng giá trị): every clause named exists and every quoted word stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import BaseModel

from knowledge.pack.loading import LoadedPack
from knowledge.pack.model import (
    Activity,
    Attendees,
    Cited,
    Desk,
    Detail,
    Document,
    Group,
    Item,
    PlanData,
    Report,
    Target,
    Task,
    Theme,
    When,
    Who,
)
from knowledge.pack.problems import Problem, collapse, shorten, text_under, walk

_NUMBER = re.compile(r"\d+")

Words = tuple[str, str | None, str]
"""Field name, the words that must stand in the plan (None: nothing to prove), the clause they must stand in."""


def check_clauses(loaded: LoadedPack) -> Iterator[Problem]:
    """Errors for clauses that are named in the pack but are no line of `plan.txt`."""
    for path, model in walk(loaded.pack):
        for name in type(model).model_fields:
            if name != "clauses" and not name.endswith("clause"):
                continue
            value = getattr(model, name)
            for address in value if isinstance(value, list) else [value]:
                if address is not None and address not in loaded.clauses:
                    yield Problem(
                        "error",
                        f"Mục “{address}” không có trong plan.txt. Hãy ghi đúng địa chỉ của một dòng trong plan.txt.",
                        (address,),
                        f"{path}.{name}",
                    )


def check_words(loaded: LoadedPack) -> Iterator[Problem]:
    """Errors for words and numbers that do not stand in the clause they cite, or in the clauses under it."""
    for path, model in walk(loaded.pack):
        for field, words, address in _claims(model):
            if words is None or address not in loaded.clauses:
                continue
            if collapse(words) not in text_under(loaded, address):
                yield Problem(
                    "error",
                    f"“{shorten(words)}” không có nguyên văn trong mục {address}. "
                    "Hãy chép đúng từng chữ của kế hoạch, hoặc ghi đúng mục, hoặc thêm quote.",
                    (address,),
                    f"{path}.{field}",
                )
        for field, number, address in _numbers(model):
            if number is None or address not in loaded.clauses:
                continue
            if number not in {int(found) for found in _NUMBER.findall(text_under(loaded, address))}:
                yield Problem(
                    "error",
                    f"Số {number} không có trong mục {address}. Hãy ghi đúng số của kế hoạch hoặc bỏ trống.",
                    (address,),
                    f"{path}.{field}",
                )
    yield from _units_are_named(loaded)


def _claims(model: BaseModel) -> Iterator[Words]:
    match model:
        case Cited() | Detail():
            yield ("quote" if model.quote else "value"), model.quote or model.value, model.clause
        case Who():
            yield ("quote" if model.quote else "text"), model.quote or model.text, model.clause
        case When():
            yield "text", model.text, model.clause
            yield "weekday", model.weekday, model.clause
            yield "duration", model.duration, model.clause
        case Activity():
            yield ("quote" if model.quote else "name"), model.quote or model.name, model.clause
        case Attendees():
            yield "total_quote", model.total_quote, model.clause
        case Group():
            yield "name", model.name, model.clause
            yield "each", model.each, model.clause
        case Item():
            yield "item", model.item, model.clause
            yield "title", model.title, model.clause
        case Desk():
            yield "name", model.name, model.clause
        case Target() | Theme():
            yield "text", model.text, model.clause
        case Document():
            yield "number", model.number, model.clause
            yield ("quote" if model.quote else "about"), model.quote or model.about, model.clause
        case Report():
            yield "quote", model.quote, model.clause
            yield "rhythm", model.rhythm, model.clause
        case PlanData():
            for number, recipient in enumerate(model.recipients):
                yield f"recipients.{number}", recipient, model.recipients_clause
        case Task():
            yield "text", model.text, model.clause
            for number, helper in enumerate(model.with_text):
                yield f"with_text.{number}", helper, model.clause
            if model.deadline.explicit:
                yield "deadline.text", model.deadline.text, model.clause
        case _:
            return


def _numbers(model: BaseModel) -> Iterator[tuple[str, int | None, str]]:
    match model:
        case Group():
            yield "count", model.count, model.clause
        case Attendees():
            yield "total", model.total, model.clause
        case Target():
            yield "percent", model.percent, model.clause
        case _:
            return


def _units_are_named(loaded: LoadedPack) -> Iterator[Problem]:
    plan = collapse(" ".join(clause.text for clause in loaded.clauses.values())).casefold()
    for number, unit in enumerate(loaded.pack.units):
        if not any(collapse(name).casefold() in plan for name in (unit.name, *unit.aliases)):
            yield Problem(
                "error",
                f"Đơn vị “{unit.name}” không được kế hoạch nhắc tới. "
                "Hãy ghi tên (hoặc một aliases) đúng như kế hoạch viết, hoặc bỏ đơn vị này.",
                (),
                f"units.{number} ({unit.key}).name",
            )

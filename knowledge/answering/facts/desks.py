"""Facts about support desks: which there are, who staffs them, which one helps with what."""

from __future__ import annotations

from knowledge.answering.facts.model import Fact, Facts, View
from knowledge.answering.wording import cite, label, low
from knowledge.outcome import Answer, Choice, Outcome
from knowledge.pack.model import Desk

_CONTEXT = ("bàn hỗ trợ", "lễ phát động", "hỗ trợ", "hướng dẫn", "cần", "giúp")


def add(facts: Facts) -> None:
    """Add the facts about support desks."""
    desks = facts.pack.pack.desks
    if not desks:
        return
    _list(facts, desks)
    _staff(facts, desks)
    for desk in desks:
        _desk(facts, desk)


def _list(facts: Facts, desks: list[Desk]) -> None:
    clauses = tuple(desk.clause for desk in desks)

    def render(view: View) -> Outcome:
        text = f"Tại lễ có {len(desks)} điểm hỗ trợ bà con:\n" + "\n".join(f"- {desk.name}" for desk in desks)
        choices = tuple(Choice(label(desk.name), f"q:desk.{desk.key}") for desk in desks[:6])
        return Answer(f"{text}\n{cite(facts.pack, clauses)}", clauses, ("desk.list",), choices)

    facts.found.append(
        Fact(
            "desk.list",
            "Có những bàn hỗ trợ nào?",
            frozenset({"LIST", "COUNT", "NAME", "TEXT", "DESK"}),
            ("bàn hỗ trợ", "bàn hỗ trợ lễ phát động", "các bàn hỗ trợ", "hỗ trợ trực tiếp tại lễ phát động"),
            render,
            context=("lễ phát động", "bố trí", "trực tiếp", "hướng dẫn", *(desk.name for desk in desks)),
            body=tuple(desk.name for desk in desks),
            entity="desks",
            also=("launch",),
            weight=1.03,
        )
    )


def _staff(facts: Facts, desks: list[Desk]) -> None:
    staff = facts.pack.pack.desks_staff
    if staff is None or staff.absent:
        return
    names = facts.unit_names(staff.units)

    def render(view: View) -> Outcome:
        text = f"Các bàn hỗ trợ do những đơn vị sau trực: {names or staff.text}."
        return Answer(f"{text}\n{cite(facts.pack, (staff.clause,))}", (staff.clause,), ("desk.staff",))

    facts.found.append(
        Fact(
            "desk.staff",
            "Ai trực các bàn hỗ trợ?",
            frozenset({"WHO", "LIST"}),
            (
                "bàn hỗ trợ",
                "trực bàn hỗ trợ",
                "người trực bàn hỗ trợ",
                "đơn vị thực hiện bàn hỗ trợ",
                "đứng bàn hỗ trợ",
            ),
            render,
            context=("lễ phát động", "trực", "ngồi", "đứng", "phục vụ", "phụ trách", names),
            entity="desks",
            also=("launch",),
        )
    )


def _desk(facts: Facts, desk: Desk) -> None:
    clauses = (desk.clause, *((desk.staff_clause,) if desk.staff_clause else ()))
    names = facts.unit_names(desk.staff)

    def render(view: View) -> Outcome:
        name = desk.name if desk.name.lower().startswith("bàn") else f"Điểm “{desk.name}”"
        if {"duty", "content", "what"} & set(view.asks):
            text = f"Tại lễ có {low(name)}: bà con đến đó được hướng dẫn trực tiếp."
        else:
            text = f"Bác đến {low(name)} tại lễ."
        if names:
            text += f"\nCác bàn do những đơn vị sau trực: {names}."
        choices = tuple(Choice("Hướng dẫn từng bước", f"g:{guide}") for guide in desk.guides[:1])
        return Answer(f"{text}\n{cite(facts.pack, clauses)}", clauses, (f"desk.{desk.key}",), choices)

    facts.found.append(
        Fact(
            f"desk.{desk.key}",
            desk.name,
            frozenset({"DESK", "WHO", "PLACE", "DUTY", "CONTENT", "WHAT"}),
            (desk.name, *desk.aliases),
            render,
            context=(*_CONTEXT, *desk.needs, names),
            body=(facts.words(desk.clause),),
            entity=f"desk:{desk.key}",
            also=("desks", "launch"),
            weight=0.95,
        )
    )

"""Facts about duties: what a unit must do, who does what, by when; and the plan's other clauses."""

from __future__ import annotations

from knowledge.answering.facts.absent import refuse
from knowledge.answering.facts.activities import add_detail
from knowledge.answering.facts.model import Fact, Facts, View
from knowledge.answering.wording import body_name, capital, cite, date_of, day, label, listed, sentence, shorten
from knowledge.outcome import Answer, Choice, Outcome
from knowledge.pack.model import Task, Unit
from knowledge.text import fold


def add(facts: Facts) -> None:
    """Add the facts about units and their tasks."""
    for unit in facts.pack.pack.units:
        own = [task for task in facts.pack.pack.tasks if unit.key in task.lead]
        helped = [task for task in facts.pack.pack.tasks if unit.key in task.with_]
        if own or helped:
            _unit(facts, unit, own or helped)
    for task in facts.pack.pack.tasks:
        _task(facts, task)
        for number, detail in enumerate(task.details):
            add_detail(
                facts,
                f"task.{task.key}.detail{number}",
                detail,
                (task.short, *task.topics, facts.unit_names(task.lead)),
                f"task.{task.key}",
                task.lead,
                tuple(f"unit:{unit}" for unit in task.lead),
            )


def _activities_of(facts: Facts, task: Task) -> tuple[str, ...]:
    """The activities a duty carries out: written in the same clause, or called by the same name."""
    names = {fold(name) for name in (task.short, *task.topics)}
    return tuple(
        activity.key
        for activity in facts.pack.pack.activities
        if activity.kind != "launch"
        and (
            task.clause == activity.clause
            or task.clause.startswith((f"{activity.clause} ", f"{activity.clause}."))
            or names & {fold(name) for name in (activity.name, *activity.aliases)}
        )
    )


def deadline_words(task: Task) -> str:
    """The deadline in the plan's own words; dates that merely follow from the event are never shown as the plan's."""
    deadline = task.deadline
    if not deadline.explicit or deadline.type == "none":
        return ""
    on = date_of(deadline.date)
    if deadline.type == "fixed" and on:
        return f"Thời hạn: {'trước' if deadline.op == 'before' else ''} ngày {day(on)}.".replace("  ", " ")
    return f"Thời gian: {deadline.text}." if deadline.text else ""


def _unit(facts: Facts, unit: Unit, tasks: list[Task]) -> None:
    tasks = list({task.text: task for task in reversed(tasks)}.values())[::-1]  # a duty written twice is told once
    leads = any(unit.key in task.lead for task in tasks)

    def render(view: View) -> Outcome:
        lines = [f"- {capital(sentence(task.text if len(task.text) <= 260 else task.short))}" for task in tasks]
        if sum(map(len, lines)) > 950:
            lines = [f"- {capital(sentence(task.text if len(task.text) <= 140 else task.short))}" for task in tasks]
        told, shown = listed(lines)
        clauses = tuple(task.clause for task in tasks[:shown])
        text = (
            f"Việc của {body_name(unit.name)}:\n{told}" if leads else f"{capital(unit.name)} cùng phối hợp làm:\n{told}"
        )
        choices = tuple(Choice(label(task.short), f"q:task.{task.key}") for task in tasks[:4]) if len(tasks) > 1 else ()
        return Answer(f"{text}\n{cite(facts.pack, clauses)}", clauses, (f"unit.{unit.key}.tasks",), choices)

    facts.found.append(
        Fact(
            f"unit.{unit.key}.tasks",
            f"{unit.name} làm gì?",
            frozenset({"DUTY", "LIST", "TEXT"}),
            (unit.name, *unit.aliases),
            render,
            context=("lễ phát động", "phong trào bình dân học vụ số", "nhiệm vụ", "kế hoạch"),
            body=tuple(task.text for task in tasks),
            entity=f"unit:{unit.key}",
        )
    )


def _task(facts: Facts, task: Task) -> None:
    names = facts.unit_names(task.lead)
    key = f"task.{task.key}"

    def render(view: View) -> Outcome:
        dated = deadline_words(task)
        wants_time = set(view.asks) & {"deadline", "date", "when", "hour"} and not set(view.asks) & {"who", "duty"}
        if wants_time and not dated:
            return refuse(facts, f"Kế hoạch chưa nêu thời hạn cho việc “{task.short}”", (task.clause,))
        if wants_time and set(view.asks) == {"hour"}:
            return refuse(facts, f"Kế hoạch chưa nêu giờ cho việc “{task.short}”", (task.clause,))
        helpers = facts.unit_names(task.with_) or ", ".join(task.with_text)
        if "partner" in view.asks and "who" not in view.asks and task.role == "lead":
            if not helpers:
                return refuse(facts, f"Kế hoạch chưa nêu đơn vị phối hợp việc “{task.short}”", (task.clause,))
            text = f"{capital(helpers)} phối hợp.\nViệc: {sentence(task.short)}"
            text += f"\nĐơn vị phụ trách: {names}." if names else ""
            return Answer(f"{text}\n{cite(facts.pack, (task.clause,))}", (task.clause,), (key,))
        words = sentence(task.text if len(task.text) <= 700 else task.short)
        if not names:
            text = f"Kế hoạch nêu việc này, chưa ghi đơn vị: {words}"
        elif task.text.startswith(names):
            text = words
        else:
            text = f"{capital(names)} {'phối hợp' if task.role == 'support' else 'phụ trách'}: {words}"
        if helpers and task.role == "lead":
            text += f"\nCùng phối hợp: {helpers}."
        text += f"\n{dated}" if dated and (task.deadline.text or dated) not in words else ""
        return Answer(f"{text}\n{cite(facts.pack, (task.clause,))}", (task.clause,), (key,))

    answers = {"WHO", "TASK", "PARTNER"} if task.lead else {"TASK"}
    if task.deadline.explicit:
        answers.add("DEADLINE")
        if task.deadline.type in ("fixed", "window", "recurring"):
            answers.add("WHEN")
    facts.found.append(
        Fact(
            key,
            task.short,
            frozenset(answers),
            (*task.topics, task.short, *task.parts),
            render,
            context=("phụ trách", "chuẩn bị", "lễ phát động", "đơn vị", names, facts.unit_names(task.with_)),
            body=(task.text,),
            entity=key,
            doers=frozenset(task.lead) | frozenset(task.with_),
            also=(*_activities_of(facts, task), *(f"unit:{unit}" for unit in task.lead)),
            weight=(1.0 if task.role == "lead" else 0.93) * (1.0 if task.scope == "assignment" else 0.9),
        )
    )


def add_clauses(facts: Facts) -> None:
    """Every clause of the plan in its own words, for what no typed fact holds."""
    for clause in facts.pack.clauses.values():
        if len(clause.text) < 40 or clause.address.split(" ")[0] in (
            "header",
            "footer",
            "recipients",
            "title",
            "preamble",
        ):
            continue

        def render(view: View, address: str = clause.address, text: str = clause.text) -> Outcome:
            return Answer(
                f"Kế hoạch ghi: “{shorten(text)}”\n{cite(facts.pack, (address,))}",
                (address,),
                (f"clause.{address}",),
            )

        facts.found.append(
            Fact(
                f"clause.{clause.address}",
                label(clause.text),
                frozenset({"TEXT", "LIST", "WHO", "NAME", "DUTY"}),
                (),
                render,
                body=(clause.text,),
                weight=0.8,
            )
        )

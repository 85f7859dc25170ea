"""What asks for the facts about units and their duties."""

from __future__ import annotations

from knowledge.answering.facts.tasks import deadline_words
from knowledge.answering.wants.details import add_details
from knowledge.answering.wants.model import Names, Wants, own
from knowledge.answering.wording import date_of, day
from knowledge.pack.model import Task, Unit


def add(wants: Wants) -> None:
    """Let families ask for every unit and every duty."""
    pack = wants.pack.pack
    for unit in pack.units:
        others = [(other.name, *other.aliases) for other in pack.units if other is not unit]
        _unit(wants, unit, own((unit.name, *unit.aliases), others))
    for task in pack.tasks:
        others = [(other.short, *other.topics) for other in pack.tasks if other is not task]
        _task(wants, task, own((*task.topics, task.short), others))
        add_details(wants, f"task.{task.key}", task.details)


def _unit(wants: Wants, unit: Unit, names: Names) -> None:
    key = f"unit.{unit.key}.tasks"
    tasks = [task for task in wants.pack.pack.tasks if unit.key in task.lead]
    wants.add(key, "unit.tasks", unit=names)
    wants.add(key, "unit.count", unit=names)
    dated = [task for task in tasks if deadline_words(task)]
    if dated:
        says = [_when(dated[0])] if len(dated) == 1 else []
        wants.add(key, "unit.deadline", keys=_keys(dated), says=says, unit=names)
    helping = [task for task in wants.pack.pack.tasks if unit.key in task.with_]
    helped = [task for task in tasks if task.with_ or task.with_text or task.role == "support"]
    if helped:
        wants.add(key, "unit.partner", keys=_keys([*helped, *helping]), unit=names)


def _keys(tasks: list[Task]) -> Names:
    """Keys of duties and of their small facts."""
    return tuple(
        key
        for task in tasks
        for key in (f"task.{task.key}", *(f"task.{task.key}.detail{n}" for n in range(len(task.details))))
    )


def _when(task: Task) -> str | None:
    on = date_of(task.deadline.date)
    return day(on) if task.deadline.type == "fixed" and on else task.deadline.text


def _helpers(wants: Wants, task: Task) -> Names:
    return wants.unit_names(task.with_) or tuple(task.with_text)


def _task(wants: Wants, task: Task, names: Names) -> None:
    key, leads, helpers = f"task.{task.key}", wants.unit_names(task.lead), _helpers(wants, task)
    dated = bool(deadline_words(task))
    wants.add(key, "task.who", says=leads, task=names)
    wants.add(key, "task.deadline", says=[_when(task)] if dated else [], silent=not dated, task=names)
    if task.role == "lead":
        wants.add(key, "task.partner", says=helpers, silent=not helpers, task=names)
    if leads:
        first = wants.pack.units[task.lead[0]]
        wants.add(key, "yesno.unit", says=leads[:1], unit=(first.name, *first.aliases[:3]), task=names)

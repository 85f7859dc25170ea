"""All facts of a pack, family by family. A new pack gets every question these families answer, without code."""

from __future__ import annotations

from knowledge.answering.facts import absent, activities, desks, lists, people, plan, programme, tasks
from knowledge.answering.facts.model import Fact, Facts
from knowledge.pack.loading import LoadedPack


def facts_of(pack: LoadedPack) -> Facts:
    """The facts of a pack; `Facts.found` in the order of the families."""
    facts = Facts(pack)
    for family in (activities, lists, people, programme, desks, plan, tasks, absent):
        family.add(facts)
    tasks.add_clauses(facts)
    return facts


__all__ = ["Fact", "Facts", "facts_of"]

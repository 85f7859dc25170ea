"""What the plan leaves open: an honest refusal, with whom to ask."""

from __future__ import annotations

from knowledge.answering.facts.model import Fact, Facts, View
from knowledge.answering.wording import capital, cite, sentence, updated_on
from knowledge.outcome import Outcome, Refuse

_ASKED = {
    kind: frozenset({kind.upper()}) for kind in ("count", "duration", "percent", "name", "age", "date", "who")
} | {
    "price": frozenset({"MONEY"}),
    "where": frozenset({"PLACE"}),
    "text": frozenset({"TEXT", "WHAT", "FORM"}),
}


def add(facts: Facts) -> None:
    """Add what people ask for and the plan leaves open."""
    for number, gap in enumerate(facts.pack.pack.left_open):

        def render(view: View, number: int = number) -> Outcome:
            chosen = facts.pack.pack.left_open[number]
            return refuse(facts, chosen.says, (chosen.clause,))

        facts.found.append(
            Fact(
                f"open.{number}",
                capital(gap.about[0]),
                _ASKED[gap.kind],
                tuple(gap.about),
                render,
                context=("lễ phát động", "kế hoạch"),
                body=(gap.says,),
            )
        )


def refuse(facts: Facts, absent: str, clauses: tuple[str, ...]) -> Refuse:
    """An honest "the plan does not say", with whom to ask."""
    text = f"{sentence(absent)} {ask_whom(facts)}\n{cite(facts.pack, clauses)}"
    return Refuse(text, "plan_silent", clauses)


def ask_whom(facts: Facts) -> str:
    """Whom to ask when the plan is silent: the plan's own contact, otherwise its issuing body."""
    contact = facts.pack.pack.plan.contact
    name = facts.unit_names(contact.units) if contact else ""
    changed = next((one for one in facts.pack.corrections if one.field == "contact"), None)
    if changed is None:
        return f"Bác vui lòng hỏi {name or f'UBND {facts.pack.pack.locality.name}'}."
    planned = facts.pack.as_planned.plan.contact
    says = facts.unit_names(planned.units) if planned else ""
    before = f"kế hoạch ghi {says}; " if says else ""
    return f"Bác vui lòng hỏi {changed.value} ({before}{updated_on(changed.on)})."

"""What asks for the facts about the document: number, signer, basis, budget, targets, themes, reports."""

from __future__ import annotations

from knowledge.answering.wants.details import add_details
from knowledge.answering.wants.model import Wants, own, without
from knowledge.answering.wording import date_of, day
from knowledge.pack.model import Document, Report, Target, Theme

_FIELDS = {
    "number": ("plan.number",),
    "date": ("plan.date",),
    "signer": ("plan.signer",),
    "signer_role": ("plan.signer_role",),
    "body": ("plan.issuer",),
    "title": ("plan.title",),
    "budget": ("budget.source", "budget.who"),
    "recipients": ("plan.recipients",),
    "basis": ("plan.basis",),
    "purpose": ("plan.purpose",),
}


def add(wants: Wants) -> None:
    """Let families ask for the document and what it sets."""
    pack = wants.pack.pack
    for part, families in _FIELDS.items():
        for family in families:
            wants.add(f"plan.{part}", family)
    add_details(wants, "plan", pack.details)
    for number, document in enumerate(pack.plan.basis):
        others = [other.aliases for other in pack.plan.basis if other is not document]
        _document(wants, f"plan.basis{number}", document, others)
    _targets(wants, pack.targets)
    _themes(wants, pack.themes)
    for number, report in enumerate(pack.reports):
        _report(wants, f"report.{number}", report)


def _document(wants: Wants, key: str, document: Document, others: list[list[str]]) -> None:
    names, on = own(document.aliases or (document.number,), others), date_of(document.date)
    wants.add(key, "document.about", says=[document.about], document=names)
    wants.add(key, "document.issuer", says=[document.issuer], document=names)
    if on:
        wants.add(key, "document.date", says=[day(on)], document=names)
    if "/TTr" in document.number:
        wants.add(key, "plan.proposer", says=[document.number])


def _targets(wants: Wants, targets: list[Target]) -> None:
    wants.add("target.list", "target.list")
    years = sorted({target.by[:4] for target in targets})
    for year in years:
        same = [f"target.{number}" for number, target in enumerate(targets) if target.by.startswith(year)]
        wants.add("target.list", "target.year", keys=["target.list", *same], year=[year])
        last = date_of(max(target.by for target in targets if target.by.startswith(year)))
        wants.add(
            "target.list",
            "target.deadline",
            keys=["target.list", *same],
            says=[day(last) if last else None],
            year=[year],
        )
    for number, target in enumerate(targets):
        key, year = f"target.{number}", target.by[:4]
        groups = (target.group, *target.aliases)
        percent = f"{target.percent}%" if target.percent is not None else None
        wants.add(key, "target.percent", says=[percent], group=groups, topic=_topics(target, targets), year=[year])
        alike = [f"target.{n}" for n, other in enumerate(targets) if set(other.aliases) & set(target.aliases)]
        wants.add(key, "target.group", keys=alike or [key], group=groups)
        _compared(wants, number, targets)


def _compared(wants: Wants, number: int, targets: list[Target]) -> None:
    """A target beside the same one of a later year."""
    target = targets[number]
    alike = [n for n, other in enumerate(targets) if n != number and set(other.aliases) & set(target.aliases)]
    later = [n for n in alike if targets[n].by > target.by and targets[n].topic[:1] == target.topic[:1]]
    if later and target.percent is not None:
        names: tuple[str, ...] = (target.group, *target.aliases)
        if any(targets[n].by == target.by for n in alike):  # "người dân" has two: which one must be said
            names = tuple(f"{name} {target.topic[0]}" for name in names)
        keys = [f"target.{number}", f"target.{later[0]}"]
        says = [f"{target.percent}%", f"{targets[later[0]].percent}%"]
        wants.add(keys[0], "compare.targets", keys=keys, says=says, group=names)


def _topics(target: Target, targets: list[Target]) -> tuple[str, ...]:
    """Topics that belong to no other target of the same group and year."""
    alike = [other for other in targets if other is not target and other.by == target.by]
    return own(target.topic, [other.topic for other in alike if set(other.aliases) & set(target.aliases)])


def _themes(wants: Wants, themes: list[Theme]) -> None:
    wants.add("theme.list", "theme.list")
    for number, theme in enumerate(themes):
        called = [alias for alias in theme.aliases if alias.startswith("chủ đề ")]
        names = (f"{theme.of} của {theme.place}", *without("chủ đề", called))
        wants.add(f"theme.{number}", "theme", says=[theme.text], of=names)


def _report(wants: Wants, key: str, report: Report) -> None:
    names, by = report.aliases or ("báo cáo",), date_of(report.by)
    when = day(by) if by else report.rhythm
    wants.add(key, "report.deadline", says=[when], silent=when is None, report=names)
    wants.add(key, "report.who", says=wants.unit_names(report.who), report=names)
    wants.add(key, "report.to", says=[report.to], report=names)

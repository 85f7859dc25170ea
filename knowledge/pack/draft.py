"""A pack in the draft format (bản nháp) of plan readers and their scorer: plain values, ISO dates, null for open.

The format: `plan`, `events`, `programme`, `attendees`, `desks`, `campaigns`, `activities`, `targets`, `themes`,
`budget`, `units`, `tasks` and `findings`; units appear by name. `plan.clauses` names the clause of each plan value.
"""

from __future__ import annotations

from typing import Any

from knowledge.pack.findings import find_slips
from knowledge.pack.loading import LoadedPack
from knowledge.pack.model import Activity, Cited, PlanData, Task, Who


def draft_of(loaded: LoadedPack) -> dict[str, Any]:
    """The pack as plain data, ready for YAML. Expects a pack without errors (see `knowledge.pack.check`)."""
    pack = loaded.pack
    rest = [activity for activity in pack.activities if activity.kind not in ("launch", "campaign")]
    return {
        "plan": _plan(loaded),
        "events": [_event(loaded, activity) for activity in pack.activities if activity.kind == "launch"],
        "programme": [
            {"order": item.order, "item": item.item, "owner": _owner(loaded, item.owner), "clause": item.clause}
            for item in pack.programme
        ],
        "attendees": [
            {"group": group.name, "count": group.count, "clause": group.clause}
            for attendees in pack.attendees
            for group in attendees.groups
        ],
        "desks": [
            {"name": desk.name, "staff": _desk_staff(loaded, desk.staff), "clause": desk.clause} for desk in pack.desks
        ],
        "campaigns": [_work(loaded, activity) for activity in pack.activities if activity.kind == "campaign"],
        "activities": [_work(loaded, activity) for activity in rest],
        "targets": [
            {
                "group": target.group,
                "percent": target.percent,
                "by": target.by,
                "text": target.text,
                "clause": target.clause,
            }
            for target in pack.targets
        ],
        "themes": [
            {"of": theme.of, "place": theme.place, "text": theme.text, "clause": theme.clause} for theme in pack.themes
        ],
        "budget": {"text": pack.budget.quote or pack.budget.value, "clause": pack.budget.clause},
        "units": [{"name": unit.name, "aliases": list(unit.aliases)} for unit in pack.units],
        "tasks": [_task(loaded, task) for task in pack.tasks],
        "findings": [
            {"kind": slip.kind, "message": slip.message, "clauses": list(slip.clauses)} for slip in find_slips(loaded)
        ],
    }


def _plan(loaded: LoadedPack) -> dict[str, Any]:
    plan: PlanData = loaded.pack.plan
    cited: dict[str, Cited] = {
        "issuing_body": plan.issuing_body,
        "number": plan.number,
        "date": plan.date,
        "title": plan.title,
        "signer": plan.signer,
    }
    locality = loaded.pack.locality
    values = {name: value.value for name, value in cited.items()}
    clauses = {name: value.clause for name, value in cited.items()}
    return {**values, "level": locality.level, "province": locality.province, "clauses": clauses}


def _event(loaded: LoadedPack, activity: Activity) -> dict[str, Any]:
    when = activity.when
    known = when.start if when.kind in ("moment", "day") else None
    spans = when.kind in ("week", "window", "month", "vague") and when.start is not None
    venue = [cited.value for cited in (activity.venue, activity.address) if cited and cited.value]
    return {
        "name": activity.name,
        "start": known if when.kind == "moment" else None,
        "end": when.end if when.kind == "moment" else None,
        "date": known[:10] if known else None,
        "window": {"start": when.start, "end": when.end} if spans else None,
        "venue": ", ".join(venue) or None,
        "form": activity.form.value if activity.form else None,
        "organiser": _who(loaded, activity.organiser),
        "chair": activity.chair.value if activity.chair else None,
        "clause": activity.clause,
    }


def _work(loaded: LoadedPack, activity: Activity) -> dict[str, Any]:
    when = activity.when
    return {
        "name": activity.name,
        "start": when.start,
        "end": when.end,
        "units": _who(loaded, activity.organiser),
        "clause": activity.clause,
    }


def _task(loaded: LoadedPack, task: Task) -> dict[str, Any]:
    deadline = task.deadline
    return {
        "lead": _names(loaded, task.lead),
        "with": [*_names(loaded, task.with_), *task.with_text],
        "role": task.role,
        "scope": task.scope,
        "text": task.text,
        "clause": task.clause,
        "deadline": {
            "type": deadline.type,
            "op": deadline.op if deadline.op in ("before", "by") else None,
            "date": deadline.date,
            "start": deadline.start,
            "end": deadline.end,
            "relation": deadline.relation,
            "explicit": deadline.explicit,
            "text": deadline.text,
        },
    }


def _names(loaded: LoadedPack, keys: list[str]) -> list[str]:
    return [loaded.units[key].name for key in keys]


def _owner(loaded: LoadedPack, keys: list[str]) -> str | None:
    return ", ".join(_names(loaded, keys)) or None


def _who(loaded: LoadedPack, who: Who | None) -> list[str]:
    if who is None:
        return []
    return _names(loaded, who.units) or [text for text in [who.text] if text]


def _desk_staff(loaded: LoadedPack, own: list[str]) -> list[str]:
    """A desk without staff of its own is kept by those the plan names for all desks."""
    return _names(loaded, own) or _who(loaded, loaded.pack.desks_staff)

"""What asks for the facts about the launch: the ceremony, who attends, the programme, the desks."""

from __future__ import annotations

import datetime as dt

from knowledge.answering.facts.people import SIDES
from knowledge.answering.wants.activities import lasting_keys, names_of
from knowledge.answering.wants.details import add_details
from knowledge.answering.wants.model import Names, Wants, own
from knowledge.answering.wording import WEEKDAYS, clock_time, date_of, day, moment, tense
from knowledge.pack.model import Activity, Attendees, Desk, Item

_LEVELS = {"province": "tỉnh", "locality": "địa phương", "guest": "khách mời", "mobilised": "được huy động"}


def add(wants: Wants, now: dt.datetime) -> None:
    """Let families ask for the launch and what belongs to it. ``now`` is aware and sets the tense to be told."""
    launch = wants.pack.launch
    if launch is not None:
        _times(wants, launch, now)
        _place(wants, launch)
        _people(wants, launch)
        add_details(wants, "launch", launch.details)
    for attendees in wants.pack.pack.attendees:
        _attendees(wants, attendees)
    _programme(wants, wants.pack.pack.programme)
    _desks(wants, wants.pack.pack.desks, _hour(launch))


def _hour(launch: Activity | None) -> str | None:
    at = moment(launch.when.start) if launch is not None and launch.when.kind == "moment" else None
    return clock_time(at) if at else None


def _times(wants: Wants, launch: Activity, now: dt.datetime) -> None:
    key, when, hour = "launch.when", launch.when, _hour(launch)
    start = date_of(when.start) if when.kind in ("moment", "day") else None
    wants.add(key, "launch.when", silent=when.kind == "absent")
    wants.add(key, "launch.date", says=[day(start) if start else None], silent=when.kind == "absent")
    wants.add(key, "launch.hour", says=[hour], silent=hour is None)
    wants.add(key, "launch.weekday", says=[WEEKDAYS[start.weekday()] if start else None], silent=start is None)
    wants.add(key, "launch.duration", keys=lasting_keys(launch))
    wants.add(key, "launch.end", silent=when.end is None or when.kind not in ("window", "day"))
    wants.add(key, "launch.remaining", says=[tense(when, now)], silent=when.kind == "absent")
    if hour and start:
        part = "sáng" if int(hour.split()[0]) < 11 else "chiều"
        wants.add(key, "yesno.part_of_day", says=["Dạ đúng", hour], part=[part])
        wants.add(key, "yesno.date", says=["Dạ đúng", day(start)], date=[f"{start.day}/{start.month}"])
        venue = launch.venue.value if launch.venue else None
        wants.add(key, "two.when_place", says=[hour, venue])
        desks = wants.pack.pack.desks
        if desks:
            wants.add(key, "two.desk_time", keys=[key, "desk.list"], says=[hour, desks[0].name])


def _place(wants: Wants, launch: Activity) -> None:
    key = "launch.venue"
    venue = launch.venue.value if launch.venue else None
    wants.add(key, "launch.venue", says=[venue], silent=venue is None)
    if venue is None:
        wants.add(key, "launch.address", silent=True)
        return
    address = launch.address
    wants.add(key, "launch.address", says=[address.value or address.absent] if address else [])
    wants.add(key, "yesno.venue", says=["Dạ đúng", venue], venue=[venue])


def _people(wants: Wants, launch: Activity) -> None:
    wants.who("launch.organiser", "launch.organiser", launch.organiser)
    wants.who("launch.partners", "launch.partner", launch.partners or launch.supporters)
    for part, value in (("chair", launch.chair), ("form", launch.form), ("audience", launch.audience)):
        if value is not None:
            wants.add(f"launch.{part}", f"launch.{part}", says=[value.value], silent=value.value is None)
    wants.add("launch.content", "programme.all")
    wants.add("launch.overview", "launch.overview")


def _attendees(wants: Wants, attendees: Attendees) -> None:
    launch = attendees.activity == "launch"
    prefix = "attendees" if launch else f"attendees.{attendees.activity}"
    activity = (
        {} if launch else {"activity": names_of(wants.pack.activities[attendees.activity], wants.pack.pack.activities)}
    )
    count, who = ("launch.headcount", "launch.attendees") if launch else ("activity.count", "activity.audience")
    total = str(attendees.total) if attendees.total is not None else None
    wants.add(f"{prefix}.total", count, activity, says=[total])
    both = [f"{prefix}.list", f"{prefix}.who"]
    for key in both:
        wants.add(key, who, activity, keys=[*both, f"{attendees.activity}.audience"])
    for side in SIDES:
        level = wants.pack.pack.locality.level if side == "locality" else _LEVELS[side]
        wants.add(f"{prefix}.{side}", "attendees.by_level", level=[level])
    for number, group in enumerate(attendees.groups):
        others = [(other.name, *other.aliases) for other in attendees.groups if other is not group]
        key, names = f"{prefix}.group{number}", own(group.aliases or (group.name,), others)
        if not launch:
            wants.add(key, "activity.group", activity, says=[group.name], group=names)
            continue
        wants.add(key, "attendees.invited", says=[group.name], group=names)
        counted = str(group.count) if group.count else None
        wants.add(key, "attendees.group_count", says=[counted], silent=counted is None, group=names)
        if group.each:
            wants.add(key, "quota", says=[group.each], group=[group.each.removeprefix("mỗi ").split("/")[0]])


def _programme(wants: Wants, items: list[Item]) -> None:
    if not items:
        return
    wants.add("programme", "programme.all")
    wants.add("programme.count", "programme.count", says=[f"{len(items)} mục"])
    wants.add(f"programme.{items[0].order}", "programme.first", says=[items[0].item])
    wants.add(f"programme.{items[-1].order}", "programme.last", says=[items[-1].item])
    wants.add("programme.speeches", "programme.speaker", item=["phát biểu"])
    wants.add("programme.responses", "programme.speaker", item=["phát biểu hưởng ứng"])
    for at, item in enumerate(items):
        others = [(other.item, *other.aliases) for other in items if other is not item]
        names = own(item.aliases or (item.item,), others)
        after = items[at + 1].item if at + 1 < len(items) else "mục cuối"
        _item(wants, item, names)
        wants.add(f"programme.{item.order}", "programme.next", says=[after], item=names)
        if at:
            key = f"programme.{item.order}"
            wants.add(
                key,
                "programme.before",
                keys=[key, f"programme.{items[at - 1].order}"],
                says=[items[at - 1].item],
                item=names,
            )


def _item(wants: Wants, item: Item, names: Names) -> None:
    key = f"programme.{item.order}"
    lasting = item.duration.value if item.duration else None
    wants.add(key, "programme.item", says=[item.item], item=names)
    wants.add(key, "programme.duration", says=[lasting], silent=lasting is None, item=names)
    if item.kind == "speech":
        wants.add(key, "programme.speaker", says=wants.unit_names(item.owner), item=names)
    if item.kind == "film":
        wants.add(key, "programme.film", says=[item.item])
    if item.kind == "signing":
        wants.add(key, "programme.signing", says=[item.item])


def _desks(wants: Wants, desks: list[Desk], hour: str | None) -> None:
    wants.add("desk.list", "desk.list")
    wants.add("desk.list", "desk.count", says=[str(len(desks))])
    wants.add("desk.list", "desk.place", keys=["desk.list", "launch.venue"])
    wants.add("desk.staff", "desk.staff", desk=["các bàn hỗ trợ", "bàn hỗ trợ", "mấy bàn hướng dẫn"])
    for desk in desks:
        key, staff = f"desk.{desk.key}", wants.unit_names(desk.staff)
        names = own(
            desk.aliases or (desk.name,), [(other.name, *other.aliases) for other in desks if other is not desk]
        )
        needs = own(desk.needs, [other.needs for other in desks if other is not desk])
        wants.add(key, "desk.for_need", need=needs)
        wants.add(key, "desk.about", desk=names)
        wants.add(key, "desk.staff", keys=[key, "desk.staff"], says=staff, desk=names)
        if hour:
            wants.add(key, "two.desk_time_for_need", keys=[key], says=[hour], need=needs)

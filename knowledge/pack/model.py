"""A pack (gói nội dung): what the assistant knows of one official plan, each value with its clause.

A pack is two files in one folder: `plan.txt`, the plan's own words, one clause a line (`knowledge.pack.clauses`), and
`pack.yaml`, the typed reading of it (the classes below). Rules that hold for every value:

- ``clause`` names the line of `plan.txt` the value rests on, e.g. ``II.7.2``, ``VI.3 gạch 1``, ``header``, ``footer``.
- ``quote`` holds the plan's own words when ``value`` words them differently; without a quote the value itself must
  stand in the clause. `knowledge.pack.check` proves it.
- ``absent`` says, in a sentence an official could sign, that the plan leaves the value open. Nothing is guessed.

Dates are ISO dates, moments are ISO date-times of Asia/Ho_Chi_Minh (+07:00).
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from knowledge.pack.days import Day, DayOrMoment


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _keep_text(value: object) -> object:
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


Text = Annotated[str, BeforeValidator(_keep_text)]


class Cited(_Model):
    """A text value (dữ kiện) with its clause; ``value`` is None exactly when ``absent`` says it is left open."""

    clause: Text
    value: Text | None = None
    quote: Text | None = None
    absent: Text | None = None

    @model_validator(mode="after")
    def _value_or_absent(self) -> Cited:
        if (self.value is None) == (self.absent is None):
            raise ValueError("cần đúng một trong hai: value (giá trị) hoặc absent (kế hoạch chưa nêu)")
        return self


class CitedDate(Cited):
    """A date with its clause; ``value`` is ISO (2025-10-04), ``quote`` the plan's words."""

    value: Day | None = None

    @property
    def on(self) -> dt.date | None:
        return dt.date.fromisoformat(self.value) if self.value else None


class When(_Model):
    """When something takes place (thời gian).

    ``kind``: ``moment`` (day and hour known), ``day``, ``window`` (from … to …; ``end`` may be open), ``week``,
    ``month``, ``vague`` ("đầu tháng 11"), ``continuous`` ("thường xuyên"), ``external`` (fixed elsewhere: "theo Giấy
    mời"), ``absent`` (the plan does not say). ``text`` is the plan's own wording; ``start``/``end`` are ISO dates or
    moments and also bound weeks and months. ``also_continuous``: "… và thường xuyên". ``missing``: what is left open.
    """

    clause: Text
    kind: Literal["moment", "day", "window", "week", "month", "vague", "continuous", "external", "absent"]
    text: Text | None = None
    start: DayOrMoment | None = None
    end: DayOrMoment | None = None
    weekday: Text | None = None
    duration: Text | None = None
    also_continuous: bool = False
    planned: bool = False
    missing: list[Literal["day", "hour", "end"]] = []
    absent: Text | None = None


class Who(_Model):
    """Who does something: keys of `units`, or free text when the plan names no unit of its own."""

    clause: Text
    units: list[str] = []
    text: Text | None = None
    quote: Text | None = None
    absent: Text | None = None


class Detail(_Model):
    """One small fact about its owner that no other field holds (số liệu, tên gọi).

    ``about``: the noun phrases by which people ask for it ("số tổ luân phiên", "mỗi tổ trực bao lâu"): words of the
    subject, not whole questions. ``kind`` says which question it answers: how many (count), how long (duration), how
    much in percent, which name, which age, which price, which day (date), who, where, yes/no or plain text.
    """

    clause: Text
    kind: Literal["count", "duration", "percent", "name", "age", "price", "date", "who", "where", "text"]
    about: list[Text]
    value: Text
    quote: Text | None = None
    units: list[str] = []


class Activity(_Model):
    """A ceremony, class, campaign, model or conference of the plan (hoạt động)."""

    key: str
    kind: Literal["launch", "training", "campaign", "model", "conference", "communication", "service", "other"]
    name: Text
    aliases: list[Text] = []
    clause: Text
    quote: Text | None = None
    level: Cited | None = None
    when: When
    venue: Cited | None = None
    address: Cited | None = None
    form: Cited | None = None
    organiser: Who | None = None
    partners: Who | None = None
    supporters: Who | None = None
    chair: Cited | None = None
    audience: Cited | None = None
    content: Cited | None = None
    details: list[Detail] = []


class Group(_Model):
    """People who attend (thành phần); ``side``: province, locality, guest (khách mời) or mobilised (huy động)."""

    name: Text
    clause: Text
    aliases: list[Text] = []
    side: Literal["province", "locality", "guest", "mobilised"]
    count: int | None = None
    each: Text | None = None
    unit: str | None = None


class Attendees(_Model):
    """Who is to attend which activity; ``total`` is the plan's own figure, ``about`` its wording ("khoảng")."""

    activity: str = "launch"
    clause: Text
    total: int | None = None
    total_quote: Text | None = None
    approximate: bool = False
    groups: list[Group]


class Item(_Model):
    """A programme item (mục chương trình), in the plan's order."""

    order: int
    item: Text
    clause: Text
    kind: Literal[
        "art", "welcome", "opening", "film", "speech", "rite", "signing", "model", "talk", "training", "other"
    ]
    aliases: list[Text] = []
    title: Text | None = None
    owner: list[str] = []
    owner_clause: Text | None = None
    duration: Cited | None = None


class Desk(_Model):
    """A support desk (bàn hỗ trợ). ``needs``: what people come for, in their words; ``guides``: slugs that fit."""

    key: str
    name: Text
    clause: Text
    aliases: list[Text] = []
    needs: list[Text] = []
    guides: list[str] = []
    staff: list[str] = []
    staff_clause: Text | None = None


class Target(_Model):
    """A target (chỉ tiêu). ``by``: the last day it is due; ``percent`` a number, ``over`` when the plan says "trên"."""

    clause: Text
    by: Day
    group: Text
    aliases: list[Text] = []
    percent: int | None = None
    over: bool = False
    text: Text
    topic: list[Text] = []


class Theme(_Model):
    """A theme (chủ đề): of which day, for which place."""

    clause: Text
    of: Text
    place: Text
    text: Text
    aliases: list[Text] = []


class Document(_Model):
    """A document the plan rests on (căn cứ)."""

    number: Text
    issuer: Text
    date: Day | None = None
    about: Text
    clause: Text
    quote: Text | None = None
    aliases: list[Text] = []


class Report(_Model):
    """A report somebody owes (báo cáo)."""

    clause: Text
    who: list[str]
    to: Text
    about: Text
    by: Day | None = None
    op: Literal["before", "by"] | None = None
    quote: Text
    rhythm: Text | None = None
    aliases: list[Text] = []


class LeftOpen(_Model):
    """Something people ask for that the plan leaves open (điều kế hoạch chưa nêu).

    ``about``: the noun phrases by which people ask for it; ``kind`` as in `Detail`; ``says``: the honest sentence, told
    as it stands ("Kế hoạch chưa nêu đơn vị làm phóng sự"); ``clause``: the clause that speaks of the matter.
    """

    clause: Text
    kind: Literal["count", "duration", "percent", "name", "age", "price", "date", "who", "where", "text"]
    about: list[Text]
    says: Text


class Deadline(_Model):
    """A task's deadline (thời hạn), ``op: before`` is strict: the last safe day is the day before."""

    type: Literal["fixed", "event", "window", "recurring", "continuous", "none"] = "none"
    op: Literal["before", "by", "on"] | None = None
    date: DayOrMoment | None = None
    start: DayOrMoment | None = None
    end: DayOrMoment | None = None
    relation: Literal["before", "during", "at", "after"] | None = None
    activity: str | None = None
    explicit: bool = False
    text: Text | None = None


class Task(_Model):
    """A duty (nhiệm vụ): one bullet, table row, or sentence of prose duties.

    ``text`` is the plan's own words, whole; ``short`` at most 90 characters for a list. ``lead`` and ``with`` hold unit
    keys; ``with_text`` helpers that are no unit of this plan. A duty without a unit keeps ``lead`` empty.
    """

    key: str
    clause: Text
    scope: Literal["assignment", "activity"]
    lead: list[str] = []
    with_: list[str] = Field(default=[], alias="with")
    with_text: list[Text] = []
    role: Literal["lead", "support"] = "lead"
    text: Text
    short: Text
    topics: list[Text] = []
    parts: list[Text] = []
    deadline: Deadline = Deadline()
    details: list[Detail] = []


class Unit(_Model):
    """A body with duties or a part in the plan (đơn vị).

    ``kind`` points to the nicknames all localities share (`knowledge/words/units.yaml`); ``aliases`` are this
    plan's own ways of writing it.
    """

    key: str
    name: Text
    kind: str
    aliases: list[Text] = []


class Finding(_Model):
    """Something in the plan an official should look at (điểm cần xem lại): a contradiction or a gap."""

    kind: Literal["sum", "weekday", "window", "order", "gap", "owner", "duplicate", "torn", "wording"]
    message: Text
    clauses: list[Text]


class PlanData(_Model):
    """The document itself (kế hoạch)."""

    issuing_body: Cited
    number: Cited
    date: CitedDate
    title: Cited
    signer: Cited
    signer_role: Cited | None = None
    recipients: list[Text]
    recipients_clause: Text = "footer"
    basis: list[Document]
    purpose: list[Cited] = []
    contact: Who | None = None


class Locality(_Model):
    """The locality (địa phương) the pack speaks for. ``year``: the year a bare day belongs to."""

    slug: str
    name: Text
    level: Literal["phường", "xã", "tỉnh"]
    place: Text
    province: Text
    aliases: list[Text]
    year: int


class Pack(_Model):
    """All that is known of one plan. See the module's docstring for the rules of values."""

    version: int
    locality: Locality
    plan: PlanData
    units: list[Unit]
    activities: list[Activity]
    attendees: list[Attendees] = []
    programme: list[Item] = []
    desks: list[Desk] = []
    desks_staff: Who | None = None
    targets: list[Target] = []
    themes: list[Theme] = []
    budget: Cited
    reports: list[Report] = []
    details: list[Detail] = []
    left_open: list[LeftOpen] = []
    gaps: list[Finding] = []
    tasks: list[Task]

    @model_validator(mode="after")
    def _keys_are_unique(self) -> Pack:
        for field in ("units", "activities", "desks", "tasks"):
            keys = [item.key for item in getattr(self, field)]
            twice = sorted({key for key in keys if keys.count(key) > 1})
            if twice:
                raise ValueError(f"{field}: khóa dùng hai lần: {', '.join(twice)}")
        return self

"""The model of a guide (hướng dẫn): what one file of `knowledge/guides/` holds, and how it is put into words.

Every value of money, time limit, phone number, web address or app carries a status: ``C`` confirmed in a source,
``S`` seen in secondary material only, ``U`` unconfirmed. Only ``C`` values are ever shown; the others wait in the file
for a local person to confirm them. `knowledge.guides.checking` proves it.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

INTRODUCTION_MAX = 900
"""Characters of an introduction."""
STEP_MAX = 300
"""Characters of what a step asks, and of what is then seen."""
FIRST_STEPS = 3

Status = Literal["C", "S", "U"]
Source = Annotated[str, BeforeValidator(str)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class GuideNames(_Model):
    """How citizens name a guide's subject (``names``: noun phrases) and what they want done (``asks``: verbs)."""

    title: str
    names: list[str]
    asks: list[str]


class Value(_Model):
    """A value (giá trị) that may go out of date, with its status; shown only when ``C``.

    ``about`` says in words what it is for; ``sources`` are ids of the guide's sources, or ``other-guide/id``;
    ``note`` is for editors and never shown.
    """

    key: str
    kind: Literal["phone", "sms", "web", "app", "fee", "limit", "time"]
    value: str
    about: str
    status: Status
    sources: list[Source] = []
    note: str | None = None

    @property
    def may_be_shown(self) -> bool:
        """Whether a citizen may read it."""
        return self.status == "C"


class Law(_Model):
    """A legal text (căn cứ pháp lý) the guide rests on; shown only when ``C``."""

    text: str
    status: Status
    sources: list[Source] = []


class Step(_Model):
    """One action (``do``: làm gì) and what the screen or the desk then shows (``see``: sẽ thấy gì).

    ``status`` is that of the action; a step never holds a value that is not ``C``.
    """

    do: str
    see: str
    status: Status
    sources: list[Source] = []


class Way(_Model):
    """One path (cách) through the guide; the first one is the main path. ``question`` is its title, asked plainly."""

    key: str
    question: str
    steps: list[Step] = Field(min_length=1)


class Problem(_Model):
    """Trouble (trục trặc) as a citizen would tell it, and what to do."""

    said: str
    fix: str
    status: Status
    sources: list[Source] = []


class Guide(_Model):
    """A whole guide. Texts are plain Vietnamese for citizens; ``helpers`` says who can help in person."""

    slug: str
    title: str
    names: list[str]
    asks: list[str]
    purpose: str
    who: list[str]
    prepare: list[str] = Field(min_length=1)
    paths: list[Way] = Field(min_length=1)
    problems: list[Problem] = Field(min_length=1)
    fees_and_time: list[Value] = []
    warnings: list[str] = Field(min_length=1)
    helpers: str
    links: list[Value] = []
    legal_basis: list[Law] = []
    sources: dict[Source, str]
    reviewed_on: dt.date
    review_every_days: int = Field(gt=0)
    notes: list[str] = []

    @property
    def values(self) -> list[Value]:
        """Links and fees together, whatever their status."""
        return [*self.links, *self.fees_and_time]

    @property
    def review_due_on(self) -> dt.date:
        """The last day on which the guide counts as reviewed."""
        return self.reviewed_on + dt.timedelta(days=self.review_every_days)

    def path(self, key: str) -> Way:
        """The path with this key.

        Raises:
            KeyError: the guide has no such path.
        """
        for way in self.paths:
            if way.key == key:
                return way
        raise KeyError(f"{self.slug}: không có cách “{key}”")

    def introduction(self) -> str:
        """What to show when a question leads here: at most `INTRODUCTION_MAX` characters, whole sentences only."""
        most = min(FIRST_STEPS, len(self.paths[0].steps))
        tries = [(shown, ways) for ways in (True, False) for shown in range(most, 0, -1) if shown > 1 or not ways]
        texts = [self._introduction(shown, ways) for shown, ways in tries]
        return next((text for text in texts if len(text) <= INTRODUCTION_MAX), texts[-1])

    def steps_text(self, path_key: str) -> str:
        """All steps of one path, numbered, each with what should be seen.

        Raises:
            KeyError: the guide has no such path.
        """
        way = self.path(path_key)
        lines = [f"{number}. {step.do}\n   → {step.see}" for number, step in enumerate(way.steps, start=1)]
        return "\n".join([way.question, *lines])

    def values_text(self) -> str:
        """Fees, times and official addresses that are confirmed, one a line; empty when none is."""
        return "\n".join(f"- {value.about}: {value.value}" for value in self.values if value.may_be_shown)

    def _introduction(self, shown: int, with_other_ways: bool) -> str:
        steps = self.paths[0].steps
        count = f"Có {len(steps)} bước."
        if shown < len(steps):
            count += f" {shown} bước đầu:" if shown > 1 else " Bước đầu:"
        others = ["Em còn chỉ được:", *(f"- {way.question}" for way in self.paths[1:])] if self.paths[1:] else []
        return "\n".join(
            [
                f"Hướng dẫn: {self.title}",
                self.purpose,
                f"Bác chuẩn bị: {'; '.join(self.prepare)}.",
                count,
                *(f"{number}. {step.do}" for number, step in enumerate(steps[:shown], start=1)),
                *(others if with_other_ways else []),
                f"Lưu ý: {self.warnings[0]}",
                self.helpers,
            ]
        )

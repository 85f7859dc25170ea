"""A guide (hướng dẫn): one step-by-step procedure for citizens, read from `knowledge/guides/`.

`index.yaml` holds title, names and asks of all guides (small: reading it is all that recognition needs);
`<slug>.yaml` holds the rest and is read when that guide is wanted.

Every value of money, time limit, phone number, web address or app carries a status: ``C`` confirmed in a source,
``S`` seen in secondary material only, ``U`` unconfirmed. Only ``C`` values are ever shown; the others wait in the file
for a local person to confirm them. `check_guides` proves it.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from knowledge.pack.loading import PackError, read_yaml

FOLDER = Path(__file__).resolve().parent / "guides"
INTRODUCTION_MAX = 900
STEP_MAX = 300
FIRST_STEPS = 3

Status = Literal["C", "S", "U"]
Source = Annotated[str, BeforeValidator(str)]


_M = TypeVar("_M", bound=BaseModel)


class GuideError(ValueError):
    """A guide file cannot be used; the message names file, field and what to do."""


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
        others = [f"Em còn chỉ được: {' '.join(way.question for way in self.paths[1:])}"] if self.paths[1:] else []
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


@cache
def guide_names() -> dict[str, GuideNames]:
    """Title, names and asks of every guide by slug, in the order of the index; reads the index file only (about 5 ms).

    Raises:
        GuideError: the index is missing or malformed.
    """
    raw = _read(FOLDER / "index.yaml")
    return {slug: _validated(GuideNames, fields, FOLDER / "index.yaml", slug) for slug, fields in raw.items()}


@cache
def load_guide(slug: str) -> Guide:
    """One guide, read from its file once.

    Raises:
        GuideError: no such guide (the message lists those there are) or a malformed file.
    """
    if slug not in guide_names():
        raise GuideError(f"Không có hướng dẫn “{slug}”. Các hướng dẫn đang có: {', '.join(guide_names())}.")
    path = FOLDER / f"{slug}.yaml"
    named = guide_names()[slug].model_dump()
    return _validated(Guide, {"slug": slug, **named, **_read(path)}, path)


def load_guides() -> dict[str, Guide]:
    """All guides by slug. Reads every file (use `guide_names` and `load_guide` where start-up time counts).

    Raises:
        GuideError: a file is missing or malformed.
    """
    return {slug: load_guide(slug) for slug in guide_names()}


def overdue_reviews(on: dt.date) -> list[str]:
    """The guides whose review is overdue on that (local) day, in Vietnamese, one sentence each."""
    return [
        f"{slug}: quá hạn xem lại từ {guide.review_due_on:%d/%m/%Y} (xem lần cuối {guide.reviewed_on:%d/%m/%Y})."
        for slug, guide in load_guides().items()
        if on > guide.review_due_on
    ]


def check_guides() -> list[str]:
    """What is wrong with the guides, in Vietnamese, one sentence each; empty when all is well."""
    from knowledge.guides.checking import problems_of_all  # a check is rare: its rules need not be read at start-up

    return problems_of_all()


def _read(path: Path) -> dict[str, Any]:
    try:
        raw = read_yaml(path)
    except PackError as error:
        raise GuideError(str(error)) from error
    if not isinstance(raw, dict):
        raise GuideError(f"{path}: tệp phải là các dòng “khóa: giá trị”. Hãy sửa lại đầu tệp.")
    return raw


def _validated(model: type[_M], raw: object, path: Path, below: str = "") -> _M:
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in ([below] if below else []) + list(first["loc"])) or "(gốc)"
        more = f" Còn {error.error_count() - 1} lỗi khác." if error.error_count() > 1 else ""
        raise GuideError(f"{path}: trường {field}: {first['msg']}. Hãy sửa trường này.{more}") from error

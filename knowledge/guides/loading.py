"""The guides (hướng dẫn), step-by-step procedures for citizens, read from this folder.

`index.yaml` holds title, names and asks of all guides (small: reading it is all that recognition needs);
`<slug>.yaml` holds the rest and is read when that guide is wanted. The model is `knowledge.guides.model`.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from knowledge.guides.model import Guide, GuideNames
from knowledge.pack.loading import PackError, read_yaml
from knowledge.pack.mistakes import explain_invalid

FOLDER = Path(__file__).resolve().parent
_M = TypeVar("_M", bound=BaseModel)


class GuideError(ValueError):
    """A guide file cannot be used; the message names file, field and what to do."""


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
    return read_guide(slug, FOLDER / f"{slug}.yaml")


def read_guide(slug: str, path: Path) -> Guide:
    """The guide in this file, under the names the index gives to ``slug``; read anew at every call.

    Raises:
        GuideError: the file is missing or malformed; names file, field and what to do.
    """
    return _validated(Guide, {"slug": slug, **guide_names()[slug].model_dump(), **_read(path)}, path)


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
        text = path.read_text(encoding="utf-8")
        raise GuideError(explain_invalid(path, text, error, [below] if below else [])) from error

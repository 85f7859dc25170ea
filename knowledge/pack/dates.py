"""Dates of a pack (ngày giờ): they run forwards, agree with the plan's digits and with the weekday it states."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator

from pydantic import BaseModel

from knowledge.pack.days import parse_day
from knowledge.pack.loading import LoadedPack
from knowledge.pack.model import CitedDate, Deadline, Document, Report, Task, When
from knowledge.pack.problems import Problem, collapse, shorten, text_under, walk

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
"""Vietnamese weekday names by `datetime.date.weekday()`."""

_NUMBER = re.compile(r"\d+")
_SPOKEN = {
    **{name.casefold(): number for number, name in enumerate(WEEKDAYS)},
    **{f"thứ {number + 2}": number for number in range(6)},
    "thứ bẩy": 5,
    "cn": 6,
}


def weekday_number(words: str) -> int | None:
    """Monday is 0; None when ``words`` is no Vietnamese weekday ("thứ Năm", "thứ 5", "Chủ nhật")."""
    return _SPOKEN.get(collapse(words).casefold())


def check_dates(loaded: LoadedPack) -> Iterator[Problem]:
    """Errors for dates that run backwards or are not in the plan's words, and for wrong weekdays."""
    for path, model in walk(loaded.pack):
        backwards = list(_backwards(path, model))
        yield from backwards
        if backwards:
            continue
        match model:
            case When():
                yield from _when(loaded, path, model)
            case CitedDate() if model.value:
                yield from _stands(model.value, model.quote or "", True, path + ".value", model.clause)
            case Document() if model.date:
                yield from _stands(model.date, text_under(loaded, model.clause), True, path + ".date", model.clause)
            case Report() if model.by:
                yield from _stands(model.by, model.quote, True, path + ".by", model.clause)
            case Task():
                yield from _deadline(path, model)
            case _:
                pass


def _backwards(path: str, model: BaseModel) -> Iterator[Problem]:
    if not isinstance(model, When | Deadline) or model.start is None or model.end is None:
        return
    if parse_day(model.end) < parse_day(model.start):
        clause = getattr(model, "clause", None)
        yield Problem(
            "error",
            "Ngày kết thúc sớm hơn ngày bắt đầu. Hãy xem lại start và end.",
            (clause,) if clause else (),
            f"{path}.end",
        )


def _when(loaded: LoadedPack, path: str, when: When) -> Iterator[Problem]:
    for field, text in (("start", when.start), ("end", when.end)):
        if text is None or when.kind == "week":  # a week's days are counted from its number, they stand nowhere
            continue
        whole_day = when.kind in ("moment", "day", "window")
        yield from _stands(text, when.text or "", whole_day, f"{path}.{field}", when.clause)
    if when.weekday is None or when.start is None:
        return
    stated, real = weekday_number(when.weekday), parse_day(when.start).weekday()
    known = any(gap.kind == "weekday" and when.clause in gap.clauses for gap in loaded.pack.gaps)
    if stated != real and not known:
        yield Problem(
            "error",
            f"Ngày {parse_day(when.start):%d/%m/%Y} là {WEEKDAYS[real]}, không phải “{when.weekday}”. Hãy xem lại, "
            "nếu chính kế hoạch ghi như vậy thì thêm vào gaps một điểm kind: weekday cho mục này.",
            (when.clause,),
            f"{path}.weekday",
        )


def _deadline(path: str, task: Task) -> Iterator[Problem]:
    deadline = task.deadline
    days = [parse_day(text) for text in (deadline.date, deadline.start, deadline.end) if text]
    if deadline.explicit and deadline.text is None:
        yield Problem(
            "error",
            "Thời hạn explicit: true phải kèm text là lời của kế hoạch. Hãy thêm text, hoặc ghi explicit: false.",
            (task.clause,),
            f"{path}.deadline.text",
        )
    elif deadline.explicit and deadline.text and deadline.type in ("fixed", "window"):
        whole_day = deadline.type == "fixed" or "tháng" not in deadline.text.casefold()
        for day in days:
            yield from _stands(day.isoformat(), deadline.text, whole_day, f"{path}.deadline", task.clause)


def _stands(iso: str, words: str, whole_day: bool, field: str, clause: str) -> Iterator[Problem]:
    """The month, with ``whole_day`` the day (and hour) too, must be among the numbers in ``words``, each for itself:
    the one "10" of "09/10" is no 10 October."""
    day, numbers = parse_day(iso), Counter(int(found) for found in _NUMBER.findall(words))
    wanted = Counter([day.month, *([day.day] if whole_day else [])])
    if len(iso) > len("2025-10-09"):
        moment = dt.datetime.fromisoformat(iso)
        wanted.update([moment.hour, *([moment.minute] if moment.minute else [])])
    if not wanted <= numbers:
        said = f"“{shorten(words)}”" if words else "(không có lời nào của kế hoạch)"
        yield Problem(
            "error",
            f"{iso} không khớp với lời kế hoạch {said}. Hãy sửa ngày, hoặc chép vào text/quote đúng lời có ngày này.",
            (clause,),
            field,
        )

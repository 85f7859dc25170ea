"""Days and moments as a pack writes them (ngày, giờ): ISO text, so that a reviewer sees what is compared."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated

from pydantic import AfterValidator

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?\+07:00")


def parse_day(text: str) -> dt.date:
    """The local day of an ISO date, or of an ISO moment of Asia/Ho_Chi_Minh (+07:00).

    Raises:
        ValueError: neither of them, or a moment with another offset than +07:00.
    """
    if _DAY.fullmatch(text):
        return dt.date.fromisoformat(text)
    if _MOMENT.fullmatch(text):
        return dt.datetime.fromisoformat(text).date()
    raise ValueError(f"{text}: neither a day nor a moment of +07:00")


def _checked_day(text: str) -> str:
    if not (_DAY.fullmatch(text) and _is_real(text)):
        raise ValueError(f"“{text}” không phải ngày hợp lệ. Hãy ghi dạng 2025-10-09")
    return text


def _checked_day_or_moment(text: str) -> str:
    if not _is_real(text):
        raise ValueError(
            f"“{text}” không phải ngày hợp lệ. Hãy ghi dạng 2025-10-09, hoặc 2025-10-09T13:30:00+07:00 nếu có giờ"
        )
    return text


def _is_real(text: str) -> bool:
    try:
        parse_day(text)
    except ValueError:
        return False
    return True


Day = Annotated[str, AfterValidator(_checked_day)]
"""An ISO date that exists."""

DayOrMoment = Annotated[str, AfterValidator(_checked_day_or_moment)]
"""An ISO date that exists, or an ISO moment of +07:00."""

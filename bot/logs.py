"""Structured logs: one line per event, `time level logger event key=value …`.

    2025-10-09T06:30:00.123Z info bot.updates update channel=web account=1 address=7 outcome=answered ms=3.2

Logs hold ids, channel, outcome and duration; never words, phone numbers or tokens. What is logged is chosen by hand
where it happens; two things stand behind that: an exception is written without what it says, and whatever looks like a
token, a password, a phone number or an ID number is masked before it leaves.
"""

from __future__ import annotations

import datetime as dt
import logging
import re
import sys
from types import TracebackType
from typing import TextIO

LONGEST = 300
"""Characters of one event; more would be somebody's text, not an event."""

_MASKS = (
    (re.compile(r"\d{3,12}:[A-Za-z0-9_-]{8,}"), "[token]"),
    (re.compile(r"(?i)\bbearer\s+\S+"), "[secret]"),
    (
        re.compile(r"(?i)((?:\w*(?:token|secret|password)\w*|authorization|cookie)[\"']?\s*[:=]\s*[\"']?)[^\s,;\"']+"),
        r"\1[secret]",
    ),
    (re.compile(r"(\w+://[^\s:/@]+:)[^\s@]+@"), r"\1[secret]@"),
    (re.compile(r"(?<![\w.:-])(?:\+?84|0)(?:[ .-]?\d){8,10}(?![\w:-])"), "[phone]"),
    (re.compile(r"(?<![\w.:-])\d(?:[ .]?\d){8}(?:(?:[ .]?\d){3})?(?![\w:-])"), "[number]"),
)


def redact(text: str) -> str:
    """The text with tokens, passwords, phone numbers and ID numbers masked: the second line of defence."""
    for pattern, mask in _MASKS:
        text = pattern.sub(mask, text)
    return text


class LineFormatter(logging.Formatter):
    """One event, one line; times in UTC with milliseconds.

    An exception is written as its type and place: what it says may quote a person. Of a message of several lines the
    first is kept, because libraries put what they failed on (values, objects) into the others.
    """

    def format(self, record: logging.LogRecord) -> str:
        """See the class."""
        at = dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        said = redact(record.getMessage().partition("\n")[0])[:LONGEST]
        parts = [at, record.levelname.lower(), record.name, said]
        if record.exc_info and record.exc_info[0] is not None:
            parts.append(f"error={record.exc_info[0].__name__} at={_place(record.exc_info[2])}")
        return " ".join(parts)


def _place(traceback: TracebackType | None) -> str:
    """Where it was raised and through which of our lines, innermost last; messages may hold words, places do not."""
    places = []
    while traceback is not None:
        code = traceback.tb_frame.f_code
        places.append(f"{'/'.join(code.co_filename.split('/')[-2:])}:{traceback.tb_lineno}")
        traceback = traceback.tb_next
    return "<".join(reversed(places[-6:]))


def start_logging(stream: TextIO = sys.stderr, level: int = logging.INFO) -> None:
    """Send every log of the process to ``stream`` in our form; what libraries chat about below a warning is dropped."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(LineFormatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for noisy in ("aiogram", "apscheduler", "alembic", "sqlalchemy", "uvicorn", "httpx", "httpcore", "asyncio"):
        logging.getLogger(noisy).setLevel(logging.WARNING)

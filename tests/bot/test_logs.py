"""The log: one line per event; never words, phone numbers or tokens."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator

import pytest

from bot.logs import redact, start_logging

TELEGRAM_TOKEN = "7312345678:AAHfiqksKZ8WmR2zMn4cVw1q0pXyLbT5u3E"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    stream = io.StringIO()
    start_logging(stream)
    yield stream
    root.handlers[:] = before
    root.setLevel(level)


def test_an_event_is_one_line_with_time_level_and_place(log: io.StringIO) -> None:
    logging.getLogger("bot.updates").info("update channel=%s address=%d outcome=%s ms=%.1f", "web", 7, "answered", 3.21)

    assert re.fullmatch(
        r"\d{4}-\d\d-\d\dT[\d:]{8}\.\d{3}Z info bot\.updates update channel=web address=7 outcome=answered ms=3\.2\n",
        log.getvalue(),
    )


def test_an_error_is_written_with_its_kind_and_place_but_not_what_it_says(log: io.StringIO) -> None:
    def fail() -> None:
        raise ValueError("parameters: ('cháo lòng',)")

    try:
        fail()
    except ValueError:
        logging.getLogger("storage").exception("commit failed")

    line = log.getvalue()
    assert line.count("\n") == 1
    assert "error=ValueError at=bot/test_logs.py:" in line
    assert "cháo" not in line


def test_of_a_message_of_many_lines_only_the_first_is_kept(log: io.StringIO) -> None:
    logging.getLogger("asyncio").error("Task exception was never retrieved\nfuture: ValueError('cháo lòng')")

    assert log.getvalue().endswith("error asyncio Task exception was never retrieved\n")


def test_what_libraries_chat_about_is_dropped(log: io.StringIO) -> None:
    logging.getLogger("aiogram.event").info("Update id=1 is handled")
    logging.getLogger("sqlalchemy.engine").info("INSERT INTO messages")

    assert log.getvalue() == ""


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        (f"POST https://api.example/bot{TELEGRAM_TOKEN}/sendMessage", TELEGRAM_TOKEN),
        (f"token {TELEGRAM_TOKEN} refused", TELEGRAM_TOKEN),
        ("access_token=eyJhbGciOi.J9abc", "eyJhbGciOi"),
        ('{"secret_token": "s3cr3t-value"}', "s3cr3t-value"),
        ("Authorization: Bearer abcdef012345", "abcdef012345"),
        ("postgresql+asyncpg://hoa:hoa-sen-7@localhost/x", "hoa-sen-7"),
        ("called 0912 345 678 back", "345 678"),
        ("called +84912345678 back", "912345678"),
        ("id 079204001234 seen", "079204001234"),
        ("id 079.204.001.234 seen", "001.234"),
        ("id 271234567 seen", "271234567"),
    ],
)
def test_secrets_are_masked_wherever_they_turn_up(log: io.StringIO, text: str, gone: str) -> None:
    logging.getLogger("bot").warning("%s", text)

    assert gone not in log.getvalue()
    assert re.search(r"\[(token|secret|phone|number)\]", log.getvalue())


@pytest.mark.parametrize(
    "event",
    [
        "update channel=web account=12 address=48213 outcome=answered ms=12.4",
        "beat beat=purge_texts done=500 ms=1234.5",
        "web stream failed: account=3 error=StorageUnavailable at=engine.py:120 > writer.py:98",
        "reply.failed message=1234567 channel=telegram account=2 error=TelegramRetryAfter",
    ],
)
def test_our_own_events_stay_as_they_are(event: str) -> None:
    assert redact(event) == event

"""The option ``--now``: the moment a command takes for the present, the same for every command."""

from __future__ import annotations

import argparse
import datetime as dt

VIETNAM = dt.timezone(dt.timedelta(hours=7), "Asia/Ho_Chi_Minh")
"""Vietnam has kept +07:00 all year since 1975; a fixed offset needs no time-zone files and no import time."""


def parse_now(text: str) -> dt.datetime:
    """The moment in aware UTC. A date alone is its midnight; a time without an offset is Vietnam's.

    Raises:
        argparse.ArgumentTypeError: not ISO 8601; says in Vietnamese what to write.
    """
    try:
        moment = dt.datetime.fromisoformat(text.strip())
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"“{text}” không phải ngày giờ. Hãy viết như 2025-10-09T13:30 (giờ Việt Nam)."
        ) from None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=VIETNAM)
    return moment.astimezone(dt.UTC)


def spoken(moment: dt.datetime) -> str:
    """An aware moment as people in Vietnam write it: "13:42 ngày 20/11/2026"."""
    return f"{moment.astimezone(VIETNAM):%H:%M ngày %d/%m/%Y}"


def add_now_argument(parser: argparse.ArgumentParser) -> None:
    """Give a command its ``--now``; ``args.now`` is aware UTC, or None for the real clock."""
    parser.add_argument(
        "--now", type=parse_now, metavar="ISO", help="coi thời điểm này là bây giờ, ví dụ 2025-10-09T13:30"
    )

"""Two lanes (làn gửi) out of every account: replies to people who wait, and bulk, which waits for them.

A channel's session reads `LANE` when something leaves. The delivery loop sends inside ``with in_lane("bulk")``.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Literal

Lane = Literal["reply", "bulk"]

LANE: ContextVar[Lane] = ContextVar("lane", default="reply")


@contextmanager
def in_lane(lane: Lane) -> Iterator[None]:
    """Whatever is sent inside the block (also by tasks started in it) leaves by this lane."""
    before = LANE.set(lane)
    try:
        yield
    finally:
        LANE.reset(before)

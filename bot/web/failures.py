"""Naming a failure in a log without its message, which may hold a citizen's words."""

from __future__ import annotations

import traceback
from pathlib import Path


def describe(error: BaseException) -> str:
    """Its type and the innermost places it passed, e.g. ``OperationalError messages.py:41 < updates.py:88``."""
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    places = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))
    return f"{type(error).__name__} {places}"

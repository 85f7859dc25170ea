"""A running web chat, and a real browser to look at it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from web.rig import Running, running


@pytest.fixture
async def web(tmp_path: Path) -> AsyncIterator[Running]:
    """The web chat of two localities, with handlers that repeat what they are asked."""
    async with running(tmp_path) as started:
        yield started

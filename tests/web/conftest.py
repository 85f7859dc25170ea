"""A running web chat, and a real browser to look at it: started once, so all tests here share the session's loop."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright
from web.chromium import CHROMIUM, FLAGS
from web.rig import Running, running


@pytest_asyncio.fixture(loop_scope="session")
async def web(tmp_path: Path) -> AsyncIterator[Running]:
    """The web chat of two localities, with handlers that repeat what they are asked."""
    async with running(tmp_path) as started:
        yield started


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def browser() -> AsyncIterator[Browser]:
    """Debian's Chromium, headless."""
    if not CHROMIUM.exists():
        pytest.skip("needs Debian's chromium: apt-get install chromium")
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        await chromium.close()


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser) -> AsyncIterator[Page]:
    """A phone's page, 390 px wide. An exception in our scripts or a breach of the CSP fails the test."""
    context = await browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh"
    )
    opened = await context.new_page()
    opened.set_default_timeout(10_000)
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda said: wrong.append(said.text) if "Content Security Policy" in said.text else None)
    yield opened
    await context.close()
    assert wrong == []

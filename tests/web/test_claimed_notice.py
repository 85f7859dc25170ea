"""The trial notice on the pages of the assistant as it is put together: gone once claimed, back when nobody is left."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from bot.app import Assistant, open_assistant
from bot.settings import Settings
from scheduler.organisers import Remove

pytestmark = pytest.mark.asyncio(loop_scope="session")

NOW = dt.datetime(2025, 10, 8, 2, 0, tzinfo=dt.UTC)
TRIAL = "Bản dùng thử"


@asynccontextmanager
async def opened(folder: Path, *localities: str) -> AsyncIterator[tuple[Assistant, httpx.AsyncClient]]:
    """The assistant of these localities and a browser."""
    settings = Settings(_env_file=None, data_dir=folder / "data", localities=localities)
    async with open_assistant(settings, lambda: NOW) as assistant:
        transport = httpx.ASGITransport(assistant.web_app())
        async with httpx.AsyncClient(transport=transport, base_url="http://hoi.example") as browser:
            yield assistant, browser


async def claim(assistant: Assistant, browser: httpx.AsyncClient, slug: str) -> None:
    """The first organiser opens the page and types the code."""
    (await browser.post(f"/api/{slug}/session")).raise_for_status()
    code = (await assistant.first_codes())[slug]
    (await browser.post(f"/api/{slug}/messages", json={"id": "m1", "text": code})).raise_for_status()
    assert len(await assistant.database.organisers.of(slug)) == 1


async def is_on_trial(browser: httpx.AsyncClient, slug: str) -> bool:
    """Whether the page and what it loads say so; all must agree."""
    page = await browser.get(f"/{slug}")
    session = await browser.post(f"/api/{slug}/session")
    told = {TRIAL in page.text, page.headers.get("x-robots-tag") == "noindex", bool(session.json()["notice"])}
    assert len(told) == 1, "page, robots and session must say the same"
    return told.pop()


async def test_the_notice_disappears_when_claimed_and_is_back_when_the_last_one_leaves(tmp_path: Path) -> None:
    async with opened(tmp_path, "binh-long") as (assistant, browser):
        assert await is_on_trial(browser, "binh-long")
        await claim(assistant, browser, "binh-long")
        assert not await is_on_trial(browser, "binh-long")

        (hoa,) = await assistant.database.organisers.of("binh-long")
        await assistant.database.changes.submit(Remove("binh-long", hoa.id, NOW))
        assert await is_on_trial(browser, "binh-long")


async def test_one_locality_claimed_leaves_the_others_on_trial(tmp_path: Path) -> None:
    async with opened(tmp_path, "binh-long", "kinh-mon") as (assistant, browser):
        await claim(assistant, browser, "binh-long")

        assert not await is_on_trial(browser, "binh-long")
        assert await is_on_trial(browser, "kinh-mon")
        assert TRIAL in (await browser.get("/")).text


async def test_who_was_only_invited_has_claimed_nothing(tmp_path: Path) -> None:
    async with opened(tmp_path, "binh-long") as (assistant, browser):
        await assistant.first_codes()

        assert await is_on_trial(browser, "binh-long")


async def test_without_a_database_the_page_claims_nothing(tmp_path: Path) -> None:
    async with opened(tmp_path, "binh-long") as (assistant, browser):
        await claim(assistant, browser, "binh-long")
        async with assistant.database.engine.begin() as connection:
            await connection.exec_driver_sql("ALTER TABLE organisers RENAME TO gone")
        page = await browser.get("/binh-long")

    assert page.status_code == 200
    assert TRIAL in page.text

"""Pictures of every page with real answers, in build/screenshots/, to be looked at by people."""

from __future__ import annotations

import datetime as dt
import struct
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect
from web.rig import running
from web.test_chat_page import ask

from bot.web.localities import locality_of
from knowledge.answering.answerer import Answerer
from knowledge.pack.loading import load_shipped, shipped_slugs

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

FOLDER = Path(__file__).resolve().parents[2] / "build" / "screenshots"
NOW = dt.datetime(2025, 10, 6, 1, 30, tzinfo=dt.UTC)
"""Monday morning, three days before Bình Long's ceremony."""


@pytest.mark.parametrize("width", [390, 1280])
async def test_every_page_has_its_picture(browser: Browser, tmp_path: Path, width: int) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    packs = {slug: load_shipped(slug) for slug in shipped_slugs()}
    localities = tuple(locality_of(pack) for pack in packs.values())
    context = await browser.new_context(
        viewport={"width": width, "height": 844},
        device_scale_factor=2 if width < 500 else 1,
        is_mobile=width < 500,
        locale="vi-VN",
    )
    page = await context.new_page()
    await page.clock.set_fixed_time(NOW)
    async with running(
        tmp_path, localities=localities, router=None, answerer=lambda slug: Answerer(packs[slug]), clock=lambda: NOW
    ) as web:
        await page.goto(web.url)
        await picture(page, f"dia-phuong-{width}", full_page=True)
        await page.goto(web.url + "/binh-long")
        await expect(page.locator(".bot")).to_have_count(1)
        await picture(page, f"mo-dau-{width}")
        await ask(page, "le phat dong to chuc ngay nao, o dau?")
        await picture(page, f"hoi-dap-{width}")
        await page.get_by_role("button", name="Chữ to").click()
        await picture(page, f"chu-to-{width}")
        await page.goto(web.url + "/khong-co")
        await picture(page, f"khong-co-trang-{width}")
    await context.close()
    assert len(list(FOLDER.glob(f"*-{width}.png"))) >= 5


async def picture(page: Page, name: str, *, full_page: bool = False) -> None:
    await page.evaluate("Promise.all(document.getAnimations().map((it) => it.finished.catch(() => null)))")
    png = await page.screenshot(path=FOLDER / f"{name}.png", full_page=full_page, animations="disabled")
    width, height = struct.unpack(">II", png[16:24])
    assert width >= 390
    assert height >= 800

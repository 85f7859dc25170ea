"""Can everybody read and use the pages: small screens, large text, contrast, touch, screen readers."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect
from web.chromium import CHROMIUM, FLAGS
from web.rig import Running
from web.test_chat_page import ask, open_chat

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitaen" * 3 + " https://vneid.gov.vn/" + "rat-dai-" * 12

# Every element that holds text of its own and can be seen: its text, size in px and contrast (WCAG 2.2, 1.4.3).
TEXTS = """() => {
  const probe = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (color) => {
    probe.clearRect(0, 0, 1, 1); probe.fillStyle = color; probe.fillRect(0, 0, 1, 1);
    return [...probe.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => [r, g, b].map((part) => part / 255)
    .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
  const behind = (element) => {
    for (let it = element; it; it = it.parentElement) {
      const found = rgba(getComputedStyle(it).backgroundColor);
      if (found[3] === 255) return found;
    }
    return [255, 255, 255, 255];
  };
  return [...document.querySelectorAll("body *")].filter((it) =>
    [...it.childNodes].some((node) => node.nodeType === 3 && node.data.trim()) &&
    it.checkVisibility() && !it.closest(".unseen, noscript, script") && it.getBoundingClientRect().top > -50)
  .map((it) => {
    const style = getComputedStyle(it), text = it.textContent.trim().slice(0, 40);
    const [one, two] = [light(rgba(style.color)), light(behind(it))].sort((a, b) => b - a);
    return { text, px: parseFloat(style.fontSize), contrast: (one + 0.05) / (two + 0.05) };
  });
}"""

TARGETS = """() => [...document.querySelectorAll("a, button, textarea")]
  .filter((it) => it.checkVisibility() && !it.matches(".skip") && !it.closest(".bubble"))
  .map((it) => [it, it.getBoundingClientRect()])
  .map(([it, box]) => [it.textContent.trim() || it.id, box.width, box.height])"""

OVERFLOW = """() => Math.max(...[document.documentElement, document.querySelector("#talk")].filter((it) => it)
  .map((it) => it.scrollWidth - it.clientWidth))"""


async def overflow(page: Page) -> int:
    pixels: int = await page.evaluate(OVERFLOW)
    return pixels


async def walk_sideways(page: Page, web: Running) -> list[int]:
    """How many pixels each page is wider than its screen."""
    await page.set_viewport_size({"width": 320, "height": 568})
    found = []
    for path in ("/", "/khong-co"):
        await page.goto(web.url + path)
        found.append(await overflow(page))
    await open_chat(page, web)
    await ask(page, LONG_WORD)
    await expect(page.locator("#text")).to_be_in_viewport(ratio=0.9)
    return [*found, await overflow(page)]


async def test_a_320_px_screen_never_scrolls_sideways(page: Page, web: Running) -> None:
    assert await walk_sideways(page, web) == [0, 0, 0]
    await page.get_by_role("button", name="Chữ to").click()
    assert await overflow(page) == 0


async def test_with_text_twice_as_large_nothing_is_cut_off(web: Running) -> None:
    async with async_playwright() as playwright:
        flags = [*FLAGS, "--blink-settings=defaultFontSize=32"]
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        page = await browser.new_page()
        assert await walk_sideways(page, web) == [0, 0, 0]
        assert await page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") == 32
        await browser.close()


@pytest.mark.parametrize("height", [300, 420])
async def test_with_the_keyboard_open_the_input_can_still_be_used(page: Page, web: Running, height: int) -> None:
    await page.set_viewport_size({"width": 360, "height": height})
    await open_chat(page, web)
    await ask(page, "Lễ ngày nào?")
    await expect(page.locator("#text")).to_be_in_viewport(ratio=1)
    await expect(page.locator(".bot .bubble").last).to_be_in_viewport()


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_texts_are_large_and_stand_out(browser: Browser, web: Running, scheme: Any) -> None:
    async with await browser.new_context(viewport={"width": 390, "height": 844}, color_scheme=scheme) as context:
        page = await context.new_page()
        found: list[dict[str, Any]] = []
        for path in ("/", "/khong-co"):
            await page.goto(web.url + path)
            found += await page.evaluate(TEXTS)
        await open_chat(page, web)
        await ask(page, "Xem https://vneid.gov.vn/ nhé")
        await page.locator("#text").fill("a" * 1001)
        found += await page.evaluate(TEXTS)
    assert len(found) > 30
    assert [each for each in found if each["px"] < 16] == []
    assert [each for each in found if each["contrast"] < 4.5 and each["text"] != "Gửi"] == []


async def test_messages_are_set_in_18_px(page: Page, web: Running) -> None:
    await open_chat(page, web)
    sizes = await page.evaluate(
        "['.bubble', '#text'].map(it => parseFloat(getComputedStyle(document.querySelector(it)).fontSize))"
    )
    assert sizes == [18, 18]


async def test_whatever_is_touched_is_at_least_48_px_high(page: Page, web: Running) -> None:
    await page.goto(web.url)
    targets = await page.evaluate(TARGETS)
    await open_chat(page, web)
    await ask(page, "Ở đâu?")
    targets += await page.evaluate(TARGETS)
    assert len(targets) > 10
    assert [each for each in targets if each[1] < 48 or each[2] < 48] == []


async def test_a_screen_reader_hears_answers_and_knows_who_speaks(page: Page, web: Running) -> None:
    await open_chat(page, web)
    log = page.get_by_role("log")
    await expect(log).to_have_attribute("aria-live", "polite")
    await ask(page, "Ở đâu?")
    heard = await log.aria_snapshot()
    assert '"Bác hỏi:"' in heard
    assert '"Trợ lý:"' in heard
    await expect(page.get_by_label("Câu hỏi của bác")).to_be_focused()
    nameless = await page.evaluate(
        "[...document.querySelectorAll('a, button')].filter(it => !(it.textContent.trim() || it.ariaLabel)).length"
    )
    assert nameless == 0


async def test_who_wants_no_motion_gets_none(browser: Browser, web: Running) -> None:
    async with await browser.new_context(reduced_motion="reduce") as context:
        page = await context.new_page()
        await open_chat(page, web)
        await ask(page, "Ở đâu?")
        assert await page.evaluate("document.getAnimations().length") == 0

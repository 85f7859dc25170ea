"""The chat page in a real browser when reloads, restarts and bad connections get in the way."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from playwright.async_api import Page, Route, expect
from web.rig import Running, free_port, running
from web.test_chat_page import ask, bubbles, open_chat

from bot.web.limits import WebLimits

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def send(page: Page, text: str) -> None:
    await page.locator("#text").fill(text)
    await page.locator("#text").press("Enter")


async def test_a_reload_keeps_the_transcript_and_repeats_nothing(page: Page, web: Running) -> None:
    await open_chat(page, web)
    await ask(page, "Lễ ngày nào?")
    before = await bubbles(page)
    for _ in range(2):
        await page.reload()
        await expect(page.locator(".bot")).to_have_count(2)
        await asyncio.sleep(0.3)
        assert await bubbles(page) == before


async def test_a_restart_of_the_server_loses_nothing_and_repeats_nothing(page: Page, tmp_path: Path) -> None:
    port = free_port()
    async with running(tmp_path, port=port) as web:
        await open_chat(page, web)
        await ask(page, "Trước khi dừng")
    await send(page, "Trong lúc dừng")
    await expect(page.locator(".fate")).to_have_text("Chưa gửi được, đang thử lại…")
    await expect(page.get_by_text("Đang kết nối lại…")).to_be_visible()
    async with running(tmp_path, port=port):
        await expect(page.locator(".bot")).to_have_count(3, timeout=20_000)
        await expect(page.get_by_text("Đang kết nối lại…")).to_be_hidden()
        await ask(page, "Sau khi chạy lại")
        expected = [
            "Chào bác: /start",
            "Trước khi dừng",
            "Bác hỏi “Trước khi dừng”",
            "Trong lúc dừng",
            "Bác hỏi “Trong lúc dừng”",
            "Sau khi chạy lại",
            "Bác hỏi “Sau khi chạy lại”",
        ]
        assert await bubbles(page) == expected
        await page.reload()
        await expect(page.locator(".bot")).to_have_count(4)
        assert await bubbles(page) == expected


async def test_an_answer_that_came_while_the_page_was_away_is_there_when_it_returns(page: Page, web: Running) -> None:
    await open_chat(page, web)
    other = await page.context.new_page()
    await other.goto(web.url + "/binh-long")
    await page.close()
    await ask(other, "Hỏi ở trang kia")
    again = await other.context.new_page()
    await again.goto(web.url + "/binh-long")
    await expect(again.locator(".bot")).to_have_count(2)
    assert await bubbles(again) == await bubbles(other)


async def test_a_message_that_did_not_leave_survives_a_reload(page: Page, web: Running) -> None:
    await open_chat(page, web)
    await page.route("**/messages", lambda route: route.abort())
    await send(page, "Mạng yếu")
    await expect(page.locator(".fate")).to_have_text("Chưa gửi được, đang thử lại…")
    await page.reload()
    await expect(page.locator(".you .bubble")).to_have_text("Mạng yếu")
    await page.unroute("**/messages")
    await expect(page.locator(".bot")).to_have_count(2)
    assert await bubbles(page) == ["Chào bác: /start", "Mạng yếu", "Bác hỏi “Mạng yếu”"]


async def test_a_message_whose_receipt_was_lost_is_answered_once(page: Page, web: Running) -> None:
    async def lose_the_receipt(route: Route) -> None:
        await route.fetch()
        await route.abort()

    await open_chat(page, web)
    await page.route("**/messages", lose_the_receipt)
    await send(page, "Một lần thôi")
    await expect(page.locator(".bot")).to_have_count(2)
    await asyncio.sleep(2)
    assert await bubbles(page) == ["Chào bác: /start", "Một lần thôi", "Bác hỏi “Một lần thôi”"]


async def test_messages_sent_while_offline_arrive_in_their_order(page: Page, web: Running) -> None:
    await open_chat(page, web)
    await page.context.set_offline(True)
    for text in ("Một", "Hai", "Ba"):
        await send(page, text)
    await expect(page.locator(".you")).to_have_count(3)
    await page.context.set_offline(False)
    await expect(page.locator(".bot")).to_have_count(4, timeout=20_000)
    assert [text for text in await bubbles(page) if not text.startswith(("Bác", "Chào"))] == ["Một", "Hai", "Ba"]
    assert len(await bubbles(page)) == 7


async def test_a_refused_message_says_why_and_stops_trying(page: Page, web: Running) -> None:
    await open_chat(page, web)
    await page.evaluate("document.querySelector('#text').value = 'x'")
    await page.route(
        "**/messages", lambda route: route.fulfill(status=422, json={"error": "Tin nhắn dài quá, bác ơi."})
    )
    await send(page, "Dài lắm")
    await expect(page.locator(".line.failed .fate")).to_have_text("Tin nhắn dài quá, bác ơi.")
    await page.unroute("**/messages")
    await page.reload()
    await expect(page.locator(".bot")).to_have_count(1)
    assert await bubbles(page) == ["Chào bác: /start"]


async def test_a_lost_cookie_brings_a_new_conversation_instead_of_a_dead_page(page: Page, web: Running) -> None:
    await open_chat(page, web)
    await ask(page, "Lễ ngày nào?")
    await page.context.clear_cookies()
    await send(page, "Còn đó không?")
    await expect(page.locator(".bot .bubble").last).to_have_text("Bác hỏi “Còn đó không?”", timeout=20_000)


async def test_too_many_visitors_from_one_place_are_told_so_and_may_try_again(page: Page, tmp_path: Path) -> None:
    async with running(tmp_path, limits=WebLimits(new_visitors_per_hour=1)) as web, web.visitor() as lan:
        await lan.post("/api/binh-long/messages", json={"id": "m1", "text": "x"})
        await page.goto(web.url + "/binh-long")
        await expect(page.get_by_text("Hiện có nhiều người cùng mở trang từ một nơi.")).to_be_visible()
        await expect(page.get_by_role("button", name="Thử lại")).to_be_visible()


async def test_a_browser_that_refuses_cookies_is_told_so_instead_of_trying_for_ever(page: Page, web: Running) -> None:
    opened: list[str] = []

    async def open_without_cookie(route: Route) -> None:
        opened.append(route.request.url)
        await route.fulfill(json={"locality": {}, "notice": "", "messages": [], "last_id": 0})

    await page.route("**/session", open_without_cookie)
    await page.goto(web.url + "/binh-long")
    await expect(page.get_by_text("Trình duyệt đang chặn cookie")).to_be_visible(timeout=20_000)
    settled = len(opened)
    await asyncio.sleep(2)
    assert len(opened) == settled <= 6


async def test_a_page_in_the_background_rests_and_catches_up_when_looked_at(page: Page, web: Running) -> None:
    await page.clock.install()
    await open_chat(page, web)
    await page.evaluate("Object.defineProperty(document, 'visibilityState', {value: 'hidden', configurable: true})")
    await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    await page.clock.fast_forward(11_000)
    async with asyncio.timeout(5):
        while len(web.streams):
            await asyncio.sleep(0.05)
    cookies = {cookie["name"]: cookie["value"] for cookie in await page.context.cookies()}
    async with web.client(cookies=cookies) as elsewhere:
        await elsewhere.post("/api/binh-long/messages", json={"id": "m1", "text": "Hỏi ở máy khác"})
    assert len(await bubbles(page)) == 1
    await page.evaluate("Object.defineProperty(document, 'visibilityState', {value: 'visible'})")
    await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    await expect(page.locator(".bot")).to_have_count(2)
    assert (await bubbles(page))[1] == "Hỏi ở máy khác"


async def test_both_open_pages_of_a_visitor_show_the_same(page: Page, web: Running) -> None:
    await open_chat(page, web)
    second = await page.context.new_page()
    await second.goto(web.url + "/binh-long")
    await expect(second.locator(".bot")).to_have_count(1)
    await ask(page, "Trang một")
    await expect(second.locator(".bot")).to_have_count(2)
    await ask(second, "Trang hai")
    await expect(page.locator(".bot")).to_have_count(3)
    assert await bubbles(page) == await bubbles(second)

"""A visitor's own data in the browser: fetched by their cookie only, and gone when they are erased."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import Page, expect
from web.rig import Running, running

pytestmark = pytest.mark.asyncio(loop_scope="session")

MESSAGES, MY_DATA = "/api/binh-long/messages", "/api/binh-long/mydata"


@pytest_asyncio.fixture(loop_scope="session")
async def real(tmp_path: Path) -> AsyncIterator[Running]:
    """The web chat with the real handlers."""
    async with running(tmp_path, router=None) as started:
        yield started


async def say(client: httpx.AsyncClient, number: int, text: str) -> dict[str, Any]:
    """Post a text; the newest message of the transcript."""
    (await client.post(MESSAGES, json={"id": f"m{number}", "text": text})).raise_for_status()
    return await newest(client)


async def press(client: httpx.AsyncClient, number: int, label: str) -> dict[str, Any]:
    buttons = (await newest(client))["buttons"]
    ref = next(button["ref"] for button in buttons if button["label"] == label)
    (await client.post(MESSAGES, json={"id": f"m{number}", "ref": ref, "label": label})).raise_for_status()
    return await newest(client)


async def newest(client: httpx.AsyncClient) -> dict[str, Any]:
    messages: list[dict[str, Any]] = (await client.post("/api/binh-long/session")).json()["messages"]
    return messages[-1]


async def erase(web: Running, client: httpx.AsyncClient) -> dict[str, Any]:
    await say(client, 90, "/xoadulieu")
    await press(client, 91, "Xóa hết")
    last = await press(client, 92, "Chắc chắn, xóa đi")
    await web.updates.erasing.close(grace_s=5)  # waits for those that are begun
    return last


async def test_the_file_holds_what_the_visitor_wrote_and_is_offered_below_the_words(real: Running) -> None:
    async with real.visitor() as lan:
        await say(lan, 1, "lễ ở đâu vậy em")
        offered = await say(lan, 2, "/dulieucuatoi")
        file = await lan.get(MY_DATA)
    assert offered["file"] == "mydata"
    assert file.headers["content-disposition"] == 'attachment; filename="du-lieu-cua-toi.json"'
    assert file.headers["cache-control"] == "no-store"
    said = [line["noi_dung"] for line in json.loads(file.content)["tin_nhan"] if line["ai"] == "bác"]
    assert said == ["lễ ở đâu vậy em", "/dulieucuatoi"]
    assert not {"id", "address_id", "person_id"} & json.loads(file.content).keys()


async def test_nobody_gets_somebody_elses_file(real: Running) -> None:
    async with real.visitor() as lan, real.visitor() as minh, real.client() as stranger:
        await say(lan, 1, "chuyện riêng của Lan")
        await say(minh, 1, "chuyện của Minh")
        assert "riêng của Lan" not in (await minh.get(MY_DATA)).text
        assert (await stranger.get(MY_DATA)).status_code == 401
        elsewhere = await lan.get(MY_DATA, headers={"Sec-Fetch-Site": "cross-site"})
        assert elsewhere.status_code == 403


async def test_who_never_wrote_has_no_file(real: Running) -> None:
    async with real.visitor() as lan:
        answer = await lan.get(MY_DATA)
    assert answer.status_code == 404
    assert "không giữ" in answer.json()["error"]


async def test_the_last_words_are_seen_after_the_rows_are_gone_and_then_it_goes_on_anew(real: Running) -> None:
    async with real.visitor() as lan:
        await say(lan, 1, "lễ ở đâu vậy em")
        last = await erase(real, lan)
        opened = (await lan.post("/api/binh-long/session")).json()
        assert last["text"].startswith("Dạ, em đã xóa")
        assert [line["text"] for line in opened["messages"]] == [last["text"]]
        assert opened["last_id"] == last["id"]
        assert (await lan.get(MY_DATA)).status_code == 404
        anew = await say(lan, 3, "lễ khi nào")
        assert anew["id"] > last["id"]
        assert "lễ ở đâu" not in (await lan.get(MY_DATA)).text


async def test_an_open_stream_shows_the_last_words_and_what_comes_afterwards(real: Running) -> None:
    async with real.visitor() as lan, real.client(cookies=lan.cookies) as page:
        await say(lan, 1, "lễ ở đâu vậy em")
        async with page.stream("GET", "/api/binh-long/stream") as stream:
            lines = stream.aiter_lines()
            await erase(real, lan)
            await say(lan, 3, "lễ khi nào")
            texts = []
            async for line in lines:
                if line.startswith("data: "):
                    texts.append(json.loads(line[6:])["text"])
                if texts and texts[-1] == "lễ khi nào":
                    break
    assert any(text.startswith("Dạ, em đã xóa") for text in texts)


@pytest.mark.browser
async def test_the_page_offers_the_file_and_goes_on_after_an_erasure(real: Running, page: Page) -> None:
    await page.goto(f"{real.url}/binh-long")
    for text in ("lễ ở đâu", "/dulieucuatoi"):
        await page.fill("#text", text)
        await page.keyboard.press("Enter")
        await expect(page.locator(".line.you").last).to_contain_text(text)
    async with page.expect_download() as download:
        await page.locator("a.file").click()
    assert (await download.value).suggested_filename == "du-lieu-cua-toi.json"
    await page.fill("#text", "/xoadulieu")
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name="Xóa hết").last.click()
    await page.get_by_role("button", name="Chắc chắn, xóa đi").last.click()
    await expect(page.locator(".line.bot").last).to_contain_text("em đã xóa")
    await page.fill("#text", "lễ khi nào")
    await page.keyboard.press("Enter")
    await expect(page.locator(".line.bot").last).to_contain_text("13 giờ 30")

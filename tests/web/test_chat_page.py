"""The chat page in a real browser, as a person uses it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.async_api import Page, expect
from web.rig import Running

FOLDER = Path(__file__).resolve().parents[2] / "build" / "screenshots"

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def open_chat(page: Page, web: Running, path: str = "/binh-long") -> None:
    await page.goto(web.url + path)
    await expect(page.locator(".bot")).to_have_count(1)


async def ask(page: Page, text: str) -> None:
    """Type a question, send it with the Enter key and wait for the answer."""
    answers = page.locator(".bot")
    before = await answers.count()
    await page.locator("#text").fill(text)
    await page.locator("#text").press("Enter")
    await expect(answers).to_have_count(before + 1)


async def bubbles(page: Page) -> list[str]:
    return await page.locator(".bubble").all_inner_texts()


async def test_the_first_opening_is_greeted_without_showing_a_command(page: Page, web: Running) -> None:
    await open_chat(page, web)
    assert await bubbles(page) == ["Chào bác: /start"]
    await expect(page.locator("#notice")).to_have_text(
        "Bản dùng thử, không phải kênh chính thức của UBND phường Bình Long."
    )
    await expect(page.locator(".day")).to_have_text("Hôm nay")


async def test_a_typed_question_shows_with_its_answer_and_the_time(page: Page, web: Running) -> None:
    await open_chat(page, web)
    await ask(page, "le ngay nao?")
    assert (await bubbles(page))[1:] == ["le ngay nao?", "Bác hỏi “le ngay nao?”"]
    await expect(page.locator(".line time").last).to_have_text(re.compile(r"^\d\d:\d\d$"))
    await expect(page.locator("#text")).to_be_focused()
    await expect(page.locator("#text")).to_have_value("")


async def test_a_sign_shows_that_the_answer_is_on_its_way(page: Page, web: Running) -> None:
    await open_chat(page, web)
    await page.locator("#text").fill("chậm")
    await page.get_by_role("button", name="Gửi").click()
    await expect(page.get_by_text("Đang tìm câu trả lời…")).to_be_visible()
    await expect(page.locator(".bot")).to_have_count(2)
    await expect(page.get_by_text("Đang tìm câu trả lời…")).to_be_hidden()


async def test_buttons_work_under_the_newest_and_under_older_messages(page: Page, web: Running) -> None:
    await open_chat(page, web)
    await ask(page, "Ở đâu?")
    await page.locator(".bot").nth(1).get_by_role("button", name="Lễ ngày nào?").tap()
    await expect(page.locator(".bot")).to_have_count(3)
    await page.locator(".bot").nth(0).get_by_role("button", name="Ở đâu?").tap()
    await expect(page.locator(".bot")).to_have_count(4)
    assert (await bubbles(page))[3:] == [
        "Lễ ngày nào?",
        "Bác bấm q:launch.when",
        "Ở đâu?",
        "Bác bấm q:launch.where",
    ]


async def test_everything_can_be_done_with_the_keyboard_alone(page: Page, web: Running) -> None:
    await open_chat(page, web)
    await page.locator("body").focus()
    reached = ""
    for _ in range(12):
        await page.keyboard.press("Tab")
        reached = await page.evaluate("document.activeElement.textContent.trim()")
        if reached == "Ở đâu?":
            break
    assert reached == "Ở đâu?"
    outline = await page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    await page.keyboard.press("Enter")
    await expect(page.locator(".bot")).to_have_count(2)
    assert outline == "solid", "the focus can be seen"
    await page.locator("#text").focus()
    await page.keyboard.type("Dòng một")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("Dòng hai")
    await page.keyboard.press("Enter")
    await expect(page.locator(".bot")).to_have_count(3)
    assert (await bubbles(page))[-2] == "Dòng một\nDòng hai"


async def test_a_deep_link_is_handed_on_once(page: Page, web: Running) -> None:
    await open_chat(page, web, "/binh-long?start=desk_vneid")
    assert await bubbles(page) == ["Chào bác: /start desk_vneid"]
    assert page.url == web.url + "/binh-long"
    await page.reload()
    await ask(page, "Ở đâu?")
    assert len(await bubbles(page)) == 3


async def test_a_deep_link_that_is_none_of_ours_opens_the_chat_as_usual(page: Page, web: Running) -> None:
    await open_chat(page, web, "/binh-long?start=" + "a" * 65)
    assert await bubbles(page) == ["Chào bác: /start"]


async def test_the_counter_warns_near_a_thousand_characters(page: Page, web: Running) -> None:
    await open_chat(page, web)
    count, send = page.locator("#count"), page.get_by_role("button", name="Gửi")
    await page.locator("#text").fill("a" * 800)
    await expect(count).to_be_hidden()
    await page.locator("#text").fill("ế" * 990)
    await expect(count).to_have_text("Còn 10 ký tự")
    await expect(send).to_be_enabled()
    await page.locator("#text").fill("ế" * 1003)
    await expect(count).to_have_text("Dài quá 3 ký tự, bác viết ngắn lại giúp em.")
    await expect(send).to_be_disabled()
    await page.locator("#text").press("Enter")
    await expect(page.locator(".you")).to_have_count(0)


async def test_what_people_write_is_shown_as_text_and_only_plain_https_becomes_a_link(page: Page, web: Running) -> None:
    await open_chat(page, web)
    await ask(
        page,
        "<img src=x onerror=alert(1)> https://vneid.gov.vn/tai-ve. **quan trọng** http://khong.vn "
        "javascript:alert(1) https://vneid.gov.vn@xau.vn/ https://localhost",
    )
    answer = page.locator(".bot .bubble").last
    assert await answer.locator("img").count() == 0
    links = await answer.locator("a").evaluate_all("all => all.map(a => [a.href, a.rel])")
    assert links == [["https://vneid.gov.vn/tai-ve", "noopener noreferrer nofollow"]]
    await expect(answer.locator("strong")).to_have_text("quan trọng")
    assert "<img src=x onerror=alert(1)>" in await answer.inner_text()


async def test_the_larger_text_is_remembered(page: Page, web: Running) -> None:
    await open_chat(page, web)
    small = await _text_size(page)
    await page.get_by_role("button", name="Chữ to").tap()
    large = await _text_size(page)
    await page.goto(web.url + "/thien-tin")
    await expect(page.get_by_role("button", name="Chữ to")).to_have_attribute("aria-pressed", "true")
    await expect(page.locator(".bot")).to_have_count(1)
    assert (small, await _text_size(page)) == (18, large)
    assert large >= 23


async def _text_size(page: Page) -> float:
    return float(await page.locator(".bubble").first.evaluate("it => parseFloat(getComputedStyle(it).fontSize)"))


async def test_a_long_answer_is_read_from_its_question_on(page: Page, web: Running) -> None:
    await open_chat(page, web)
    await ask(page, "dài")
    question = page.locator(".you").last
    await expect(question).to_be_in_viewport(ratio=1)
    await page.get_by_role("button", name="Xuống tin mới nhất").click()
    await expect(page.locator(".bot").last.get_by_role("button", name="Ở đâu?")).to_be_in_viewport(ratio=1)


async def test_the_list_of_localities_leads_to_a_chat_and_back(page: Page, web: Running) -> None:
    await page.goto(web.url)
    await page.get_by_role("link", name="Xã Thiện Tín").tap()
    await expect(page.get_by_role("heading", name="Xã Thiện Tín")).to_be_visible()
    await page.get_by_role("link", name="Chọn địa phương khác").tap()
    await expect(page.get_by_role("heading", name="Chọn địa phương")).to_be_visible()


async def test_messages_dropped_in_a_flood_offer_to_be_sent_again_and_no_sign_stays(page: Page, web: Running) -> None:
    await open_chat(page, web)
    for number in range(23):
        await page.locator("#text").fill(f"Câu {number}")
        await page.locator("#text").press("Enter")
    again = page.get_by_role("button", name="Em chưa nhận tin này, bấm để gửi lại").last
    await expect(again).to_be_visible(timeout=15_000)
    await expect(page.get_by_text("Đang tìm câu trả lời…")).to_be_hidden()
    await page.wait_for_timeout(3_000)
    await again.click()
    await expect(page.get_by_text("Bác hỏi “Câu 22”")).to_be_visible()


async def test_on_a_small_phone_the_button_to_the_newest_covers_no_text(page: Page, web: Running) -> None:
    await page.set_viewport_size({"width": 320, "height": 640})
    await open_chat(page, web)
    await ask(page, "dài")
    button = page.get_by_role("button", name="Xuống tin mới nhất")
    await expect(button).to_be_visible()
    FOLDER.mkdir(parents=True, exist_ok=True)
    await page.screenshot(path=FOLDER / "tin-moi-nhat-320.png", animations="disabled")
    box, talk = await button.bounding_box(), await page.locator("#talk").bounding_box()
    assert box is not None
    assert talk is not None
    assert box["y"] >= talk["y"] + talk["height"]
    await button.click()
    await expect(page.locator(".bot").last.get_by_role("button", name="Ở đâu?")).to_be_in_viewport(ratio=1)

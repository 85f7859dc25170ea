"""The emulator from outside: as a program, over HTTP, and through its page in a real browser."""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from emulators.conftest import Client
from emulators.telegram.remote import RemoteTelegram
from emulators.telegram_server import TelegramServer
from playwright.async_api import Page, async_playwright, expect
from running import ROOT, free_port
from web.chromium import CHROMIUM, FLAGS

KEYBOARD = {
    "inline_keyboard": [
        [{"text": "Lễ phát động", "callback_data": "le"}, {"text": "Chữ ký số", "callback_data": "cks"}],
        [{"text": "Kế hoạch", "url": "https://binhlong.example.vn/ke-hoach"}],
    ]
}


@pytest.fixture
def program(tmp_path: Path) -> Iterator[tuple[RemoteTelegram, str]]:
    """The emulator started by hand, in a folder that is not ours; and the token it printed."""
    command = [sys.executable, str(ROOT / "tests/emulators/telegram_server.py"), "--port", str(free_port())]
    process = subprocess.Popen(
        [*command, "--person", "Cô Lan", "--no-limits"], cwd=tmp_path, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    said = process.stdout.readline() + process.stdout.readline()
    address, token = re.findall(r"http://\S+", said)[0], re.findall(r"\d+:\S{35}", said)[0]
    try:
        yield RemoteTelegram(address), token
    finally:
        process.terminate()
        process.communicate(timeout=10)


def test_it_runs_alone_and_is_driven_from_another_process(program: tuple[RemoteTelegram, str]) -> None:
    remote, token = program
    tu, minh = remote.add_person("Ông Tư"), remote.add_person("Anh Minh")
    other = remote.add_bot("Bot khác")
    group = remote.add_group("Tổ 3", [tu, minh], [token, other])

    written = remote.act(tu, "write", text="chào", bot=token)
    remote.act(minh, "sticker", group=group)
    remote.act(tu, "edit", message_id=written["message_id"], text="chào em", bot=token)
    new_group = remote.act_group(group, "migrate")

    assert [message["text"] for message in remote.messages(token, tu)] == ["chào em"]
    assert remote.messages(other, tu) == []
    assert new_group < -(10**12)
    assert (
        remote.figures(token)["pending"] == 5
    )  # joined, chào, edited, two about the new group; no sticker: privacy mode


def test_a_wrong_order_says_what_is_wrong(program: tuple[RemoteTelegram, str]) -> None:
    remote, token = program
    tu = remote.add_person("Ông Tư")

    with pytest.raises(ValueError, match="a person cannot 'sing'"):
        remote.act(tu, "sing", bot=token)
    with pytest.raises(ValueError, match="no message with a button 'Có'"):
        remote.act(tu, "press", button="Có", bot=token)
    with pytest.raises(ValueError, match="there is no fault"):
        remote.fault("explode")


async def test_faults_and_figures_over_http(telegram: TelegramServer, call: Client) -> None:
    remote = RemoteTelegram(telegram.base_url)
    lan = await asyncio.to_thread(remote.add_person, "Cô Lan")
    await asyncio.to_thread(remote.act, lan, "start", payload="ma")
    await asyncio.to_thread(remote.fault, "refuse", retry_after=3, method="sendMessage")
    refused, sent = await call.send(lan), await call.send(lan, reply_markup=KEYBOARD)
    await asyncio.to_thread(remote.act, lan, "press", button="Chữ ký số")

    shown = await asyncio.to_thread(remote.wait_for_bot, call.token, lan, 1)
    figures = await asyncio.to_thread(remote.figures, call.token)
    assert refused.body["parameters"] == {"retry_after": 3}
    assert shown == [sent.result]
    assert (figures["refused"], figures["calls"]["sendmessage"], figures["pending"]) == (1, 2, 2)
    assert [accepted["chat_id"] for accepted in figures["accepted"]] == [lan]


@pytest.fixture
def browser_is_there() -> None:
    if not CHROMIUM.exists():
        pytest.skip("needs Debian's chromium: apt-get install chromium")


@pytest.mark.browser
@pytest.mark.usefixtures("browser_is_there")
@pytest.mark.parametrize(("width", "height"), [(390, 844), (1280, 800)])
async def test_one_can_play_a_test_person_on_the_page(
    telegram: TelegramServer, call: Client, width: int, height: int
) -> None:
    lan = telegram.person("Cô Lan")
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = await chromium.new_page(viewport={"width": width, "height": height}, locale="vi-VN")
        wrong: list[str] = []
        page.on("pageerror", lambda error: wrong.append(str(error)))
        await page.goto(telegram.base_url)

        await page.get_by_role("button", name="Bắt đầu").click()
        await expect(page.locator(".mine")).to_contain_text("/start")
        await call.send(lan.id, "<b>Chào bác!</b> 🎉 <i>Dạ</i>", parse_mode="HTML", reply_markup=KEYBOARD)
        await expect(page.locator("strong", has_text="Chào bác!")).to_have_text("Chào bác!")
        await expect(page.locator("em")).to_have_text("Dạ")
        await page.get_by_role("button", name="Chữ ký số").click()
        await telegram.until(lambda: len(telegram.world.presses) == 1)
        press = next(iter(telegram.world.presses.values()))
        await call("answerCallbackQuery", callback_query_id=press.id, text="Em nghe rồi ạ")
        await expect(page.get_by_role("status")).to_have_text("Em nghe rồi ạ")
        await page.get_by_role("textbox", name="Tin nhắn").fill("Lễ ở đâu?")
        await page.keyboard.press("Enter")
        await expect(page.locator(".mine").last).to_contain_text("Lễ ở đâu?")

        assert press.data == "cks"
        assert [message.text for message in lan.messages()][-1] == "Lễ ở đâu?"
        assert await _overflow(page) <= 0
        assert wrong == []
        await chromium.close()


async def _overflow(page: Page) -> int:
    return int(await page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))

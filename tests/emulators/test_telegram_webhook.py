"""Webhooks: what is refused, the secret header, order, repetitions with growing pauses, calls in the answer."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from aiohttp import web
from emulators.conftest import Client
from emulators.telegram_server import Person, TelegramServer

SECRET = "bi-mat_2025"


class Hook:
    """A bot's own web server. ``answer`` decides what each update gets; ``seen`` are texts in the order they came."""

    def __init__(self) -> None:
        self.url = ""
        self.seen: list[str] = []
        self.secrets: list[str | None] = []
        self.at: list[float] = []
        self.pause_s, self.open, self.most_at_once = 0.0, 0, 0
        self.answer: Callable[[dict[str, Any]], web.Response] = lambda update: web.Response()

    async def handle(self, request: web.Request) -> web.Response:
        self.open += 1
        self.most_at_once = max(self.most_at_once, self.open)
        update = await request.json()
        await asyncio.sleep(self.pause_s)
        self.open -= 1
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.seen.append(update["message"]["text"])
        self.at.append(asyncio.get_running_loop().time())
        return self.answer(update)


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    receiving = Hook()
    app = web.Application()
    app.router.add_post("/telegram", receiving.handle)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiving.url = f"http://127.0.0.1:{runner.addresses[0][1]}/telegram"
    yield receiving
    await runner.cleanup()


@pytest.fixture
def lan(telegram: TelegramServer) -> Person:
    return telegram.person("Cô Lan")


@pytest.mark.parametrize(
    ("arguments", "description"),
    [
        (
            {"url": "https://bot.example.vn:8080/x"},
            "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
        ),
        ({"url": "http://bot.example.vn/x"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "ftp://bot.example.vn/x"}, "invalid webhook URL specified"),
        ({"url": "https://"}, "invalid webhook URL specified"),
        ({"url": "https://bot.example.vn/x", "secret_token": "có dấu"}, "secret token contains unallowed characters"),
        ({"url": "https://bot.example.vn/x", "secret_token": "a" * 257}, "secret token is too long"),
    ],
)
async def test_a_webhook_that_could_not_work_is_refused(
    call: Client, arguments: dict[str, str], description: str
) -> None:
    refused = await call("setWebhook", **arguments)

    assert refused.refusal == (400, f"Bad Request: {description}")
    assert (await call("getWebhookInfo")).result["url"] == ""


@pytest.mark.parametrize("port", ["", ":443", ":80", ":88", ":8443"])
async def test_the_four_ports_are_allowed(call: Client, port: str) -> None:
    done = await call("setWebhook", url=f"https://bot.example.vn{port}/x", max_connections=7)

    assert done.body == {"ok": True, "result": True, "description": "Webhook was set"}
    assert (await call("getWebhookInfo")).result["max_connections"] == 7


async def test_setting_a_webhook_twice_within_a_second_is_too_much(call: Client, hook: Hook) -> None:
    await call("setWebhook", url=hook.url)

    assert (await call("setWebhook", url=hook.url)).refusal == (429, "Too Many Requests: retry after 1")


async def test_updates_arrive_in_order_with_the_secret(
    telegram: TelegramServer, call: Client, hook: Hook, lan: Person
) -> None:
    lan.writes("câu 0")
    await call("setWebhook", url=hook.url, secret_token=SECRET)
    for number in range(1, 10):
        lan.writes(f"câu {number}")
    await telegram.until(lambda: len(hook.seen) == 10)

    assert hook.seen == [f"câu {number}" for number in range(10)]
    assert set(hook.secrets) == {SECRET}


async def test_without_a_secret_there_is_no_header(
    telegram: TelegramServer, call: Client, hook: Hook, lan: Person
) -> None:
    await call("setWebhook", url=hook.url)
    lan.writes("chào")
    await telegram.until(lambda: bool(hook.seen))

    assert hook.secrets == [None]


async def test_pending_updates_can_be_dropped(telegram: TelegramServer, call: Client, hook: Hook, lan: Person) -> None:
    lan.writes("câu cũ")
    await call("setWebhook", url=hook.url, drop_pending_updates=True)
    lan.writes("câu mới")
    await telegram.until(lambda: bool(hook.seen))

    assert hook.seen == ["câu mới"]


async def test_what_was_not_taken_comes_again_after_growing_pauses(
    telegram: TelegramServer, call: Client, hook: Hook, lan: Person
) -> None:
    hook.answer = lambda update: web.Response(status=500 if len(hook.seen) < 5 else 200)
    await call("setWebhook", url=hook.url)
    lan.writes("một")
    lan.writes("hai")
    await telegram.until(lambda: len(hook.seen) == 6)
    info = (await call("getWebhookInfo")).result

    assert hook.seen == ["một"] * 5 + ["hai"]
    pauses = [later - earlier for earlier, later in zip(hook.at[:5], hook.at[1:5], strict=False)]
    # the first repetition follows at once, then 2, 4 and 8 s, here fifty times shorter
    assert pauses[0] < pauses[3]
    assert [pause >= wanted for pause, wanted in zip(pauses[1:], (0.04, 0.08, 0.16), strict=True)] == [True] * 3
    assert info["last_error_message"] == "Wrong response from the webhook: 500 Internal Server Error"
    assert [delivery.status for delivery in telegram.bot(call.token).deliveries[:5]] == [500] * 4 + [200]


async def test_retry_after_of_the_bot_is_kept(telegram: TelegramServer, call: Client, hook: Hook, lan: Person) -> None:
    busy = web.Response(status=429, headers={"Retry-After": "5"})
    hook.answer = lambda update: busy if len(hook.seen) == 1 else web.Response()
    await call("setWebhook", url=hook.url)
    lan.writes("một")
    await telegram.until(lambda: len(hook.seen) == 2)

    assert hook.at[1] - hook.at[0] >= 0.1


async def test_one_stuck_chat_does_not_hold_up_another(
    telegram: TelegramServer, call: Client, hook: Hook, lan: Person
) -> None:
    hook.answer = lambda update: web.Response(status=500 if update["message"]["text"] == "kẹt" else 200)
    await call("setWebhook", url=hook.url)
    lan.writes("kẹt")
    lan.writes("sau kẹt")
    telegram.person("Anh Minh").writes("thông")
    await telegram.until(lambda: "thông" in hook.seen)

    assert "sau kẹt" not in hook.seen


async def test_a_bot_that_is_down_gets_everything_when_it_is_back(
    telegram: TelegramServer, call: Client, hook: Hook, lan: Person
) -> None:
    await call("setWebhook", url="http://127.0.0.1:9/telegram")
    lan.writes("lúc bot nghỉ")
    await telegram.until(lambda: len(telegram.bot(call.token).deliveries) >= 2)
    refused = (await call("getWebhookInfo")).result
    await asyncio.sleep(1.0)
    await call("setWebhook", url=hook.url)
    await telegram.until(lambda: bool(hook.seen))

    assert (refused["last_error_message"], refused["pending_update_count"]) == ("Connection refused", 1)
    assert hook.seen == ["lúc bot nghỉ"]


@pytest.mark.parametrize("method", ["sendMessage", "SENDMESSAGE"])
async def test_a_call_in_the_answer_is_carried_out(
    telegram: TelegramServer, call: Client, hook: Hook, lan: Person, method: str
) -> None:
    hook.answer = lambda update: web.json_response(
        {"method": method, "chat_id": lan.id, "text": "<b>Dạ</b>", "parse_mode": "HTML"}
    )
    await call("setWebhook", url=hook.url)
    lan.writes("chào")

    assert [message.text for message in await telegram.received(lan)] == ["Dạ"]


async def test_a_broken_call_in_the_answer_still_takes_the_update(
    telegram: TelegramServer, call: Client, hook: Hook, lan: Person
) -> None:
    hook.answer = lambda update: web.json_response({"method": "sendMessage", "chat_id": lan.id, "text": ""})
    await call("setWebhook", url=hook.url)
    lan.writes("một")
    lan.writes("hai")
    await telegram.until(lambda: not telegram.bot(call.token).inbox.pending)

    assert hook.seen == ["một", "hai"]
    assert lan.received() == []


async def test_a_deleted_webhook_leaves_the_updates_to_polling(
    telegram: TelegramServer, call: Client, hook: Hook, lan: Person
) -> None:
    hook.answer = lambda update: web.Response(status=503)
    await call("setWebhook", url=hook.url)
    lan.writes("câu này")
    await telegram.until(lambda: bool(hook.seen))
    deleted = await call("deleteWebhook")

    assert deleted.body["description"] == "Webhook was deleted"
    assert [update["message"]["text"] for update in (await call("getUpdates")).result] == ["câu này"]


async def test_no_more_connections_than_agreed_are_open_at_once(
    telegram: TelegramServer, call: Client, hook: Hook
) -> None:
    await call("setWebhook", url=hook.url, max_connections=3)
    hook.pause_s = 0.02
    for number in range(12):
        telegram.person(f"Người {number}").writes("chào")
    await telegram.until(lambda: len(hook.seen) == 12)

    assert hook.most_at_once == 3

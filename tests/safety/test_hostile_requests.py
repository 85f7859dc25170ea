"""Requests that no page and no Telegram would send: refused, and nothing of them is stored."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest
import pytest_asyncio
from fastapi import FastAPI
from safety.stage import NOW, Stage, TelegramSession, WebForm, stage

from bot.channels.telegram_bot.addressing import Me
from bot.channels.telegram_bot.receiving import Receiver
from bot.channels.telegram_bot.webhook import BODY_BYTES, add_webhook, webhook_path
from scheduler.people import Channel

pytestmark = pytest.mark.asyncio(loop_scope="module")

SECRET = "mat-khau-de-thu-0123"
MESSAGES = "/api/binh-long/messages"
JSON = {"Content-Type": "application/json"}
TOLD = "079203001234"
"""Stands in every body, so that a trace of it would be found."""


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def ready(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    async with stage(tmp_path_factory.mktemp("stage")) as started:
        yield started


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def browser(ready: Stage) -> AsyncIterator[httpx.AsyncClient]:
    """A browser with a session."""
    async with (await WebForm.open(ready)).client() as opened:
        (await opened.post("/api/binh-long/session")).raise_for_status()
        yield opened


def counted(ready: Stage) -> dict[str, int]:
    """How many rows each table has; none may hold what the requests told."""
    rows = ready.rows()
    assert not any(TOLD in str(cell) for found in rows.values() for row in found for cell in row)
    return {table: len(found) for table, found in rows.items()}


def body(**fields: Any) -> bytes:
    return json.dumps({"id": "m1", "text": f"Lễ ở đâu {TOLD}", **fields}).encode()


BODIES: list[tuple[str, bytes, dict[str, str], int]] = [
    ("nothing", b"", JSON, 422),
    ("no JSON", TOLD.encode(), JSON, 422),
    ("half of it", body()[:-1], JSON, 422),
    ("two of them", body() + body(), JSON, 422),
    ("a list", b"[" + body() + b"]", JSON, 422),
    ("a text", json.dumps(TOLD).encode(), JSON, 422),
    ("a number", TOLD.lstrip("0").encode(), JSON, 422),
    ("null", b"null", JSON, 422),
    ("not a number", b'{"id": "m1", "text": NaN}', JSON, 422),
    ("a number without end", b'{"id": "m1", "text": ' + b"9" * 5000 + b"}", JSON, 422),
    ("too deep", b'{"id": "m1", "text": ' + b"[" * 6000 + b"]" * 6000 + b"}", JSON, 422),
    ("too deep, not closed", b"[" * 16_000, JSON, 422),
    ("too large", body(text=TOLD * 2000), JSON, 413),
    ("too large with ballast", body(ballast="x" * 20_000), JSON, 413),
    ("bytes that are no text", b'{"id": "m1", "text": "\xff\xfe\x80"}', JSON, 422),
    ("UTF-7", b'{"id": "m1", "text": "+AGE-"', JSON, 422),
    ("a text that is a list", body(text=[TOLD]), JSON, 422),
    ("a text that is an object", body(text={"$ne": TOLD}), JSON, 422),
    ("a text that is true", body(text=True), JSON, 422),
    ("a text that is half a surrogate pair", b'{"id": "m1", "text": "\\ud83d"}', JSON, 422),
    ("an id that is a number", body(id=1), JSON, 422),
    ("an id that is a path", body(id="../../x"), JSON, 422),
    ("an id that is SQL", body(id="' OR 1=1 --"), JSON, 422),
    ("an id with a newline", body(id="m1\n"), JSON, 422),
    ("an id too long", body(id="m" * 65), JSON, 422),
    ("no id", json.dumps({"text": TOLD}).encode(), JSON, 422),
    ("a ref that is an object", body(ref={"o": "removed:1"}, label=TOLD), JSON, 422),
    ("a ref without its label", body(ref="q:launch.when"), JSON, 422),
    ("a ref in capitals", body(ref="O:REMOVED:1", label=TOLD), JSON, 422),
    ("a ref too long", body(ref="q:" + "a" * 63, label=TOLD), JSON, 422),
    ("a ref too long in bytes", body(ref="q:" + "ễ" * 30, label=TOLD), JSON, 422),
    ("only blanks", body(text=" \u00a0\n\t"), JSON, 422),
    ("only control characters", body(text="\x00\x01\x1b"), JSON, 422),
    ("a form", f"id=m1&text={TOLD}".encode(), {"Content-Type": "application/x-www-form-urlencoded"}, 415),
    ("JSON as plain text", body(), {"Content-Type": "text/plain"}, 415),
    ("JSON as HTML", body(), {"Content-Type": "text/html"}, 415),
    ("parts of a form", body(), {"Content-Type": "multipart/form-data; boundary=x"}, 415),
    ("XML", f"<text>{TOLD}</text>".encode(), {"Content-Type": "application/xml"}, 415),
    ("another origin", body(), {**JSON, "Origin": "https://evil.example"}, 403),
    ("an origin that begins like ours", body(), {**JSON, "Origin": "http://test.evil.example"}, 403),
    ("no origin that it wants to name", body(), {**JSON, "Origin": "null"}, 403),
    ("a file's origin", body(), {**JSON, "Origin": "file://"}, 403),
    ("what a browser calls another site", body(), {**JSON, "Sec-Fetch-Site": "cross-site"}, 403),
]


@pytest.mark.parametrize(("content", "headers", "status"), [row[1:] for row in BODIES], ids=[row[0] for row in BODIES])
async def test_what_no_page_sends_is_refused_kindly_and_leaves_no_trace(
    ready: Stage, browser: httpx.AsyncClient, content: bytes, headers: dict[str, str], status: int
) -> None:
    before = counted(ready)

    answer = await browser.post(MESSAGES, content=content, headers=headers)

    assert answer.status_code == status
    assert answer.json()["error"].endswith((".", "nhé."))
    assert TOLD not in answer.text
    assert counted(ready) == before


@pytest.mark.parametrize("cookie", ["", "x", "0" * 31, "g" * 32, "' OR 1=1 --", "../../etc/passwd", "0" * 5000])
async def test_a_made_up_cookie_is_no_session(ready: Stage, cookie: str) -> None:
    before = counted(ready)
    async with (await WebForm.open(ready)).client() as stranger:
        answer = await stranger.post(MESSAGES, content=body(), headers={**JSON, "Cookie": f"hv_visitor={cookie}"})

    assert answer.status_code == 401
    assert counted(ready) == before


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "GET"])
async def test_other_methods_are_none(ready: Stage, browser: httpx.AsyncClient, method: str) -> None:
    before = counted(ready)

    answer = await browser.request(method, MESSAGES, content=body())

    assert answer.status_code == 405
    assert counted(ready) == before


@pytest.mark.parametrize(
    "path",
    [
        "/api/../../etc/passwd/messages",
        "/api/%2e%2e%2f%2e%2e/messages",
        "/api/binh-long%00/messages",
        "/api/' OR 1=1 --/messages",
        "/api/organisers/messages",
        "/static/../words.py",
        "/static/%2e%2e/words.py",
        "/static/chat.html",
        "/.env",
        "/hocvuso.db",
        "/<script>alert(1)</script>",
    ],
)
async def test_paths_out_of_bounds_lead_nowhere_and_are_not_repeated(browser: httpx.AsyncClient, path: str) -> None:
    for answer in (await browser.get(path), await browser.post(path, content=body(), headers=JSON)):
        assert 400 <= answer.status_code < 500
        assert "<script>alert" not in answer.text
        assert "passwd" not in answer.text


class Hook:
    """The webhook of the ward's Telegram account."""

    def __init__(self, ready: Stage, account_id: int, app: FastAPI) -> None:
        self.ready, self.path = ready, webhook_path(account_id)
        self._app = app

    async def call(self, content: bytes | Iterator[bytes], secret: str | None = SECRET, path: str = "") -> int:
        headers = {} if secret is None else {"X-Telegram-Bot-Api-Secret-Token": secret}
        async with httpx.AsyncClient(transport=httpx.ASGITransport(self._app), base_url="http://test") as telegram:
            return (await telegram.post(path or self.path, content=content, headers=headers)).status_code


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def hook(ready: Stage) -> Hook:
    channel = await ready.account(Channel.TELEGRAM, TelegramSession())
    receiver = Receiver(channel, ready.loop, ready.database.addresses, lambda: NOW)
    receiver.me = Me(1, "hocvuso_bot")
    app = FastAPI()
    add_webhook(app, {channel.account.id: receiver}, SECRET)
    return Hook(ready, channel.account.id, app)


def update(number: int = 1, **message: Any) -> bytes:
    person = {"id": 9, "is_bot": False, "first_name": "Lan"}
    said = {"message_id": 1, "date": 1, "chat": {"id": 9, "type": "private"}, "from": person, "text": "Lễ ở đâu?"}
    return json.dumps({"update_id": number, "message": {**said, **message}}).encode()


async def test_telegram_itself_is_heard(hook: Hook) -> None:
    before = hook.ready.rows("events", "messages")

    assert await hook.call(update()) == 200
    after = hook.ready.rows("events", "messages")
    assert len(after["events"]) == len(before["events"]) + 1
    assert len(after["messages"]) > len(before["messages"])


@pytest.mark.parametrize("secret", [None, "", "x", SECRET[:-1], SECRET + "x", SECRET.upper(), "' OR 1=1 --"])
async def test_without_the_secret_nobody_is_heard(hook: Hook, secret: str | None) -> None:
    before = counted(hook.ready)

    assert await hook.call(update(), secret) == 401
    assert await hook.call(b"[" * 100_000, secret) == 401
    assert counted(hook.ready) == before


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"", 400),
        (TOLD.encode(), 400),
        (b"[" * 100_000, 400),
        (b"[]", 400),
        (b'{"update_id": "1"}', 400),
        (b'{"update_id": null}', 400),
        (b'{"message": {}}', 400),
        (b"\xff\xfe", 400),
        (b'{"update_id": ' + b"9" * 5000 + b"}", 400),
        (update(text=TOLD * (BODY_BYTES // 10)), 413),
        (b"x" * (BODY_BYTES + 1), 413),
    ],
)
async def test_what_is_no_update_is_refused(hook: Hook, content: bytes, status: int) -> None:
    before = counted(hook.ready)

    assert await hook.call(content) == status
    assert counted(hook.ready) == before


@pytest.mark.parametrize("account", ["0", "-1", "999", "abc", "1e3", "²", "9" * 40])
async def test_an_account_that_is_none_is_not_found(hook: Hook, account: str) -> None:
    before = counted(hook.ready)

    assert await hook.call(update(), path=f"/webhooks/telegram/{account}") == 404
    assert counted(hook.ready) == before


@pytest.mark.parametrize(
    "content",
    [
        b'{"update_id": 1, "message": 5}',
        b'{"update_id": 1, "message": {"chat": null}}',
        b'{"update_id": 1, "message": {"chat": {"id": 9, "type": "private"}}}',
        b'{"update_id": 1, "callback_query": {"id": "1"}}',
        b'{"update_id": 1, "my_chat_member": []}',
        b'{"update_id": 1, "edited_message": {"text": "x"}}',
        b'{"update_id": 1, "poll": {"id": "1"}}',
        b'{"update_id": true}',
        update(text=["a"]),
        update(text={"a": 1}),
        update(chat={"id": 9, "type": "channel"}),
        update(**{"from": {"id": 9, "is_bot": True, "first_name": "Bot"}}),
    ],
)
async def test_an_update_of_a_strange_shape_is_taken_once_and_leaves_no_words(hook: Hook, content: bytes) -> None:
    """Refused, Telegram would bring it again and again."""
    before = counted(hook.ready)

    assert await hook.call(content) == 200
    assert counted(hook.ready) == before

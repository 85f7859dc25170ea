"""Where Telegram calls: who may, what is refused before it is read, and when it is taken."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from emulators.telegram_server import ALWAYS, TelegramServer
from telegram_cast import SECRET, Rig, running_bots, until

from bot.channels.telegram_bot import webhook
from bot.channels.telegram_bot.incoming import ALLOWED_UPDATES
from storage.engine import Database
from storage.errors import StorageUnavailable

HEADER = "X-Telegram-Bot-Api-Secret-Token"


class Caller:
    """Calls our webhook as Telegram does."""

    def __init__(self, rig: Rig, http: aiohttp.ClientSession) -> None:
        self.rig, self.http = rig, http
        self.path = f"/webhooks/telegram/{rig.channel.account.id}"

    async def __call__(self, body: Any = None, secret: str | None = SECRET, path: str = "", **options: Any) -> int:
        data = options.pop("data", None) or json.dumps(body)
        headers = {"Content-Type": "application/json"} | ({HEADER: secret} if secret is not None else {})
        async with self.http.post(self.rig.url + (path or self.path), data=data, headers=headers, **options) as answer:
            return answer.status


@pytest.fixture
async def calls(telegram: TelegramServer, token: str, database: Database) -> AsyncIterator[Caller]:
    async with (
        running_bots(telegram, database, {"binh-long": token}, mode="webhook") as rig,
        aiohttp.ClientSession() as http,
    ):
        yield Caller(rig, http)


def update(number: int, text: str = "Lễ mấy giờ?", person: int = 5200000001) -> dict[str, Any]:
    sender = {"id": person, "is_bot": False, "first_name": "Lan"}
    chat = {"id": person, "type": "private", "first_name": "Lan"}
    return {
        "update_id": number,
        "message": {"message_id": number, "date": 1, "from": sender, "chat": chat, "text": text},
    }


async def test_telegram_is_told_where_to_call_and_with_which_secret(
    calls: Caller, telegram: TelegramServer, token: str
) -> None:
    hook = telegram.bot(token).webhook

    assert hook is not None
    assert (hook.url, hook.secret) == (calls.rig.url + calls.path, SECRET)
    assert telegram.bot(token).inbox.allowed == set(ALLOWED_UPDATES)


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", SECRET[:-1], "mật-khẩu"])
async def test_without_the_secret_nothing_is_read(calls: Caller, secret: str | None) -> None:
    async def never_ends() -> AsyncIterator[bytes]:
        yield b'{"update_id": 1'
        await asyncio.sleep(30)

    async with asyncio.timeout(3):  # it is answered before the body has come
        assert await calls(secret=secret, data=never_ends()) == 401


async def test_without_the_secret_one_cannot_learn_which_accounts_there_are(calls: Caller) -> None:
    assert await calls(update(1), secret="wrong", path="/webhooks/telegram/99") == 401


@pytest.mark.parametrize("account", ["99", "0", "-1", "abc", "9" * 30, "١"])
async def test_an_account_we_do_not_have_is_not_found(calls: Caller, account: str) -> None:
    assert await calls(update(1), path=f"/webhooks/telegram/{account}") == 404


async def test_other_methods_are_not_allowed(calls: Caller) -> None:
    async with calls.http.get(calls.rig.url + calls.path) as answer:
        assert answer.status == 405


@pytest.mark.parametrize(
    "body", [b"", b"{", b"\xff\xfe", b"[]", b"7", b"null", b'{"message": {}}', b'{"update_id": "1"}', b"[" * 100_000]
)
async def test_what_is_no_update_is_refused(calls: Caller, body: bytes) -> None:
    assert await calls(data=body or b" ") == 400


async def test_a_body_that_is_too_long_is_refused_by_its_header_and_in_fact(calls: Caller) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(20):
            yield b" " * 100_000

    assert await calls(data=b" " * (webhook.BODY_BYTES + 1)) == 413
    assert await calls(data=chunks()) == 413


async def test_an_update_is_taken_once(calls: Caller, telegram: TelegramServer) -> None:
    lan = telegram.person("Cô Lan")
    lan.writes("Chào")
    await telegram.received(lan)

    assert [await calls(update(7, person=lan.id)) for _ in range(3)] == [200, 200, 200]
    assert await calls(update(8, "Hết", person=lan.id)) == 200
    assert [one.text for one in await telegram.received(lan, 3)] == ["Dạ: Chào", "Dạ: Lễ mấy giờ?", "Dạ: Hết"]


@pytest.mark.parametrize("kind", ["channel_post", "poll", "kind_of_2027"])
async def test_kinds_we_do_not_know_are_taken_and_nothing_happens(calls: Caller, kind: str) -> None:
    assert await calls({"update_id": 1, kind: {"id": 5}}) == 200


async def test_it_is_taken_only_after_the_commit(calls: Caller, database: Database) -> None:
    submit, gate = database.updates.submit, asyncio.Event()

    async def held(record: Any) -> Any:
        await gate.wait()
        return await submit(record)

    database.updates.submit = held  # type: ignore[method-assign]
    call = asyncio.create_task(calls(update(7)))
    await asyncio.sleep(0.2)
    assert not call.done()
    gate.set()

    assert await call == 200
    assert len(await calls.rig.transcript(5200000001)) == 2


async def test_when_it_cannot_be_stored_telegram_shall_come_again(calls: Caller, database: Database) -> None:
    async def fails(record: Any) -> Any:
        raise StorageUnavailable("SQLITE_FULL")

    submit = database.updates.submit
    database.updates.submit = fails  # type: ignore[method-assign]
    assert await calls(update(7)) == 503
    database.updates.submit = submit  # type: ignore[method-assign]
    assert await calls(update(7)) == 200


async def test_more_than_it_can_take_at_once_is_sent_again(calls: Caller, database: Database) -> None:
    submit, gate = database.updates.submit, asyncio.Event()

    async def held(record: Any) -> Any:
        await gate.wait()
        return await submit(record)

    database.updates.submit = held  # type: ignore[method-assign]
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector) as http:
        many = Caller(calls.rig, http)
        tasks = [asyncio.create_task(many(update(n, person=n))) for n in range(1, webhook.AT_ONCE + 21)]
        await until(lambda: sum(task.done() for task in tasks) == 20, timeout_s=20)
        gate.set()
        statuses = await asyncio.gather(*tasks)

    assert (statuses.count(503), statuses.count(200)) == (20, webhook.AT_ONCE)


async def test_before_we_know_who_we_are_telegram_shall_come_again(
    telegram: TelegramServer, token: str, database: Database
) -> None:
    telegram.faults.answer(500, times=ALWAYS, method="getMe")
    async with (
        running_bots(telegram, database, {"binh-long": token}, mode="webhook") as rig,
        aiohttp.ClientSession() as http,
    ):
        call = Caller(rig, http)
        assert await call(update(7)) == 503
        telegram.faults.clear()
        await until(lambda: rig.line.trouble is None)
        assert await call(update(7)) == 200


async def test_while_polling_there_is_no_webhook(telegram: TelegramServer, token: str, database: Database) -> None:
    async with running_bots(telegram, database, {"binh-long": token}) as rig, aiohttp.ClientSession() as http:
        assert await Caller(rig, http)(update(7)) == 404


async def test_what_came_while_we_were_away_is_delivered_and_answered(
    telegram: TelegramServer, token: str, database: Database
) -> None:
    lan = telegram.person("Cô Lan")
    lan.writes("Lễ mấy giờ?")
    async with running_bots(telegram, database, {"binh-long": token}, mode="webhook"):
        assert (await telegram.received(lan))[0].text == "Dạ: Lễ mấy giờ?"


async def test_a_webhook_that_somebody_took_away_is_set_again(
    telegram: TelegramServer, token: str, database: Database
) -> None:
    lan = telegram.person("Cô Lan")
    async with running_bots(telegram, database, {"binh-long": token}, mode="webhook", pause_factor=0.004):
        await asyncio.sleep(1.1)  # Telegram takes one setWebhook a second
        async with aiohttp.ClientSession() as http:
            await http.post(f"{telegram.base_url}/bot{token}/deleteWebhook")
        assert telegram.bot(token).webhook is None
        await until(lambda: telegram.bot(token).webhook is not None)
        lan.writes("Lễ mấy giờ?")
        await telegram.received(lan)

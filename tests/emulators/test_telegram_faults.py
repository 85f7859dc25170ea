"""Troubles on demand: errors, lost answers, dropped connections, latency."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest
from emulators.conftest import Client
from emulators.telegram_server import Person, TelegramServer


async def test_server_errors_come_as_often_as_ordered(telegram: TelegramServer, call: Client, lan: Person) -> None:
    telegram.faults.answer(500, "Internal Server Error", times=2, method="sendMessage")

    replies = [await call.send(lan.id) for _ in range(3)]

    assert [reply.status for reply in replies] == [500, 500, 200]
    assert replies[0].refusal == (500, "Internal Server Error")
    assert len(lan.received()) == 1


async def test_a_lost_answer_means_a_message_that_arrived(telegram: TelegramServer, call: Client, lan: Person) -> None:
    telegram.faults.lose_answer(method="sendMessage")

    with pytest.raises(aiohttp.ServerDisconnectedError):
        await call.send(lan.id, "Một lần thôi")

    assert [message.text for message in lan.received()] == ["Một lần thôi"]


async def test_a_dropped_connection_means_a_message_that_did_not_arrive(
    telegram: TelegramServer, call: Client, lan: Person
) -> None:
    telegram.faults.drop_connection(chat_id=lan.id)

    with pytest.raises(aiohttp.ServerDisconnectedError):
        await call.send(lan.id)

    assert lan.received() == []


async def test_a_proxy_page_is_no_json(telegram: TelegramServer, http: aiohttp.ClientSession, call: Client) -> None:
    telegram.faults.answer_html(502)

    async with http.get(call.url("getMe")) as response:
        assert (response.status, response.content_type) == (502, "text/html")


async def test_latency_delays_every_answer(telegram: TelegramServer, call: Client) -> None:
    telegram.faults.latency_s = 0.05
    began = _now()
    await call("getMe")

    assert _now() - began >= 0.05


def _now() -> float:
    return asyncio.get_running_loop().time()

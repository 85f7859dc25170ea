"""Following a transcript by server-sent events, over real HTTP."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest
from aiogram.methods import SendMessage
from web.rig import Running, running

from bot.web.limits import WebLimits

pytestmark = pytest.mark.asyncio(loop_scope="session")

MESSAGES, STREAM = "/api/binh-long/messages", "/api/binh-long/stream"


async def events(response: httpx.Response) -> AsyncIterator[dict[str, Any]]:
    """The messages of a stream, each with the event's id under "event_id"; comments come as {"comment": …}."""
    event: dict[str, Any] = {}
    async for line in response.aiter_lines():
        name, _, value = line.partition(":")
        if not line and "id" in event:
            yield event
            event = {}
        elif not name and value:
            yield {"comment": value.strip()}
        elif name == "id":
            event["event_id"] = int(value)
        elif name == "data":
            event |= json.loads(value)


async def read(client: httpx.AsyncClient, count: int, **options: Any) -> list[dict[str, Any]]:
    async with asyncio.timeout(5), client.stream("GET", STREAM, **options) as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        found: list[dict[str, Any]] = []
        async for event in events(response):
            if "comment" not in event:
                found.append(event)
            if len(found) == count:
                return found
    return found


async def ask(client: httpx.AsyncClient, number: int) -> None:
    (await client.post(MESSAGES, json={"id": f"m{number}", "text": f"Câu {number}"})).raise_for_status()


async def test_a_page_opened_before_the_first_message_gets_the_question_and_the_answer(web: Running) -> None:
    async with web.visitor() as lan:
        reading = asyncio.create_task(read(lan, 2))
        await asyncio.sleep(0.2)
        await ask(lan, 1)
        asked, replied = await reading
    assert (asked["from"], asked["text"], asked["event"]) == ("you", "Câu 1", "m1")
    assert (replied["from"], replied["text"]) == ("bot", "Bác hỏi “Câu 1”")
    assert replied["event_id"] == replied["id"] == asked["id"] + 1


async def test_after_a_reconnect_only_what_was_missed_comes(web: Running) -> None:
    async with web.visitor() as lan:
        await ask(lan, 1)
        first = await read(lan, 2)
        await ask(lan, 2)
        by_header = await read(lan, 2, headers={"Last-Event-ID": str(first[-1]["id"])})
        by_query = await read(lan, 2, params={"after": first[-1]["id"]})
    assert [event["text"] for event in by_header] == ["Câu 2", "Bác hỏi “Câu 2”"]
    assert by_header == by_query


async def test_what_is_written_on_one_page_shows_on_the_visitors_other_page(web: Running) -> None:
    async with web.visitor() as lan:
        await ask(lan, 1)
        last = (await read(lan, 2))[-1]["id"]
        reading = asyncio.create_task(read(lan, 2, params={"after": last}))
        await asyncio.sleep(0.2)
        async with web.client(cookies=lan.cookies) as second_page:
            await ask(second_page, 2)
        assert [event["text"] for event in await reading] == ["Câu 2", "Bác hỏi “Câu 2”"]


async def test_one_visitors_stream_never_shows_another_visitors_messages(web: Running) -> None:
    async with web.visitor() as lan, web.visitor() as minh:
        reading = asyncio.create_task(read(lan, 2))
        await asyncio.sleep(0.2)
        await ask(minh, 7)
        await ask(lan, 1)
        assert {event["text"] for event in await reading} == {"Câu 1", "Bác hỏi “Câu 1”"}


async def test_a_silent_stream_is_kept_alive(tmp_path: Path) -> None:
    async with (
        running(tmp_path, limits=WebLimits(heartbeat_s=0.1)) as web,
        web.visitor() as lan,
        asyncio.timeout(5),
        lan.stream("GET", STREAM) as response,
    ):
        comments = []
        async for event in events(response):
            comments.append(event["comment"])
            if len(comments) == 3:
                break
    assert comments == ["open", "still here", "still here"]


async def test_a_stream_needs_a_session(web: Running) -> None:
    async with web.client() as stranger:
        assert (await stranger.get(STREAM)).status_code == 401


async def test_open_pages_of_one_visitor_are_bounded_and_the_oldest_gives_way(web: Running) -> None:
    async with web.visitor() as lan:
        waiting = [asyncio.create_task(_text(lan)) for _ in range(4)]
        await asyncio.sleep(0.3)
        assert len(web.streams) == 4
        fifth = asyncio.create_task(_text(lan))
        done, _ = await asyncio.wait(waiting, timeout=5, return_when=asyncio.FIRST_COMPLETED)
        assert ["event: replaced" in task.result() for task in done] == [True]
        assert len(web.streams) == 4
        for task in [*waiting, fifth]:
            task.cancel()
        await asyncio.gather(*waiting, fifth, return_exceptions=True)


async def _text(client: httpx.AsyncClient) -> str:
    return (await client.get(STREAM)).text


async def test_a_page_that_leaves_is_forgotten(web: Running) -> None:
    async with web.visitor() as lan:
        await ask(lan, 1)
        await read(lan, 2)
        async with asyncio.timeout(5):
            while len(web.streams):
                await asyncio.sleep(0.05)


async def test_stopping_ends_open_streams_at_once(tmp_path: Path) -> None:
    async with AsyncExitStack() as client_stays:
        async with running(tmp_path) as web:
            lan = await client_stays.enter_async_context(web.visitor())
            streaming = asyncio.create_task(_text(lan))
            await asyncio.sleep(0.2)
            started = time.monotonic()
        assert time.monotonic() - started < 2
        assert ": open" in await streaming


async def test_a_sent_message_is_a_proper_message_of_aiogram(web: Running) -> None:
    bot = web.channels["binh-long"].bot
    sent = await bot(SendMessage(chat_id=1, text="Chào bác"))
    assert sent.bot is bot
    assert (sent.chat.id, sent.text) == (1, "Chào bác")
    edited = await sent.edit_text("Chào bác ạ")
    assert not isinstance(edited, bool)
    assert edited.text == "Chào bác ạ"

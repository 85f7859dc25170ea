"""Posting to the web chat over real HTTP."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import httpx
import pytest
from web.rig import Running, running

from bot.web.limits import WebLimits

pytestmark = pytest.mark.asyncio(loop_scope="session")

MESSAGES = "/api/binh-long/messages"


async def history(client: httpx.AsyncClient, slug: str = "binh-long") -> list[dict[str, Any]]:
    messages: list[dict[str, Any]] = (await client.post(f"/api/{slug}/session")).json()["messages"]
    return messages


async def test_a_question_and_its_answer_are_in_the_transcript_when_the_post_returns(web: Running) -> None:
    async with web.visitor() as lan:
        answer = await lan.post(MESSAGES, json={"id": "m1", "text": "Lễ ngày nào?"})
        asked, replied = await history(lan)
    assert (answer.status_code, answer.json()) == (200, {"ok": True})
    assert (asked["from"], asked["text"], asked["event"]) == ("you", "Lễ ngày nào?", "m1")
    assert (replied["from"], replied["text"]) == ("bot", "Bác hỏi “Lễ ngày nào?”")
    assert replied["buttons"][0] == {"label": "Lễ ngày nào?", "ref": "q:launch.when"}
    assert asked["at"].endswith("+07:00")
    assert asked["id"] < replied["id"]


async def test_a_pressed_button_is_shown_by_its_label_and_answered_by_its_ref(web: Running) -> None:
    async with web.visitor() as lan:
        (
            await lan.post(MESSAGES, json={"id": "m1", "ref": "q:launch.when", "label": "Lễ ngày nào?"})
        ).raise_for_status()
        asked, replied = await history(lan)
    assert (asked["text"], replied["text"]) == ("Lễ ngày nào?", "Bác bấm q:launch.when")


async def test_a_message_sent_again_under_the_same_id_changes_nothing(web: Running) -> None:
    async with web.visitor() as lan:
        for _ in range(3):
            assert (await lan.post(MESSAGES, json={"id": "m1", "text": "Ở đâu?"})).status_code == 200
        assert len(await history(lan)) == 2


async def test_two_visitors_may_use_the_same_message_id(web: Running) -> None:
    async with web.visitor() as lan, web.visitor() as minh:
        await lan.post(MESSAGES, json={"id": "m1", "text": "Lan hỏi"})
        await minh.post(MESSAGES, json={"id": "m1", "text": "Minh hỏi"})
        assert [line["text"] for line in await history(lan)] == ["Lan hỏi", "Bác hỏi “Lan hỏi”"]
        assert [line["text"] for line in await history(minh)] == ["Minh hỏi", "Bác hỏi “Minh hỏi”"]


async def test_the_same_visitor_has_a_transcript_per_locality(web: Running) -> None:
    async with web.visitor() as lan:
        await lan.post(MESSAGES, json={"id": "m1", "text": "Ở đâu?"})
        assert await history(lan, "thien-tin") == []


async def test_start_hands_its_payload_to_the_handlers_and_shows_words_instead_of_a_command(web: Running) -> None:
    async with web.visitor() as lan:
        await lan.post(MESSAGES, json={"id": "start-1", "text": "/start desk_vneid"})
        asked, replied = await history(lan)
    assert (asked["text"], replied["text"]) == ("Bắt đầu", "Chào bác: /start desk_vneid")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 422),
        (b"not json", 422),
        (b"[]", 422),
        (b"[" * 15_000, 422),
        (b'{"id": "m1"}', 422),
        (b'{"text": "khong co id"}', 422),
        (b'{"id": "has space", "text": "x"}', 422),
        (b'{"id": "m1", "text": "   "}', 422),
        (b'{"id": "m1", "text": 5}', 422),
        (b'{"id": "m1", "text": "\\ud800"}', 422),
        (b'{"id": "m1", "text": "' + b"a" * 4097 + b'"}', 422),
        (b'{"id": "m1", "ref": "not a ref", "label": "x"}', 422),
        (b'{"id": "m1", "ref": "q:' + b"a" * 63 + b'", "label": "x"}', 422),
        (b'{"id": "m1", "ref": "q:launch.when"}', 422),
        (b'{"id": "m1", "text": "' + b"a" * 17_000 + b'"}', 413),
    ],
)
async def test_what_is_no_message_is_refused_politely_and_not_stored(web: Running, body: bytes, status: int) -> None:
    async with web.visitor() as lan:
        answer = await lan.post(MESSAGES, content=body)
        assert answer.status_code == status
        assert answer.json()["error"].endswith((".", "nhé."))
        assert await history(lan) == []


async def test_a_body_without_a_declared_length_is_bounded_too(web: Running) -> None:
    async def endless() -> Any:
        for _ in range(100):
            yield b'{"id": "' + b"a" * 1000

    async with web.visitor() as lan:
        assert (await lan.post(MESSAGES, content=endless())).status_code == 413


async def test_control_characters_do_not_reach_the_database(web: Running) -> None:
    async with web.visitor() as lan:
        await lan.post(MESSAGES, json={"id": "m1", "text": "Lễ\x00 ở\r\nđâu\x1b?"})
        assert (await history(lan))[0]["text"] == "Lễ ở\nđâu?"


async def test_a_message_without_a_session_is_refused(web: Running) -> None:
    async with web.client() as stranger:
        answer = await stranger.post(MESSAGES, json={"id": "m1", "text": "Ở đâu?"})
    assert answer.status_code == 401
    assert "tải lại trang" in answer.json()["error"]


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://elsewhere.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}]
)
async def test_another_site_cannot_post_in_a_visitors_name(web: Running, headers: dict[str, str]) -> None:
    async with web.visitor() as lan:
        answer = await lan.post(MESSAGES, json={"id": "m1", "text": "Ở đâu?"}, headers=headers)
        assert answer.status_code == 403
        assert await history(lan) == []


async def test_the_pages_own_origin_may_post(web: Running) -> None:
    async with web.visitor() as lan:
        answer = await lan.post(MESSAGES, json={"id": "m1", "text": "Ở đâu?"}, headers={"Origin": web.url})
    assert answer.status_code == 200


async def test_behind_a_proxy_the_public_address_may_post(tmp_path: Path) -> None:
    async with running(tmp_path, public_url="https://hoi.example") as web, web.client() as client:
        opened = await client.post("/api/binh-long/session", headers={"Origin": "https://hoi.example"})
    assert opened.status_code == 200


async def test_an_unknown_locality_is_named_as_such(web: Running) -> None:
    async with web.client() as client:
        answer = await client.post("/api/ha-noi/messages", json={"id": "m1", "text": "x"})
    assert answer.status_code == 404
    assert "địa phương" in answer.json()["error"]


async def test_one_visitor_cannot_send_without_bound(tmp_path: Path) -> None:
    async with running(tmp_path, limits=WebLimits(messages_per_minute=3)) as web, web.visitor() as lan:
        statuses = [
            (await lan.post(MESSAGES, json={"id": f"m{number}", "text": "Ở đâu?"})).status_code for number in range(4)
        ]
        again = await lan.post(MESSAGES, json={"id": "m0", "text": "Ở đâu?"})
    assert statuses == [200, 200, 200, 429]
    assert again.status_code == 200, "a retry of a counted message is no new one"


async def test_while_the_database_is_locked_the_visitor_is_asked_to_try_again_and_later_messages_work(
    tmp_path: Path,
) -> None:
    async with running(tmp_path, busy_timeout_s=0.2) as web, web.visitor() as lan:
        await lan.post(MESSAGES, json={"id": "m1", "text": "Trước"})
        lock = sqlite3.connect(tmp_path / "hocvuso.db", isolation_level=None)
        lock.execute("BEGIN IMMEDIATE")
        busy = await lan.post(MESSAGES, json={"id": "m2", "text": "Trong lúc khóa"})
        lock.execute("ROLLBACK")
        lock.close()
        again = await lan.post(MESSAGES, json={"id": "m2", "text": "Trong lúc khóa"})
        asked = [line["text"] for line in await history(lan) if line["from"] == "you"]
    assert busy.status_code == 503
    assert "thử lại" in busy.json()["error"]
    assert again.status_code == 200
    assert asked == ["Trước", "Trong lúc khóa"]

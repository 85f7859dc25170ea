"""The pages over real HTTP: what they say, what protects them, how heavy they are."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from web.rig import BINH_LONG, THIEN_TIN, Running, running

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_the_first_page_lists_the_localities_as_test_plans(web: Running) -> None:
    async with web.client() as client:
        page = await client.get("/")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert 'href="/binh-long"' in page.text
    assert "Xã Thiện Tín" in page.text
    assert "Bản dùng thử" in page.text
    assert "chưa địa phương nào nhận quản lý" in page.text


async def test_the_first_page_says_that_it_is_no_official_channel(web: Running) -> None:
    async with web.client() as client:
        page = await client.get("/")
    assert "không phải kênh chính thức của UBND" in page.text


async def test_with_one_locality_the_first_page_is_its_chat(tmp_path: Path) -> None:
    async with running(tmp_path, localities=(THIEN_TIN,)) as web, web.client() as client:
        page = await client.get("/")
    assert 'data-slug="thien-tin"' in page.text
    assert re.search(r'class="back"[^>]* hidden>', page.text), "there is no list to go back to"


async def test_without_javascript_the_chat_says_what_is_missing(web: Running) -> None:
    async with web.client() as client:
        page = await client.get("/binh-long")
    assert re.search(r"<noscript>.*Trang hỏi đáp cần JavaScript.*</noscript>", page.text)


async def test_a_chat_page_names_its_locality_and_carries_the_trial_notice(web: Running) -> None:
    async with web.client() as client:
        page = await client.get("/binh-long")
    assert "<h1>Phường Bình Long</h1>" in page.text
    assert BINH_LONG.notice in page.text
    assert page.headers["x-robots-tag"] == "noindex"


async def test_a_paused_locality_says_so_at_the_head_of_its_chat_and_keeps_the_trial_notice(tmp_path: Path) -> None:
    async with running(tmp_path, paused="Trợ lý đang tạm dừng từ 14:05.") as web, web.client() as client:
        page = await client.get("/binh-long")
        session = (await client.post("/api/binh-long/session")).json()
        cards = await client.get("/")
    assert f"Trợ lý đang tạm dừng từ 14:05. {BINH_LONG.notice}" in page.text
    assert session["notice"] == f"Trợ lý đang tạm dừng từ 14:05. {BINH_LONG.notice}"
    assert "14:05" not in cards.text


async def test_a_claimed_locality_carries_no_notice_and_may_be_found(tmp_path: Path) -> None:
    async with running(tmp_path, localities=(replace(BINH_LONG, notice=""),)) as web, web.client() as client:
        page = await client.get("/binh-long")
    assert "Bản dùng thử" not in page.text
    assert 'id="notice" hidden' in page.text
    assert "x-robots-tag" not in page.headers


async def test_words_of_a_pack_cannot_become_markup(tmp_path: Path) -> None:
    evil = replace(BINH_LONG, name='<script>alert("1")</script>', about='" onload="x')
    async with running(tmp_path, localities=(evil, THIEN_TIN)) as web, web.client() as client:
        pages = (await client.get("/")).text + (await client.get("/binh-long")).text
    assert "<script>alert" not in pages
    assert '" onload' not in pages
    assert "&lt;script&gt;" in pages


@pytest.mark.parametrize("path", ["/ha-noi", "/binh-long/them", "/static/khong-co.js", "/static/chat.html", "/a%00b"])
async def test_an_unknown_address_gets_a_kind_page_in_vietnamese(web: Running, path: str) -> None:
    async with web.client() as client:
        page = await client.get(path)
    assert page.status_code == 404
    assert '<html lang="vi">' in page.text
    assert "Không có trang này. Bác xem lại đường dẫn giúp em." in page.text
    assert "content-security-policy" in page.headers


@pytest.mark.parametrize("path", ["/", "/binh-long", "/ha-noi", "/static/chat.js", "/healthz", "/api/ha-noi/stream"])
async def test_every_answer_carries_the_protecting_headers(web: Running, path: str) -> None:
    async with web.client() as client:
        headers = (await client.get(path)).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'self';")
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


async def test_link_previews_may_ask_for_the_head_alone(web: Running) -> None:
    async with web.client() as client:
        for path in ("/", "/binh-long", "/healthz"):
            answer = await client.head(path)
            assert (answer.status_code, answer.content) == (200, b"")


async def test_assets_are_asked_for_by_version_and_may_be_kept(web: Running) -> None:
    async with web.client() as client:
        page = (await client.get("/binh-long")).text
        assets = re.findall(r'(?:src|href)="(/static/[^"]+)"', page)
        kept = {(await client.get(asset)).headers["cache-control"] for asset in assets}
    assert len(set(assets)) == 5
    assert all(re.search(r"\?v=[0-9a-f]{10}$", asset) for asset in assets)
    assert kept == {"public, max-age=31536000, immutable"}


async def test_healthz_says_that_all_is_well(web: Running) -> None:
    async with web.client() as client:
        answer = await client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


async def test_healthz_fails_while_the_database_is_locked_and_recovers(tmp_path: Path) -> None:
    async with running(tmp_path, busy_timeout_s=0.2) as web, web.client() as client:
        lock = sqlite3.connect(tmp_path / "hocvuso.db", isolation_level=None)
        lock.execute("BEGIN IMMEDIATE")
        locked = await client.get("/healthz")
        lock.execute("ROLLBACK")
        lock.close()
        free = await client.get("/healthz")
    assert (locked.status_code, locked.json()) == (503, {"status": "failing"})
    assert free.status_code == 200

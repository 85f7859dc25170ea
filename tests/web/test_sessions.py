"""Opening the web chat: the visitor's cookie and what bounds new visitors."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path

import pytest
from web.rig import BINH_LONG, Running, running

from bot.web.limits import WebLimits

pytestmark = pytest.mark.asyncio(loop_scope="session")

SESSION = "/api/binh-long/session"


async def test_the_first_opening_gives_a_cookie_and_the_trial_notice(web: Running) -> None:
    async with web.client() as client:
        answer = await client.post(SESSION)
    cookie = answer.headers["set-cookie"]
    assert answer.json() == {
        "locality": {"slug": "binh-long", "name": "Phường Bình Long", "province": "Tỉnh Đồng Nai"},
        "notice": BINH_LONG.notice,
        "messages": [],
        "last_id": 0,
    }
    assert cookie.startswith("hv_visitor=")
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= set(cookie.split("; "))
    assert "Secure" not in cookie, "on plain http the browser would drop it"
    assert len(answer.cookies["hv_visitor"]) == 32, "128 bits in hex"


async def test_over_https_the_cookie_insists_on_it(tmp_path: Path) -> None:
    async with running(tmp_path, public_url="https://hoi.example") as web, web.client() as client:
        assert "Secure" in (await client.post(SESSION)).headers["set-cookie"]


async def test_a_known_visitor_keeps_the_cookie(web: Running) -> None:
    async with web.visitor() as lan:
        assert "set-cookie" not in (await lan.post(SESSION)).headers


async def test_a_strange_cookie_is_replaced(web: Running) -> None:
    async with web.client(cookies={"hv_visitor": "admin' OR 1=1"}) as client:
        assert "set-cookie" in (await client.post(SESSION)).headers


async def test_only_a_hash_of_the_cookie_is_stored(web: Running, tmp_path: Path) -> None:
    async with web.visitor() as lan:
        await lan.post("/api/binh-long/messages", json={"id": "m1", "text": "x"})
        cookie = lan.cookies["hv_visitor"]
    with sqlite3.connect(tmp_path / "hocvuso.db") as database:
        (stored,) = database.execute("SELECT external_id FROM addresses").fetchone()
    assert stored == hashlib.sha256(f"binh-long:{cookie}".encode()).hexdigest()


async def test_new_visitors_from_one_place_are_bounded_and_known_ones_are_not(tmp_path: Path) -> None:
    async with running(tmp_path, limits=WebLimits(new_visitors_per_hour=3)) as web:
        async with web.visitor() as lan, web.visitor(), web.visitor():
            await lan.post("/api/binh-long/messages", json={"id": "m1", "text": "x"})
        async with web.client() as fourth, web.client(cookies=lan.cookies) as lan_again:
            refused = await fourth.post(SESSION)
            known = await lan_again.post(SESSION)
    assert refused.status_code == 429
    assert refused.json()["error"].startswith("Hiện có nhiều người")
    assert "set-cookie" not in refused.headers
    assert known.status_code == 200


async def test_behind_our_own_proxy_each_place_is_counted_by_itself(tmp_path: Path) -> None:
    async with running(tmp_path, limits=WebLimits(new_visitors_per_hour=1)) as web, web.client() as client:
        statuses = []
        for place in ("203.0.113.5", "203.0.113.5", "203.0.113.6", "2001:db8::1", "2001:db8::2", "2001:db8:0:1::1"):
            answer = await client.post(SESSION, headers={"X-Forwarded-For": place})
            statuses.append(answer.status_code)
            client.cookies.clear()
    assert statuses == [200, 429, 200, 200, 429, 200]


async def test_a_made_up_cookie_counts_as_a_new_visitor(tmp_path: Path) -> None:
    statuses = []
    async with running(tmp_path, limits=WebLimits(new_visitors_per_hour=2)) as web:
        for number in range(3):
            async with web.client(cookies={"hv_visitor": f"{number:032x}"}) as forger:
                answer = await forger.post("/api/binh-long/messages", json={"id": "m1", "text": "x"})
                statuses.append(answer.status_code)
    assert statuses == [200, 200, 429]

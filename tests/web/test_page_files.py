"""The files behind the pages: how heavy they are, that they bring nothing from elsewhere, what a pack shows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.web.localities import WebLocality, locality_of
from bot.web.pages import STATIC
from knowledge.pack.loading import load_shipped, shipped_slugs

FILES = sorted(path for path in STATIC.rglob("*") if path.is_file())


def test_all_pages_together_stay_under_60_kb() -> None:
    assert {path.name for path in FILES} >= {"index.html", "chat.html", "chat.css", "chat.js", "page.css", "icon.svg"}
    assert sum(path.stat().st_size for path in FILES) < 60_000


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_page_brings_nothing_from_elsewhere_and_no_inline_code(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    without_namespace = text.replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"""(src|href|url|import|@import)\s*[=("']+\s*(https?:)?//""", without_namespace)
    assert "innerHTML" not in text
    assert "insertAdjacentHTML" not in text
    if path.suffix == ".html":
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", text)


@pytest.mark.parametrize("slug", shipped_slugs())
def test_a_shipped_locality_is_shown_by_name_plan_and_notice(slug: str) -> None:
    shown: WebLocality = locality_of(load_shipped(slug))
    assert shown.name.split()[0] in {"Phường", "Xã", "Tỉnh"}
    assert shown.about
    assert " trên địa bàn " not in shown.about
    assert shown.notice.startswith("Bản dùng thử, không phải kênh chính thức của UBND ")
    assert locality_of(load_shipped(slug), claimed=True).notice == ""

"""The pages: files of `static/` with a few words filled in, always escaped."""

from __future__ import annotations

import hashlib
from html import escape
from pathlib import Path
from string import Template

from bot.web import words
from bot.web.localities import WebLocality

STATIC = Path(__file__).resolve().parent / "static"
_ASSETS = ("page.css", "chat.css", "page.js", "chat.js", "icon.svg")


class Pages:
    """Read once at start; each method gives a whole HTML page."""

    def __init__(self) -> None:
        self._templates = {path.stem: Template(path.read_text(encoding="utf-8")) for path in STATIC.glob("*.html")}
        content = b"".join((STATIC / name).read_bytes() for name in _ASSETS)
        self.version = hashlib.sha256(content).hexdigest()[:10]
        """Changes whenever an asset does, so that browsers may keep assets for long."""

    def index(self, localities: tuple[WebLocality, ...]) -> str:
        """The list of localities; the trial notice stands while any of them is unclaimed."""
        notice = "" if all(locality.claimed for locality in localities) else words.TEST_PLANS
        cards = "".join(self._fill("card", {}, **_shown(locality)) for locality in localities)
        return self._fill("index", {"cards": cards}, notice=notice, notice_hidden=_hidden(notice))

    def chat(self, locality: WebLocality, *, others: bool) -> str:
        """One locality's chat; ``others``: there is a list to go back to."""
        shown = _shown(locality)
        return self._fill("chat", {}, **shown, notice_hidden=_hidden(locality.head), back_hidden=_hidden(others))

    def problem(self, text: str) -> str:
        """A kind page for what went wrong."""
        return self._fill("problem", {}, text=text)

    def _fill(self, name: str, raw: dict[str, str], /, **values: str) -> str:
        escaped = {key: escape(value) for key, value in values.items()}
        return self._templates[name].substitute(escaped, **raw, version=self.version)


def _hidden(shown: object) -> str:
    return "" if shown else "hidden"


def _shown(locality: WebLocality) -> dict[str, str]:
    return {
        "slug": locality.slug,
        "name": locality.name,
        "province": locality.province,
        "about": locality.about,
        "notice": locality.head,
    }

"""What the web pages are given by the composition root."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.channels.account import ChannelAccount
from bot.channels.webchat.streams import Streams
from bot.updates import UpdateLoop
from bot.web.limits import WebLimits
from bot.web.localities import WebLocality
from bot.web.transcript import Transcripts


async def _well() -> Mapping[str, Any]:
    return {}


async def _never(slug: str) -> bool:
    return False


async def _answers(slug: str) -> str:
    return ""


@dataclass(frozen=True)
class WebDeps:
    """``localities`` in the order of their cards; ``channels`` by slug, one for each of them; ``public_url`` as people
    type it; ``is_claimed`` says of a slug whether an organiser stands behind it now, ``pause`` what people
    are told while it is silent, else nothing; ``health`` gives details for
    /healthz and raises when the program is not well; ``clock`` is aware UTC."""

    localities: tuple[WebLocality, ...]
    channels: Mapping[str, ChannelAccount]
    updates: UpdateLoop
    transcripts: Transcripts
    streams: Streams
    clock: Callable[[], dt.datetime]
    public_url: str | None = None
    limits: WebLimits = field(default_factory=WebLimits)
    health: Callable[[], Awaitable[Mapping[str, Any]]] = _well
    is_claimed: Callable[[str], Awaitable[bool]] = _never
    pause: Callable[[str], Awaitable[str]] = _answers
    monotonic: Callable[[], float] = time.monotonic

    def locality(self, slug: str) -> WebLocality | None:
        return next((locality for locality in self.localities if locality.slug == slug), None)

    async def shown(self, locality: WebLocality) -> WebLocality:
        """The locality as it is shown now: without the trial notice once it is claimed, with
        the line of a pause."""
        notice = "" if await self.is_claimed(locality.slug) else locality.notice
        return replace(locality, notice=notice, pause=await self.pause(locality.slug))

    @property
    def secure(self) -> bool:
        """True when people reach the pages over https, and cookies may insist on it."""
        return bool(self.public_url and self.public_url.startswith("https://"))

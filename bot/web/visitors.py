"""Who is at the other end of a browser: a random cookie, of which only a hash is ever stored."""

from __future__ import annotations

import hashlib
import ipaddress
import re
import secrets
import time
from collections.abc import Callable

from fastapi import Request, Response

from bot.channels.account import ChannelAccount
from bot.web.limits import SlidingWindow, WebLimits
from bot.web.transcript import Transcripts

COOKIE = "hv_visitor"
COOKIE_AGE_S = 180 * 24 * 3600


def visitor_of(request: Request) -> str | None:
    """The visitor's cookie, if it is one of ours by its form."""
    value = request.cookies.get(COOKIE, "")
    return value if re.fullmatch(r"[0-9a-f]{32}", value) else None


def new_visitor() -> str:
    """128 random bits in hex."""
    return secrets.token_hex(16)


def remember(response: Response, visitor: str, *, secure: bool) -> None:
    """Set the cookie; ``secure`` when the page is served over https."""
    response.set_cookie(COOKIE, visitor, max_age=COOKIE_AGE_S, path="/", httponly=True, samesite="lax", secure=secure)


def external_id(slug: str, visitor: str) -> str:
    """The stored id of a visitor: differs per locality, so that their records cannot be joined by it."""
    return hashlib.sha256(f"{slug}:{visitor}".encode()).hexdigest()


class Door:
    """Lets known visitors in and counts new ones per place; a made-up cookie counts as a new visitor."""

    def __init__(
        self, transcripts: Transcripts, limits: WebLimits, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._transcripts = transcripts
        self._new = SlidingWindow(limits.new_visitors_per_hour, 3600, clock)
        self._messages = SlidingWindow(limits.messages_per_minute, 60, clock)

    async def admits(self, request: Request, channel: ChannelAccount, visitor: str) -> bool:
        """False when too many new visitors came from this place within the hour."""
        key = external_id(channel.account.locality, visitor)
        if await self._transcripts.find_address(channel.account, key) is not None:
            return True
        return self._new.admit(_place(request), visitor)

    def forget(self, visitor: str) -> None:
        """This visitor was erased."""
        self._messages.forget(visitor)

    def may_write(self, visitor: str, event_id: str) -> bool:
        """False when this visitor sent too many messages within the minute; a repeated message counts once."""
        return self._messages.admit(visitor, event_id)


def _place(request: Request) -> str:
    host = request.client.host if request.client else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    return str(ipaddress.ip_network((address, 64), strict=False)) if address.version == 6 else host

"""The web chat's API: open a session, post a message, follow the transcript, fetch what is held about oneself."""

from __future__ import annotations

import logging
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse

from bot.channels.account import ChannelAccount
from bot.channels.webchat.incoming import pressed, typed
from bot.handling import where
from bot.web import words
from bot.web.deps import WebDeps
from bot.web.following import follow
from bot.web.posting import Posted, Unreadable, parse_posted
from bot.web.shield import BodyTooLarge, comes_from_elsewhere, read_body
from bot.web.transcript import as_json
from bot.web.visitors import Door, external_id, new_visitor, remember, visitor_of
from scheduler.holdings import FILE_NAME
from storage.addresses import Address
from storage.errors import StorageRejected

_log = logging.getLogger(__name__)

JSON = "application/json"


class Refused(Exception):
    """A request is not served; the page shows ``text``."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(status)
        self.status, self.text = status, text


async def refusal(_request: Request, error: Exception) -> Response:
    """The answer to a `Refused`."""
    assert isinstance(error, Refused)  # noqa: S101 - registered for this class only
    headers = {"Retry-After": "60"} if error.status in {429, 503} else None
    return JSONResponse({"error": error.text}, status_code=error.status, headers=headers)


def api_router(deps: WebDeps) -> APIRouter:
    """The routes under /api."""
    router = APIRouter(prefix="/api")
    door = Door(deps.transcripts, deps.limits, deps.monotonic)

    @router.post("/{slug}/session")
    async def session(slug: str, request: Request) -> Response:
        channel = _channel(deps, slug)
        _refuse_other_sites(deps, request)
        known = visitor_of(request)
        visitor = known or new_visitor()
        response = JSONResponse(await _opened(deps, door, request, channel, visitor))
        if known is None:
            remember(response, visitor, secure=deps.secure)
        return response

    @router.post("/{slug}/messages")
    async def messages(slug: str, request: Request) -> Response:
        channel = _channel(deps, slug)
        _refuse_other_sites(deps, request)
        posted = await _posted(deps, request)
        visitor = _visitor(request)
        await _take(deps, door, request, channel, visitor, posted)
        return JSONResponse({"ok": True})

    @router.get("/{slug}/stream")
    async def stream(slug: str, request: Request) -> Response:
        channel = _channel(deps, slug)
        visitor = external_id(slug, _visitor(request))
        if deps.streams.full:
            raise Refused(503, words.BUSY)
        after = _number(request.headers.get("last-event-id")) or _number(request.query_params.get("after"))
        return StreamingResponse(
            follow(deps, channel, visitor, after),
            media_type="text/event-stream",
            headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
        )

    @router.get("/{slug}/mydata")
    async def my_data(slug: str, request: Request) -> Response:
        channel = _channel(deps, slug)
        _refuse_other_sites(deps, request)
        content = await _my_data(deps, channel, _visitor(request))
        headers = {"Content-Disposition": f'attachment; filename="{FILE_NAME}"', "Cache-Control": "no-store"}
        return Response(content, media_type="application/json", headers=headers)

    def forget(address: Address) -> None:
        door.forget(address.external_id)
        deps.streams.unbind(address.person.address_id)

    deps.updates.erasing.when_erased(forget)
    return router


async def _my_data(deps: WebDeps, channel: ChannelAccount, visitor: str) -> bytes:
    """The file of what is held about the visitor whose cookie this is, and about nobody else."""
    try:
        address_id = await deps.transcripts.find_address(
            channel.account, external_id(channel.account.locality, visitor)
        )
        content = await deps.transcripts.my_data(address_id, deps.clock()) if address_id is not None else None
    except Exception as error:
        raise _busy("mydata", channel, error) from error
    if content is None:
        raise Refused(404, words.NOTHING_HELD)
    return content


async def _opened(deps: WebDeps, door: Door, request: Request, channel: ChannelAccount, visitor: str) -> dict[str, Any]:
    locality = deps.locality(channel.account.locality)
    assert locality is not None  # noqa: S101 - a channel exists for each locality
    key = external_id(locality.slug, visitor)
    try:
        if not await door.admits(request, channel, visitor):
            raise Refused(429, words.TOO_MANY_VISITORS)
        address_id = await deps.transcripts.find_address(channel.account, key)
        if address_id is None:
            lines = await deps.transcripts.last_words(channel.account, key)
        else:
            lines = await deps.transcripts.newest(address_id, deps.limits.history)
    except Refused:
        raise
    except Exception as error:
        raise _busy("session", channel, error) from error
    return {
        "locality": {"slug": locality.slug, "name": locality.name, "province": locality.province},
        "notice": (await deps.shown(locality)).head,
        "messages": [as_json(line) for line in lines],
        "last_id": lines[-1].id if lines else 0,
    }


async def _posted(deps: WebDeps, request: Request) -> Posted:
    if request.headers.get("content-type", JSON).partition(";")[0].strip().lower() != JSON:
        raise Refused(415, words.MALFORMED)  # a form of another site can send anything but this
    try:
        return parse_posted(await read_body(request, deps.limits.body_bytes), deps.limits.text_chars)
    except BodyTooLarge as error:
        raise Refused(413, words.TOO_LARGE) from error
    except Unreadable as error:
        raise Refused(422, str(error)) from error


async def _take(
    deps: WebDeps, door: Door, request: Request, channel: ChannelAccount, visitor: str, posted: Posted
) -> None:
    key = external_id(channel.account.locality, visitor)
    event_id = f"{key[:16]}:{posted.id}"  # ids are the page's own; the prefix keeps visitors apart
    now = deps.clock()
    if posted.ref is None:
        incoming = typed(event_id, key, posted.text, now)
    else:
        incoming = pressed(event_id, key, posted.ref, posted.text, now)
    try:
        if not await door.admits(request, channel, visitor):
            raise Refused(429, words.TOO_MANY_VISITORS)
        if not door.may_write(key, event_id):
            raise Refused(429, words.TOO_MANY_MESSAGES)
        await deps.updates.receive(channel, incoming)
    except Refused:
        raise
    except StorageRejected as error:  # trying again would not help
        raise Refused(422, words.MALFORMED) from error
    except Exception as error:
        raise _busy("message", channel, error) from error
    deps.streams.ring_visitor(key)


def _busy(what: str, channel: ChannelAccount, error: Exception) -> Refused:
    # whatever went wrong inside (full disk, locked database, a bug), the visitor is asked to try again.
    # No traceback: a database's error message may hold what the visitor wrote.
    _log.error("web %s failed: account=%s error=%s at=%s", what, channel.account.id, type(error).__name__, where(error))
    return Refused(503, words.BUSY)


def _channel(deps: WebDeps, slug: str) -> ChannelAccount:
    if deps.locality(slug) is None:
        raise Refused(404, words.NO_LOCALITY)
    return deps.channels[slug]


def _refuse_other_sites(deps: WebDeps, request: Request) -> None:
    if comes_from_elsewhere(request, deps.public_url):
        raise Refused(403, words.OTHER_SITE)


def _visitor(request: Request) -> str:
    visitor = visitor_of(request)
    if visitor is None:
        raise Refused(401, words.NO_SESSION)
    return visitor


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else 0

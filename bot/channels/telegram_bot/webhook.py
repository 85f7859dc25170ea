"""Where Telegram calls: the secret first, then the size, then the JSON; 200 only after the commit."""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping

from fastapi import FastAPI, Request
from fastapi.responses import Response

from bot.channels.telegram_bot.receiving import NotReady, Receiver
from bot.web.shield import BodyTooLarge, read_body
from storage.errors import StorageUnavailable

PATH = "/webhooks/telegram/{account}"
BODY_BYTES = 1024 * 1024
"""A text has at most 4,096 characters; one that replies to another and is full of entities still is far below this."""
AT_ONCE = 500
"""Updates in work; more are refused, and Telegram brings them again."""

_HEADER = "x-telegram-bot-api-secret-token"


def webhook_path(account_id: int) -> str:
    """The path of an account's webhook."""
    return PATH.format(account=account_id)


def add_webhook(app: FastAPI, receivers: Mapping[int, Receiver], secret: str) -> None:
    """Add the route for these accounts (by our id). Answers: 401 wrong or no secret, 404 no such account, 413 too long,
    400 not an update, 503 come again, 200 taken."""
    in_work = 0

    async def take(request: Request) -> Response:
        nonlocal in_work
        if not hmac.compare_digest(request.headers.get(_HEADER, "").encode(), secret.encode()):
            return Response(status_code=401)
        receiver = receivers.get(_number(request.path_params["account"]))
        if receiver is None:
            return Response(status_code=404)
        if in_work >= AT_ONCE:
            return _later()
        in_work += 1
        try:
            return await _take(request, receiver)
        finally:
            in_work -= 1

    # a plain route: FastAPI's own would look for parameters to validate, for every update
    app.add_route(PATH, take, methods=["POST"])


async def _take(request: Request, receiver: Receiver) -> Response:
    try:
        update = json.loads(await read_body(request, BODY_BYTES))
    except BodyTooLarge:
        return Response(status_code=413)
    except (ValueError, RecursionError):
        return Response(status_code=400)
    if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
        return Response(status_code=400)
    try:
        await receiver.take(update)
    except (StorageUnavailable, NotReady):
        return _later()
    return Response(status_code=200)


def _later() -> Response:
    return Response(status_code=503, headers={"Retry-After": "2"})


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else -1

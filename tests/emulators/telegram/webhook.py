"""Webhook delivery: the secret header, order within a chat, growing pauses, calls in the answer."""

from __future__ import annotations

import asyncio
import json
import random
import re
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

import aiohttp
from emulators.telegram.errors import Json, bad_request
from emulators.telegram.inbox import Inbox, Update

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
_PORTS = (80, 88, 443, 8443)
_LONGEST_PAUSE_S = 60
_READ_TIMEOUT_S = 60.0

CallBack = Callable[[str, dict[str, str], dict[str, tuple[str, bytes]]], Awaitable[None]]


@dataclass
class Webhook:
    """What setWebhook was told, and how deliveries went. ``last_error_date`` in seconds since 1970, 0 for none."""

    url: str
    secret: str
    max_connections: int
    last_error_date: int = 0
    last_error_message: str = ""

    def is_same_as(self, other: Webhook) -> bool:
        return (self.url, self.secret, self.max_connections) == (other.url, other.secret, other.max_connections)


@dataclass(frozen=True)
class Delivery:
    """One attempt; ``at`` is monotonic seconds, ``status`` 0 when no answer came."""

    at: float
    update_id: int
    status: int


def check_url(url: str) -> None:
    """400 unless Telegram would deliver there; a loopback address may use http and any port."""
    parts = urlsplit(url if "://" in url else f"https://{url}")
    try:
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if not host or parts.scheme not in ("http", "https"):
        raise bad_request("invalid webhook URL specified")
    if _is_loopback(host):
        return
    if parts.scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if (port or 443) not in _PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


def check_secret(secret: str) -> None:
    if len(secret) > 256:
        raise bad_request("secret token is too long")
    if not re.fullmatch(r"[A-Za-z0-9_-]*", secret):
        raise bad_request("secret token contains unallowed characters")


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


class Courier:
    """Delivers the inbox of one bot to its webhook until stopped, and notes every attempt in ``deliveries``.

    ``pause_factor`` shortens the pauses for tests.
    """

    def __init__(
        self,
        webhook: Webhook,
        inbox: Inbox,
        call: CallBack,
        clock: Callable[[], float],
        pause_factor: float,
        deliveries: list[Delivery],
    ) -> None:
        self.webhook, self.inbox, self.deliveries = webhook, inbox, deliveries
        self._call, self._clock, self._pause_factor = call, clock, pause_factor
        self._queues: dict[str, deque[Update]] = {}
        self._lanes: dict[str, asyncio.Task[None]] = {}
        self._connections = asyncio.Semaphore(webhook.max_connections)
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=_READ_TIMEOUT_S))

    def start(self) -> None:
        self.inbox.on_update = self._wake
        for update in self.inbox.pending.values():
            self._wake(update)

    async def stop(self) -> None:
        self.inbox.on_update = lambda update: None
        for task in (lanes := list(self._lanes.values())):
            task.cancel()
        await asyncio.gather(*lanes, return_exceptions=True)
        await self._session.close()

    def _wake(self, update: Update) -> None:
        if update.lane in self._queues:
            self._queues[update.lane].append(update)
        else:
            self._queues[update.lane] = deque([update])
            self._lanes[update.lane] = asyncio.create_task(self._drain(update.lane))

    async def _drain(self, lane: str) -> None:
        queue = self._queues[lane]
        while queue:
            update = queue[0]
            fails, delay_s = 0, 1.0
            while (retry_after := await self._attempt(update)) is not None:
                if retry_after:
                    pause_s = min(retry_after, 3600.0)
                elif fails:
                    longest = random.uniform(_LONGEST_PAUSE_S, 2 * _LONGEST_PAUSE_S)
                    pause_s = delay_s = min(longest, delay_s * 2)
                else:
                    pause_s = 0.0  # the first repetition follows at once
                fails += 1
                await asyncio.sleep(pause_s * self._pause_factor)
            queue.popleft()
            self.inbox.pending.pop(update.id, None)
        del self._queues[lane], self._lanes[lane]

    async def _attempt(self, update: Update) -> float | None:
        """None when it was taken; otherwise the seconds the answer asks to wait, 0 for none."""
        headers = {SECRET_HEADER: self.webhook.secret} if self.webhook.secret else {}
        status, retry_after, error = 0, 0.0, "Webhook connection closed"
        async with self._connections:
            at = asyncio.get_running_loop().time()
            try:
                async with self._session.post(self.webhook.url, json=update.body(), headers=headers) as response:
                    status = response.status
                    if 200 <= status <= 299:
                        await self._obey(response)
                        return None
                    error = f"Wrong response from the webhook: {status} {response.reason}"
                    asked = response.headers.get("Retry-After", "")
                    retry_after = float(asked) if asked.isdecimal() else 0.0
            except TimeoutError:
                error = "Read timeout expired"
            except aiohttp.ClientConnectorError:
                error = "Connection refused"
            except aiohttp.ClientError:
                error = "Webhook connection closed"
            finally:
                self.deliveries.append(Delivery(at, update.id, status))
        self.webhook.last_error_date, self.webhook.last_error_message = int(self._clock()), error
        return retry_after

    async def _obey(self, response: aiohttp.ClientResponse) -> None:
        """Carry out the call in the answer, if there is one. Its result is told to nobody."""
        args, files = await _answer_fields(response)
        method = args.pop("method", "").lower()
        if method and method not in ("setwebhook", "deletewebhook", "close", "logout") and not method.startswith("get"):
            await self._call(method, args, files)


async def _answer_fields(response: aiohttp.ClientResponse) -> tuple[dict[str, str], dict[str, tuple[str, bytes]]]:
    kind = response.content_type
    if kind.startswith("multipart/"):
        args: dict[str, str] = {}
        files: dict[str, tuple[str, bytes]] = {}
        async for part in aiohttp.MultipartReader.from_response(response):
            if not isinstance(part, aiohttp.BodyPartReader) or part.name is None:
                continue
            if part.filename:
                files[part.name] = (part.filename, bytes(await part.read()))
            else:
                args[part.name] = await part.text()
        return args, files
    body = await response.text()
    if kind == "application/json" and body.strip():
        try:
            return as_arguments(json.loads(body)), {}
        except ValueError:
            return {}, {}  # a 2xx with an unreadable body still takes the update
    return {}, {}


def as_arguments(body: object) -> dict[str, str]:
    """A JSON object as the server sees arguments: everything is text, nested values stay JSON, null is absent."""
    if not isinstance(body, dict):
        return {}
    fields: Json = {str(key): value for key, value in body.items() if value is not None}
    return {
        key: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False) for key, value in fields.items()
    }

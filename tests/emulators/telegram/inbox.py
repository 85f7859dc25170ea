"""The updates of one bot: kept until they are confirmed, held polls, the two conflicts."""

from __future__ import annotations

import asyncio
import copy
import itertools
import json
import random
from collections.abc import Callable
from dataclasses import dataclass

from emulators.telegram.errors import ApiError, Json

KINDS = frozenset(
    [
        "message",
        "edited_message",
        "channel_post",
        "edited_channel_post",
        "business_connection",
        "business_message",
        "edited_business_message",
        "deleted_business_messages",
        "message_reaction",
        "message_reaction_count",
        "inline_query",
        "chosen_inline_result",
        "callback_query",
        "shipping_query",
        "pre_checkout_query",
        "purchased_paid_media",
        "poll",
        "poll_answer",
        "my_chat_member",
        "chat_member",
        "chat_join_request",
        "chat_boost",
        "removed_chat_boost",
    ]
)
DEFAULT_KINDS = KINDS - {"chat_member", "message_reaction", "message_reaction_count"}
MAX_POLL_S = 50  # tdlib/telegram-bot-api, Client.h
TERMINATED_BY_POLL = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
TERMINATED_BY_WEBHOOK = "Conflict: terminated by setWebhook request"


@dataclass(frozen=True)
class Update:
    """``lane``: updates of one lane reach a webhook in order, lanes side by side."""

    id: int
    kind: str
    payload: Json
    lane: str

    def body(self) -> Json:
        return {"update_id": self.id, self.kind: self.payload}


class Inbox:
    """``conflict_pause_s``: like the real server, a second conflict within that time is told only after it."""

    def __init__(self, conflict_pause_s: float) -> None:
        self.pending: dict[int, Update] = {}  # by id, oldest first
        self.allowed = DEFAULT_KINDS
        self.on_update: Callable[[Update], None] = lambda update: None
        self._next_id = random.randint(100_000_000, 900_000_000)
        self._held: asyncio.Future[None] | None = None
        self._conflict_pause_s = conflict_pause_s
        self._next_conflict = 0.0

    @property
    def is_polled(self) -> bool:
        """Whether a long poll is waiting just now."""
        return self._held is not None and not self._held.done()

    def put(self, kind: str, payload: Json, lane: str) -> None:
        """Keep an update, unless the bot did not ask for this kind."""
        if kind not in self.allowed:
            return
        update = Update(self._next_id, kind, copy.deepcopy(payload), lane)
        self._next_id += 1
        self.pending[update.id] = update
        self.on_update(update)
        self.release()

    def allow(self, raw: str) -> None:
        """Take ``allowed_updates``: absent or unreadable keeps the setting, no known kind means the default kinds."""
        try:
            names = json.loads(raw) if raw else None
        except ValueError:
            return
        if isinstance(names, list) and all(isinstance(name, str) for name in names):
            self.allowed = frozenset(name.lower() for name in names) & KINDS or DEFAULT_KINDS

    def confirm(self, offset: int) -> None:
        """Forget updates before ``offset``; a negative one keeps only so many of the newest."""
        if offset < 0:
            confirmed = list(self.pending)[:offset]
        else:
            confirmed = list(itertools.takewhile(lambda update_id: update_id < offset, self.pending))
        for update_id in confirmed:
            del self.pending[update_id]

    async def poll(self, offset: int, limit: int, timeout_s: float) -> list[Json]:
        """Unconfirmed updates; waits up to ``timeout_s`` for the first. A newer waiting poll ends this one with 409."""
        self.confirm(offset)
        if not self.pending and timeout_s > 0:
            await self._hold(timeout_s)
        return [update.body() for update in itertools.islice(self.pending.values(), limit)]

    async def _hold(self, timeout_s: float) -> None:
        self.end_held_poll(TERMINATED_BY_POLL)
        self._held = held = asyncio.get_running_loop().create_future()
        try:
            await asyncio.wait_for(held, timeout_s)
        except TimeoutError:
            return  # an empty answer is what a poll without news gets
        except ApiError as conflict:
            await self._tell_late()
            raise conflict
        finally:
            if self._held is held:
                self._held = None

    def end_held_poll(self, conflict: str) -> None:
        held, self._held = self._held, None
        if held is not None and not held.done():
            held.set_exception(ApiError(409, conflict))

    def release(self) -> None:
        """Answer a held poll now, with nothing."""
        if self._held is not None and not self._held.done():
            self._held.set_result(None)

    async def _tell_late(self) -> None:
        now = asyncio.get_running_loop().time()
        if now < self._next_conflict:
            await asyncio.sleep(self._conflict_pause_s)
        else:
            self._next_conflict = now + self._conflict_pause_s

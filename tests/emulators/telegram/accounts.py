"""One bot account and what happened to it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from emulators.telegram.errors import Json
from emulators.telegram.inbox import Inbox
from emulators.telegram.limits import Pace
from emulators.telegram.webhook import Courier, Delivery, Webhook


@dataclass(frozen=True)
class Accepted:
    """A send or edit that was let through. ``at`` is monotonic seconds, ``date`` seconds since 1970."""

    at: float
    date: float
    method: str
    chat_id: int


@dataclass(eq=False)
class BotAccount:
    """A bot. ``reads_all_groups``: privacy mode is off. ``refused`` counts 429 handed out, ``calls`` what came in."""

    id: int
    token: str
    name: str
    username: str
    reads_all_groups: bool
    inbox: Inbox
    pace: Pace
    accepted: list[Accepted] = field(default_factory=list)
    calls: dict[str, int] = field(default_factory=dict)
    refused: int = 0
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    webhook: Webhook | None = None
    courier: Courier | None = None
    deliveries: list[Delivery] = field(default_factory=list)
    next_set_webhook: float = 0.0

    def count(self, method: str) -> None:
        """One more call of this method came in, whatever becomes of it."""
        self.calls[method] = self.calls.get(method, 0) + 1

    def as_user(self) -> Json:
        return {"id": self.id, "is_bot": True, "first_name": self.name, "username": self.username}

    def as_me(self) -> Json:
        flags = dict.fromkeys(
            (
                "supports_inline_queries",
                "can_connect_to_business",
                "has_main_web_app",
                "has_topics_enabled",
                "allows_users_to_create_topics",
            ),
            False,
        )
        return {
            **self.as_user(),
            "can_join_groups": True,
            "can_read_all_group_messages": self.reads_all_groups,
            **flags,
        }


def new_token(bot_id: int) -> str:
    return f"{bot_id}:AA{secrets.token_hex(16)}x"  # 35 characters after the colon, as the real ones

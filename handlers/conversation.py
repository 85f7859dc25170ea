"""The conversation (cuộc trò chuyện) of one address: a value, read once and saved once per update."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Conversation:
    """``welcomed``: the first-contact notice was shown; ``topic``: what a follow-up question is about;
    ``menu``: the newest message's options as (label, ref), so that "2" or a label typed by hand can choose one;
    ``pause_told_at``: when they were last told that the locality is paused; ``form``: the form in hand, its name
    and what is filled in, for as long as the newest message asks for more of it."""

    welcomed: bool = False
    topic: str | None = None
    menu: tuple[tuple[str, str], ...] = ()
    pause_told_at: dt.datetime | None = None
    form: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """A plain dict for storage."""
        told_at = self.pause_told_at
        return asdict(self) | {"pause_told_at": told_at.isoformat() if told_at else None}

    @classmethod
    def from_json(cls, raw: dict[str, Any] | None) -> Conversation:
        """The stored conversation, or a new one; unknown keys of a newer version are dropped."""
        raw = raw or {}
        return cls(
            welcomed=bool(raw.get("welcomed")),
            topic=raw.get("topic"),
            menu=tuple((label, ref) for label, ref in raw.get("menu", ())),
            form=tuple(raw.get("form") or ()),
            pause_told_at=dt.datetime.fromisoformat(told_at) if (told_at := raw.get("pause_told_at")) else None,
        )

"""Chats and what was said in them. A message is kept as the Message object of the Bot API."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from emulators.telegram.errors import Json


@dataclass(eq=False)
class Message:
    """One message in one chat; ``content`` is the whole Message object as bots see it."""

    chat: Chat
    content: Json
    is_deleted: bool = False

    @property
    def id(self) -> int:
        return int(self.content["message_id"])

    @property
    def text(self) -> str:
        """The text, or the caption of a picture or document."""
        return str(self.content.get("text") or self.content.get("caption") or "")

    @property
    def entities(self) -> list[Json]:
        return list(self.content.get("entities") or self.content.get("caption_entities") or [])

    @property
    def is_from_bot(self) -> bool:
        return bool(self.content.get("from", {}).get("is_bot"))

    @property
    def keyboard(self) -> list[list[Json]]:
        return list(self.content.get("reply_markup", {}).get("inline_keyboard", []))

    @property
    def buttons(self) -> list[str]:
        """The labels, row after row."""
        return [str(button["text"]) for row in self.keyboard for button in row]

    def button(self, wanted: str | int) -> Json | None:
        """By label, or by number from 0."""
        flat = [button for row in self.keyboard for button in row]
        if isinstance(wanted, int):
            return flat[wanted] if 0 <= wanted < len(flat) else None
        return next((button for button in flat if button["text"] == wanted), None)


@dataclass(eq=False)
class Chat:
    """A private chat of one bot with one person (``id`` is the person's), or a group (``id`` is negative)."""

    id: int
    kind: str
    card: Json
    messages: dict[int, Message] = field(default_factory=dict)
    bots: dict[int, str] = field(default_factory=dict)  # bot id → member, left or kicked
    members: set[int] = field(default_factory=set)  # people of a group
    migrated_to: int = 0
    is_disbanded: bool = False
    last_bot: int = 0  # the bot that wrote last
    actions: list[str] = field(default_factory=list)  # typing and the like, as they came
    _last_id: int = 0

    @property
    def is_group(self) -> bool:
        return self.kind != "private"

    @property
    def kind_in_words(self) -> str:
        return f"{self.kind} chat"

    def as_json(self) -> Json:
        return {"id": self.id, "type": self.kind, **self.card}

    def add(self, sender: Json, date: int, **content: Any) -> Message:
        """A new message; ids grow by one. ``date`` in seconds since 1970."""
        self._last_id += 1
        head: Json = {"message_id": self._last_id, "from": sender, "chat": self.as_json(), "date": date}
        message = Message(self, head | {key: value for key, value in content.items() if value is not None})
        self.messages[message.id] = message
        return message

    def shown(self) -> list[Message]:
        """What is to be seen, oldest first."""
        return [message for message in self.messages.values() if not message.is_deleted]

    def find(self, message_id: int) -> Message | None:
        message = self.messages.get(message_id)
        return None if message is None or message.is_deleted else message

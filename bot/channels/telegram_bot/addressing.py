"""In groups only what is addressed to the bot is read: a mention, a reply to it, or a command with its name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Me:
    """The bot itself (getMe). ``username`` without @."""

    id: int
    username: str


def is_addressed(message: Json, me: Me) -> bool:
    """Whether a message in a group is meant for the bot."""
    replied = message.get("reply_to_message", {}).get("from", {}).get("id")
    return replied == me.id or any(_names(entity, word, me) for entity, word, _ in _words(message))


def without_mention(message: Json, me: Me) -> str:
    """What is said to the bot: the text without the bot's @name, also behind a command."""
    raw = _utf16(message.get("text", ""))
    name = _utf16(f"@{me.username}")
    for entity, word, start in reversed(list(_words(message))):
        if not _names(entity, word, me):
            continue
        end = start + 2 * entity["length"]
        if entity["type"] == "bot_command":
            start = end - len(name)
        elif raw[end : end + 2] == _utf16(","):
            end += 2  # "@bot, …"
        raw = raw[:start] + raw[end:]
    return raw.decode("utf-16-le", "replace").strip()


def _names(entity: Json, word: str, me: Me) -> bool:
    name = f"@{me.username}".lower()
    match entity["type"]:
        case "mention":
            return word.lower() == name
        case "text_mention":
            return bool(entity.get("user", {}).get("id") == me.id)
        case "bot_command":
            return word.lower().endswith(name)
        case _:
            return False


def _words(message: Json) -> list[tuple[Json, str, int]]:
    """Each entity with the words it marks and where they begin, in bytes of UTF-16: the API counts in its units."""
    raw = _utf16(message.get("text") or message.get("caption") or "")
    found = []
    for entity in message.get("entities") or message.get("caption_entities") or ():
        start = 2 * entity["offset"]
        word = raw[start : start + 2 * entity["length"]].decode("utf-16-le", "replace")
        found.append((entity, word, start))
    return found


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le", "surrogatepass")

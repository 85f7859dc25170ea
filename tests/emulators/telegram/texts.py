"""From what a bot sends to what people read: parsing, trimming, lengths, links and commands found in the text."""

from __future__ import annotations

import json
import re

from emulators.telegram.errors import Json, bad_request
from emulators.telegram.html_text import parse_html, utf16_length
from emulators.telegram.markdown_text import parse_markdown

MAX_TEXT = 4096  # characters after parsing: Bot API, sendMessage
MAX_CAPTION = 1024  # characters after parsing: Bot API, sendPhoto
_MAX_RAW = 1 << 15  # bytes before parsing: tdlib/telegram-bot-api, Client.cpp
_FOUND = re.compile(
    r"(?P<url>https?://[^\s<>\"]+[^\s<>\".,;:!?)\]}])"
    r"|(?<![\w/])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?)(?!\w)"
    r"|(?<!\w)(?P<mention>@[A-Za-z]\w{3,31})\b"
    r"|(?<!\w)(?P<hashtag>#\w*[^\W\d]\w*)"
)
_CLOSED = {"code", "pre", "text_link"}


def message_text(raw: str, parse_mode: str, entities: str) -> tuple[str, list[Json]]:
    """The text of a message and its entities, or 400."""
    if not raw:
        raise bad_request("Message text is empty")
    text, found = formatted(raw, parse_mode, entities)
    if not text:
        raise bad_request("Text must be non-empty")
    if len(text) > MAX_TEXT:
        raise bad_request("Message is too long")
    return text, found


def caption_text(raw: str, parse_mode: str, entities: str) -> tuple[str, list[Json]]:
    """The caption, which may be empty, and its entities, or 400."""
    text, found = formatted(raw, parse_mode, entities)
    if len(text) > MAX_CAPTION:
        raise bad_request("Message caption is too long")
    return text, found


def formatted(raw: str, parse_mode: str, entities: str) -> tuple[str, list[Json]]:
    if len(raw.encode()) > _MAX_RAW:
        raise bad_request("Text is too long")
    mode = parse_mode.lower()
    if mode in ("", "none") or not raw:
        text, marked = raw, _given(entities)
    elif mode == "html":
        text, marked = parse_html(raw)
    elif mode == "markdownv2":
        text, marked = parse_markdown(raw)
    else:
        raise bad_request("Unsupported parse_mode")
    return _trimmed(text, _plain(marked))


def detect(text: str) -> list[Json]:
    """Links, commands, mentions and hashtags, as every Telegram client marks them."""
    return [
        {"type": str(found.lastgroup), "offset": utf16_length(text[: found.start()]), "length": utf16_length(found[0])}
        for found in _FOUND.finditer(text)
    ]


def _given(entities: str) -> list[Json]:
    if not entities:
        return []
    try:
        given = json.loads(entities)
    except ValueError:
        return []  # the real server reads broken entities as none
    return [dict(entity) for entity in given if isinstance(entity, dict)] if isinstance(given, list) else []


def _plain(entities: list[Json]) -> list[Json]:
    """A language belongs to a pre only."""
    return [
        {key: value for key, value in entity.items() if key != "language" or entity["type"] == "pre"}
        for entity in entities
    ]


def _trimmed(text: str, marked: list[Json]) -> tuple[str, list[Json]]:
    """Without white space at both ends; the entities move along, detected ones are added."""
    end = utf16_length(text.rstrip())
    start = len(text) - len(text.lstrip(" \n"))
    start = min([start, *(entity["offset"] for entity in marked)])
    text = text.rstrip()[start:]
    moved = []
    for entity in marked:
        length = min(entity["offset"] + entity["length"], end) - entity["offset"]
        if length > 0:
            moved.append({**entity, "offset": entity["offset"] - start, "length": length})
    closed = [entity for entity in moved if entity["type"] in _CLOSED]
    moved += [found for found in detect(text) if not any(_overlap(found, other) for other in closed)]
    return text, sorted(moved, key=lambda entity: (entity["offset"], -entity["length"]))


def _overlap(one: Json, other: Json) -> bool:
    return bool(one["offset"] < other["offset"] + other["length"] and other["offset"] < one["offset"] + one["length"])

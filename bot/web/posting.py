"""What a page posts: a typed text, or the button that was pressed."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from bot.web import words

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_REF = re.compile(r"[a-z]+:\S(?:.*\S)?", re.DOTALL)
_REF_BYTES = 64
_LABEL_CHARS = 200
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class Unreadable(ValueError):
    """The body is no message; ``str()`` is what the visitor is told."""


@dataclass(frozen=True, slots=True)
class Posted:
    """A message as the page sent it: ``ref`` is set when a button was pressed, ``text`` then is its label."""

    id: str
    text: str
    ref: str | None = None


def parse_posted(body: bytes, text_chars: int) -> Posted:
    """Read a posted message; ``text_chars`` is the longest text.

    Raises:
        Unreadable: not JSON, no id, neither a text nor a button, too long, or not a text that can be stored.
    """
    try:
        raw = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Unreadable(words.MALFORMED) from error
    if not isinstance(raw, dict):
        raise Unreadable(words.MALFORMED)
    event_id, ref = raw.get("id"), raw.get("ref")
    if not isinstance(event_id, str) or not _ID.fullmatch(event_id):
        raise Unreadable(words.MALFORMED)
    text = _text(raw.get("text" if ref is None else "label"))
    if ref is None:
        if not text:
            raise Unreadable(words.EMPTY)
        if len(text) > text_chars:
            raise Unreadable(words.TOO_LONG)
        return Posted(event_id, text)
    ref = _text(ref)
    if not _REF.fullmatch(ref) or len(ref.encode()) > _REF_BYTES or not text:
        raise Unreadable(words.MALFORMED)
    return Posted(event_id, text[:_LABEL_CHARS], ref)


def _text(value: object) -> str:
    """A storable text: no control characters, no torn surrogates (a database refuses both)."""
    if not isinstance(value, str):
        raise Unreadable(words.MALFORMED)
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise Unreadable(words.MALFORMED) from error
    return _CONTROL.sub("", value.replace("\r\n", "\n").replace("\r", "\n")).strip()

"""parse_mode HTML, complaining like the real parser (tdlib/td, MessageEntity.cpp), by byte offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass

from emulators.telegram.errors import ApiError, Json, bad_request

_KINDS = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("s", "strike", "del"), "strikethrough"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("tg-spoiler", "span"), "spoiler"),
    "a": "text_link",
    "pre": "pre",
    "code": "code",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#(?:x([0-9a-fA-F]+)|([0-9]+))|(lt|gt|amp|quot));?")
_ATTRIBUTE_NAME = re.compile(r"[^\s=>/\"']*")


def utf16_length(text: str) -> int:
    """The unit of every offset and length in the Bot API."""
    return len(text.encode("utf-16-le")) // 2


@dataclass
class _Open:
    tag: str
    argument: str
    offset: int
    at: int


def parse_html(source: str) -> tuple[str, list[Json]]:
    """The plain text and its entities; raises 400 "can't parse entities: …"."""
    return _Html(source).parse()


class _Html:
    def __init__(self, source: str) -> None:
        self.source, self.at = source, 0
        self.text, self.length = "", 0
        self.open: list[_Open] = []
        self.entities: list[Json] = []

    def parse(self) -> tuple[str, list[Json]]:
        while self.at < len(self.source):
            char = self.source[self.at]
            if char == "<" and self.source[self.at + 1 : self.at + 2] == "/":
                self._end_tag()
            elif char == "<":
                self._start_tag()
            else:
                self._put(self._character())
        if self.open:
            raise _cannot(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        return self.text, self.entities

    def _put(self, char: str) -> None:
        self.text += char
        self.length += utf16_length(char)

    def _character(self) -> str:
        found = _REFERENCE.match(self.source, self.at)
        if found is not None:
            code = int(found[1], 16) if found[1] else int(found[2] or 0)
            char = _NAMED.get(found[3] or "") or (chr(code) if 0 < code < 0x110000 else "")
            if char:
                self.at = found.end()
                return char
        self.at += 1
        return self.source[self.at - 1]

    def _byte(self, at: int) -> int:
        return len(self.source[:at].encode())

    def _peek(self) -> str:
        return self.source[self.at : self.at + 1]

    def _skip_space(self) -> None:
        while self._peek().isspace():
            self.at += 1

    def _until_space_or_end(self) -> str:
        began = self.at
        while self._peek() not in ("", ">") and not self._peek().isspace():
            self.at += 1
        return self.source[began : self.at].lower()

    def _start_tag(self) -> None:
        began = self._byte(self.at)
        self.at += 1
        tag = self._until_space_or_end()
        if not self._peek():
            raise _cannot(f"Unclosed start tag at byte offset {began}")
        if tag not in _KINDS:
            raise _cannot(f'Unsupported start tag "{tag}" at byte offset {began}')
        argument = ""
        while self._peek() != ">":
            self._skip_space()
            if self._peek() == ">":
                break
            argument = self._attribute(tag, began) or argument
        if tag == "span" and argument != "spoiler":
            raise _cannot(f'Tag "span" must have class "tg-spoiler" at byte offset {began}')
        self.at += 1
        self.open.append(_Open(tag, argument, self.length, len(self.text)))

    def _attribute(self, tag: str, began: int) -> str:
        found = _ATTRIBUTE_NAME.match(self.source, self.at)
        name = found[0] if found else ""
        if not name:
            raise _cannot(f'Empty attribute name in the tag "{tag}" at byte offset {began}')
        self.at += len(name)
        self._skip_space()
        if self._peek() != "=":
            if not self._peek():
                raise _cannot(f'Unclosed start tag "{tag}" at byte offset {began}')
            return "1" if (tag, name) == ("blockquote", "expandable") else ""
        self.at += 1
        self._skip_space()
        if not self._peek():
            raise _cannot(f'Unclosed start tag "{tag}" at byte offset {began}')
        value = self._quoted() if self._peek() in "'\"" else self._token()
        if not self._peek():
            raise _cannot(f"Unclosed start tag at byte offset {began}")
        return _argument(tag, name, value)

    def _quoted(self) -> str:
        mark = self._peek()
        self.at += 1
        value = ""
        while self._peek() not in ("", mark):
            value += self._character()
        self.at += 1
        return value

    def _token(self) -> str:
        began = self.at
        while self._peek() and ((self._peek().isascii() and self._peek().isalnum()) or self._peek() in ".-"):
            self.at += 1
        if self._peek() and not self._peek().isspace() and self._peek() != ">":
            raise _cannot(f"Unexpected end of name token at byte offset {self._byte(began)}")
        return self.source[began : self.at].lower()

    def _end_tag(self) -> None:
        began = self._byte(self.at)
        if not self.open:
            raise _cannot(f"Unexpected end tag at byte offset {began}")
        self.at += 2
        tag = self._until_space_or_end()
        self._skip_space()
        if self._peek() != ">":
            raise _cannot(f"Unclosed end tag at byte offset {began}")
        self.at += 1
        start = self.open.pop()
        if tag and tag != start.tag:
            raise _cannot(f'Unmatched end tag at byte offset {began}, expected "</{start.tag}>", found "</{tag}>"')
        if self.length > start.offset:
            self._close(start)

    def _close(self, start: _Open) -> None:
        entity: Json = {"type": _KINDS[start.tag], "offset": start.offset, "length": self.length - start.offset}
        if start.tag == "a":
            entity["url"] = start.argument or self.text[start.at :]
        elif start.tag == "blockquote" and start.argument:
            entity["type"] = "expandable_blockquote"
        elif start.tag == "tg-emoji":
            if not start.argument.isdecimal():
                raise _cannot("Invalid custom emoji identifier specified")
            entity["custom_emoji_id"] = start.argument
        elif start.tag == "pre" and self.entities and self.entities[-1].get("language") and _same(entity, self):
            entity["language"] = self.entities.pop()["language"]
        elif start.tag == "code" and start.argument:
            entity["language"] = start.argument  # kept only when a <pre> closes around it
        self.entities.append(entity)


def _same(entity: Json, html: _Html) -> bool:
    inner = html.entities[-1]
    return (inner["offset"], inner["length"]) == (entity["offset"], entity["length"])


def _argument(tag: str, name: str, value: str) -> str:
    if (tag, name) in (("a", "href"), ("tg-emoji", "emoji-id")):
        return value
    if (tag, name) == ("code", "class") and value.startswith("language-"):
        return value.removeprefix("language-")
    if (tag, name) == ("span", "class") and value.startswith("tg-"):
        return value.removeprefix("tg-")
    return "1" if (tag, name) == ("blockquote", "expandable") else ""


def _cannot(reason: str) -> ApiError:
    return bad_request(f"Can't parse entities: {reason}")

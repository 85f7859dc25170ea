"""parse_mode MarkdownV2, complaining like the real parser (tdlib/td, MessageEntity.cpp), by byte offsets."""

from __future__ import annotations

from dataclasses import dataclass

from emulators.telegram.errors import ApiError, Json, bad_request
from emulators.telegram.html_text import utf16_length

_RESERVED = set("_*[]()~`>#+-=|{}.!\n")
_MARKS = {
    "__": "underline",
    "||": "spoiler",
    "```": "pre",
    "_": "italic",
    "*": "bold",
    "~": "strikethrough",
    "`": "code",
    "[": "text_link",
}
_NAMES = {
    "bold": "Bold",
    "italic": "Italic",
    "underline": "Underline",
    "strikethrough": "Strikethrough",
    "spoiler": "Spoiler",
    "code": "Code",
    "pre": "Pre",
    "text_link": "TextUrl",
    "blockquote": "BlockQuote",
}
_ENDS = {kind: mark for mark, kind in _MARKS.items()} | {"text_link": "]"}


@dataclass
class _Open:
    kind: str
    offset: int
    byte: int
    at: int
    language: str = ""


def parse_markdown(source: str) -> tuple[str, list[Json]]:
    """The plain text and its entities; raises 400 "can't parse entities: …"."""
    return _Markdown(source).parse()


class _Markdown:
    def __init__(self, source: str) -> None:
        self.source, self.at = source, 0
        self.text, self.length = "", 0
        self.open: list[_Open] = []
        self.entities: list[Json] = []
        self.quoting = False

    def parse(self) -> tuple[str, list[Json]]:
        while self.at < len(self.source):
            self._step()
        if self.quoting:
            self._end_quote()
        if self.open:
            raise self._no_end(self.open[-1])
        return self.text, sorted(self.entities, key=lambda entity: (entity["offset"], -entity["length"]))

    def _step(self) -> None:
        char = self.source[self.at]
        inside_code = bool(self.open) and self.open[-1].kind in ("code", "pre")
        if char == "\\" and 0 < ord(self.source[self.at + 1 : self.at + 2] or "\0") <= 126:
            self._put(self.source[self.at + 1], 2)
        elif char not in ({"`"} if inside_code else _RESERVED):
            self._put(char, 1)
        elif char == "\n":
            self._new_line()
        elif self.open and self._ends(self.open[-1].kind):
            self._end()
        else:
            self._begin(char)

    def _put(self, char: str, consumed: int) -> None:
        self.text += char
        self.length += utf16_length(char)
        self.at += consumed

    def _byte(self, at: int) -> int:
        return len(self.source[:at].encode())

    def _follows(self, mark: str) -> bool:
        return self.source.startswith(mark, self.at)

    def _new_line(self) -> None:
        if self.quoting and self.source[self.at + 1 : self.at + 2] != ">":
            self._end_quote("\n")  # the line break still belongs to the quote
            self.at += 1
        else:
            self._put("\n", 1)

    def _ends(self, kind: str) -> bool:
        if kind == "blockquote" or (kind == "italic" and self._follows("__")):
            return False
        return self._follows(_ENDS[kind])

    def _begin(self, char: str) -> None:
        if char == ">" and (not self.text or self.text.endswith("\n")):
            if not self.quoting:
                self.quoting = True
                self.open.append(_Open("blockquote", self.length, self._byte(self.at), len(self.text)))
            self.at += 1
            return
        mark = next((mark for mark in _MARKS if self._follows(mark)), "")
        if not mark:
            raise _cannot(f"Character '{char}' is reserved and must be escaped with the preceding '\\'")
        self.open.append(_Open(_MARKS[mark], self.length, self._byte(self.at), len(self.text)))
        self.at += len(mark)
        if mark == "```":
            self._language()

    def _language(self) -> None:
        end = self.at
        while end < len(self.source) and not self.source[end].isspace() and self.source[end] != "`":
            end += 1
        if self.at < end < len(self.source) and self.source[end] != "`":
            self.open[-1].language = self.source[self.at : end]
            self.at = end
        if self.source[self.at : self.at + 1] == "\n":
            self.at += 1

    def _end(self) -> None:
        start = self.open.pop()
        self.at += len(_ENDS[start.kind])
        entity: Json = {"type": start.kind, "offset": start.offset, "length": self.length - start.offset}
        if start.kind == "text_link":
            entity["url"] = self._url() if self._follows("(") else self.text[start.at :]
        if start.language:
            entity["language"] = start.language
        if entity["length"]:
            self.entities.append(entity)

    def _url(self) -> str:
        self.at += 1
        began, url = self.at, ""
        while self.at < len(self.source) and self.source[self.at] != ")":
            if self.source[self.at] == "\\" and self.at + 1 < len(self.source):
                self.at += 1
            url += self.source[self.at]
            self.at += 1
        if self.at >= len(self.source):
            raise _cannot(f"Can't find end of a URL at byte offset {self._byte(began)}")
        self.at += 1
        return url

    def _end_quote(self, last: str = "") -> None:
        kind = "blockquote"
        if self.open and self.open[-1].kind == "spoiler" and self.open[-1].at == len(self.text):
            self.open.pop()
            kind = "expandable_blockquote"
        start = self.open.pop()
        if start.kind != "blockquote":
            raise self._no_end(start)
        self.quoting = False
        self._put(last, 0)
        if self.length > start.offset:
            self.entities.append({"type": kind, "offset": start.offset, "length": self.length - start.offset})

    def _no_end(self, start: _Open) -> ApiError:
        name = "PreCode" if start.language else _NAMES[start.kind]
        return _cannot(f"Can't find end of {name} entity at byte offset {start.byte}")


def _cannot(reason: str) -> ApiError:
    return bad_request(f"Can't parse entities: {reason}")

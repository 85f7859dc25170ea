"""Unusual ways of writing a number (cách viết số): other scripts' digits, signs nobody sees between them, separators,
digits as words. `scheduler.scrubbing` decides which numbers are secrets; here they are only found."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

UNSEEN = "\u200b"
"""Stands in a folded text for every sign that is not seen: zero-width marks, directions, variation selectors."""

DIGIT = re.compile(r"[\d²³¹⁰⁴-⁹₀-₉①-⑨⑴-⑼⒈-⒐⓪⓵-⓽⓿❶-❾➀-➈➊-➒]")
_UNSEEN = {"Cf", "Mn", "Me"}

_APART = r"[/\\|*:·•;+=~\n]|[ \t]*\n[ \t]*| [/|*·•,+] |, ?"
_WIDE = re.compile(rf"(?<![\d.,/])\d{{3,}}(?P<gap>{_APART})\d{{3,}}(?:(?P=gap)\d{{3,}})+(?!\d)")

_WORDS = {
    "khong": "0", "mot": "1", "hai": "2", "ba": "3", "bon": "4", "tu": "4", "nam": "5", "lam": "5", "sau": "6",
    "bay": "7", "tam": "8", "chin": "9",
}  # fmt: skip
_WORD = "|".join(_WORDS)
_SPOKEN = re.compile(rf"(?<!\w)(?:{_WORD}|\d{{1,3}})(?:[ ,.\-–\u200b]{{1,3}}(?:{_WORD}|\d{{1,3}}))+(?!\w)")
_SPOKEN_TOKEN = re.compile(rf"{_WORD}|\d")
_HINT = re.compile(
    r"(?:\b(?:kh[oô]ng|m[oộ]t|hai|ba|b[oố]n|t[uư]|n[aă]m|l[aă]m|s[aá]u|b[aảẩ]y|t[aá]m|ch[ií]n)\W{1,3}){3}",
    re.IGNORECASE,
)
LEAST_SPOKEN = 4
"""So many digits must be words before a row of them is a number that was spelt out."""


@dataclass(frozen=True, slots=True)
class Spelt:
    """A number spelt out: where it stands, and its digits."""

    start: int
    end: int
    digits: str


def plain_sign(char: str) -> str | None:
    """What one sign that is no letter counts as: an ASCII digit, or `UNSEEN`; None: itself."""
    value = unicodedata.digit(char, None)
    if value is not None:
        return str(value)
    return UNSEEN if unicodedata.category(char) in _UNSEEN else None


def written_wide(folded: str) -> Iterator[re.Match[str]]:
    """Rows of three groups and more of three digits and more with one and the same separator: "079/123/456/789".

    With commas only what begins with 0: anything else may be a sum of money.
    """
    for row in _WIDE.finditer(folded):
        if "," not in row["gap"] or row.group()[0] == "0":
            yield row


def may_be_spelt(text: str) -> bool:
    """Whether a text holds a row of words for digits; for nearly all this ends without a closer look."""
    return _HINT.search(text) is not None


def spelt_out(folded: str) -> Iterator[Spelt]:
    """Numbers spelt out, in order and apart: "không bảy chín một hai ba"."""
    for row in _SPOKEN.finditer(folded):
        tokens = _SPOKEN_TOKEN.findall(row.group())
        if sum(token in _WORDS for token in tokens) >= LEAST_SPOKEN:
            yield Spelt(row.start(), row.end(), "".join(_WORDS.get(token, token) for token in tokens))

"""How a message is written: short forms, doubled letters, days and hours brought to one form before it is read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from knowledge.answering.lexicon import tables
from knowledge.text import syllable

_DIGIT = re.compile(r"\d")
"""Looked for first: most messages and names hold no digit, and the patterns below are slow to fail."""
_DATE = re.compile(
    r"(?:ngày|ngay|hôm|hom|bữa|bua)?\s*\b(\d{1,2})\s*(?:[/-]|\s+(?:tháng|thang)\s+)\s*(\d{1,2})(?:\s*(?:[/-]|\s+(?:năm|nam)\s+)\s*(20\d\d))?\b(?!\s*%)"
)
_DAY_ALONE = re.compile(r"\b(?:ngày|ngay|mùng|mung|hôm|hom|bữa|bua)\s+(\d{1,2})\b(?!\s*(?:[/-]|tháng|thang|\d))")
_ONES = dict(zip(["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"], range(1, 10), strict=True)) | {
    "tư": 4,
    "lăm": 5,
    "mốt": 1,
}
_WORD = (
    "(?:mười|hai mươi|ba mươi)(?: (?:một|mốt|hai|ba|bốn|tư|năm|lăm|sáu|bảy|tám|chín))?"
    "|một|hai|ba|bốn|tư|năm|sáu|bảy|tám|chín"
)
_DAY_IN_WORDS = re.compile(rf"\b(?:ngày|mùng|mồng|hôm)(?: mùng| mồng)? ({_WORD}) tháng ({_WORD})\b", re.IGNORECASE)
_LAST_DIGITS = {"tu": 4, "bon": 4, "lam": 5, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9}
_YEAR_IN_WORDS = re.compile(
    r"\b(?:năm |nam )?hai (?:không|khong|ngàn|ngan|nghìn|nghin)(?: không trăm| khong tram)? "
    r"hai(?: mươi| muoi)? (tư|tu|bốn|bon|lăm|lam|năm|nam|sáu|sau|bảy|bay|tám|tam|chín|chin)\b"
    r"|\b(?:năm|nam) (?:hai|hăm|ham)(?: mươi| muoi)? (tư|tu|bốn|bon|lăm|lam|sáu|sau|bảy|bay|tám|tam)\b",
    re.IGNORECASE,
)
_YEAR_SHORT = re.compile(
    r"\b(năm|nam) (2[4-9]|3[0-5])\b(?!\s*(?:%|người|nguoi|em\b|bạn|ban\b|tuổi|tuoi))", re.IGNORECASE
)
_INITIAL = re.compile(r"\b([pxPX])\.\s*(?=\w)")
_AI = re.compile(r"(?<=\w )AI\b")
_MONTH_SHORT = re.compile(r"\bt(1[0-2]|[89])\b")
_REPEATED = re.compile(r"([^\W\d_])\1{2,}", re.IGNORECASE)
_CA = re.compile(r"\bCA[PXT]?\b")
_HOUR = re.compile(r"\b(\d{1,2})(?:h(\d{2})?|g(\d{2})|(?<=[6-9])g|(?<=1\d)g)\b")


def one_form(text: str) -> str:
    """The text with initials, doubled letters, years and days in words brought to one form; capitals are kept."""
    text = _INITIAL.sub(r"\1 ", unicodedata.normalize("NFC", text))
    if not text.isupper():
        text = _CA.sub("công an", _AI.sub("trí tuệ nhân tạo", text))
    low = text.lower()
    if _DIGIT.search(text):
        text = _YEAR_SHORT.sub(r"\1 20\2", text)
    if "hai " in low or "hăm " in low:
        text = _YEAR_IN_WORDS.sub(_year_in_digits, text)
    if "tháng" in low:
        text = _DAY_IN_WORDS.sub(_day_in_digits, text)
    return _REPEATED.sub(r"\1", text)


def with_hours(low: str) -> str:
    """Hours and months spelt out ("13h30" -> "13 giờ 30", "t10" -> "tháng 10"); ``low`` is in lower case."""
    return _MONTH_SHORT.sub(r"tháng \1", _HOUR.sub(r"\1 giờ \2\3", low)) if _DIGIT.search(low) else low


def without_dates(low: str) -> str:
    """The text with its days taken out (they are read by `dates_in`)."""
    return _DATE.sub(" ", low) if _DIGIT.search(low) else low


def day_alone(low: str) -> int | None:
    """The day of a month that is not named ("ngày 10"), or None."""
    found = _DAY_ALONE.search(low)
    return int(found[1]) if found and 1 <= int(found[1]) <= 31 else None


def years_of_dates(text: str) -> list[str]:
    """The years written behind days ("9/10/2025")."""
    return [year for _, _, year in _DATE.findall(text) if year] if _DIGIT.search(text) else []


def _number_of(word: str) -> int:
    """The number (1–39) that is written out in words ("hai mươi tám")."""
    tens = {"mười": 10, "hai mươi": 20, "ba mươi": 30}
    for name, ten in tens.items():
        if word == name or word.startswith(name + " "):
            return ten + _ONES.get(word.removeprefix(name).strip(), 0)
    return _ONES[word]


def _day_in_digits(found: re.Match[str]) -> str:
    """ "mùng hai tháng mười" as "ngày 2/10"."""
    return f"ngày {_number_of(found[1].lower())}/{_number_of(found[2].lower())}"


def _year_in_digits(found: re.Match[str]) -> str:
    """ "năm hai lăm" as "năm 2025"."""
    return f"năm 202{_LAST_DIGITS[syllable(found[1] or found[2]).folded]}"


def dates_in(low: str) -> list[tuple[int, int]]:
    """Days with their months, in the order of the text (lower case)."""
    if not _DIGIT.search(low):
        return []
    return [(int(d), int(m)) for d, m, _ in _DATE.findall(low) if 1 <= int(d) <= 31 and 1 <= int(m) <= 12]


def spell_out(typed: list[str], mend: Callable[[str], str] = str) -> list[str]:
    """Short forms written out ("đc" -> "được"); other words go through ``mend``."""
    table = tables()
    out: list[str] = []
    at = 0
    while at < len(typed):
        word = typed[at]
        for form, meaning in table.short_forms.get(word, ()):
            if len(form) == 1 or tuple(typed[at : at + len(form)]) == form:
                out += _by_neighbour(typed, at, meaning) if len(form) == 1 else meaning
                at += len(form)
                break
        else:
            out += _by_neighbour(typed, at, (word,)) if word in table.neighbours else (mend(word),)
            at += 1
    return out


def _by_neighbour(typed: list[str], at: int, meaning: tuple[str, ...]) -> tuple[str, ...]:
    for choice in tables().neighbours.get(typed[at], ()):
        before = syllable(typed[at - 1]).folded if at else ""
        after = syllable(typed[at + 1]).folded if at + 1 < len(typed) else ""
        if before in choice.after or after in choice.before:
            return choice.meaning
    return meaning

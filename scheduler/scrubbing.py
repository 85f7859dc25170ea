"""Secrets people type (ID numbers, codes, passwords) never reach storage (DESIGN 7).

What counts as one, and why:

- **id_number** (số giấy tờ): 9 or 12 digits (chứng minh nhân dân, căn cước), also written with blanks, dots or dashes;
  any unbroken number of 9 digits and more (tax, insurance, account numbers) and card numbers of 16: nothing in a plan
  looks like these, and all of them belong to somebody.
- **phone** (số điện thoại): ten or eleven digits that begin with 0, or with 84. A phone number of a person is personal
  data (Luật 91/2025/QH15) and we never need it; hotlines (1900 …, 1800 …) and short numbers stay.
- **account and card** (số tài khoản, thẻ): what stands beside these words, from six digits on; a passport's letter with
  seven digits. Digits count in every script, with signs nobody sees between them, and spelt out (`number_writing`).
- **code** (mã, OTP, PIN, mật khẩu): 4–8 digits alone in a message, or near such a word. Nothing of ours asks for a
  number yet; our own codes always contain letters (`BL-K7QM3T`) and stay. Passwords of other characters: `passwords`.

Dates, times, years, document numbers, percentages, money and counted things stay.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from scheduler.number_writing import DIGIT, may_be_spelt, plain_sign, spelt_out, written_wide
from scheduler.passwords import MASK, may_hold_password, passwords_in

Secret = Literal["id_number", "code", "phone"]

MARK = "[đã xóa]"
"""Stands where a secret stood."""


@dataclass(frozen=True, slots=True)
class Scrubbed:
    """``text`` is safe to store; ``found`` names what was taken out, so that the person can be warned."""

    text: str
    found: frozenset[Secret] = frozenset()

    @property
    def words(self) -> str:
        """What remains to be answered: the text without the marks and the words that announced the secrets."""
        *before, last = self.text.split(MARK)
        return " ".join(" ".join([*(_without_announcement(part) for part in before), last]).split())


_BLANK = r"[ \t\u00a0\u2009\u202f\u200b-\u200d\u2060\ufeff]"
_GAP = rf"(?:{_BLANK}{{1,3}}(?:[\-‐‑‒–—]{_BLANK}{{1,2}})?|[.\-‐‑‒–—_·])"
_RUN = re.compile(rf"\d(?:{_GAP}?\d)*")
_GROUP = re.compile(r"\d+")

_SUM = r"(?:[1-9]\d?(?:[., ]\d{3}){1,3}|[1-9]\d\d(?:[.,]\d{3}){1,2}|[1-9]\d\d \d{3})"
"""A sum of money in groups of three; never as long as an identity number, which also may begin with 0."""
_HARMLESS = [
    re.compile(pattern)
    for pattern in (
        r"(?<![\d/])\d{1,2}/\d{1,2}(?:/\d{2,4})?(?![\d/])",  # 09/10/2025
        r"(?<![\d.\-])(?:0?[1-9]|[12]\d|3[01])([.\-])(?:0?[1-9]|1[0-2])\1(?:19|20)\d\d(?![\d]|[.\-]\d)",  # 9-10-2025
        r"(?<=ngay )\d{1,2}[ .\-]\d{1,2}(?:[ .\-](?:19|20)\d\d)?(?!\d)",  # ngày 9 10 2025
        r"(?<!\d)\d{1,2} ?(?:h|g|gio|:) ?\d{2}(?!\d)",  # 13h30
        r"(?<![\w/])\d{1,5}(?:/(?:19|20)\d\d)?[/\-](?=[a-z]{2})[a-z0-9&]+(?:[/\-][a-z0-9&]+)*",  # 95/KH-UBND
        r"\b[a-z]{2}-(?=[a-z0-9]{0,5}[a-z])[a-z0-9]{6}\b",  # our own codes
        r"(?<!\d)\d{1,3}(?:[.,]\d+)? ?%",
        rf"(?<!\d)(?<!\d[., ])(?:{_SUM}|\d{{1,8}})(?:[dk]\b| ?(?:dong|vnd)\b(?! (?:chi|y|thoi)\b))",  # money
        rf"(?<!\d)(?<!\d[., ]){_SUM} ?d\b",
        r"(?<![\w.\-])1[89]00[ .]?(?:\d{4}|\d{2}[ .]?\d{2}|\d{3}[ .]?\d{3}|\d{2}[ .]?\d{2}[ .]?\d{2})(?![ .\-]?\d)",
        r"\bnam (?:19|20)\d\d\b",
        r"(?<!\d)(?:19|20)\d\d ?[\-–] ?(?:19|20)\d\d(?!\d)",  # giai đoạn 2025-2030
        r"(?:van ban|cong van|ke hoach|quyet dinh|nghi quyet|nghi dinh|to trinh|thong tu|luat)(?: so)? \d{1,5}\b",
        r"(?<!\d)\d{1,5} ?(?:nguoi|dai bieu|luot|mah)\b(?! ta\b)",
    )
]
_STRONG = re.compile(r"\b(?:otp|pin|passcode|password|pass|cvv|cvc|mat khau|ma kich hoat|ma bao mat|ma so bi mat)\b")
_CARD_CODE = re.compile(r"\bcv[vc]2?\b")
_ACCOUNT = re.compile(
    r"\b(?:(?:stk|so tk|so tai khoan|tai khoan so|so the)\b.{0,24}|(?:tai khoan|tk)\W{1,3}(?:la\W{1,2})?)$"
)
_PASSPORT = re.compile(r"(?<!\w)[a-z]\d{7,8}(?!\w)")
_CONFIRMING = re.compile(r"\b(?:xac nhan|xac thuc)\b")  # also what plans count by years
_WEAK = re.compile(r"\b(?:ma|mk|mat ma)\b")
_STRONG_REACH, _WEAK_REACH = 60, 24
_ACCOUNT_DIGITS, _WORD_REACH, _CARD_CODE_REACH = 6, 48, 12
_FILLER = frozenset(
    {"da", "vang", "thua", "la", "va", "voi", "roi", "do", "day", "ne", "a", "nha", "nhe", "ok", "oke", "so", "cua"}
    | {"em", "chau", "con", "bac", "anh", "chi", "toi", "tui", "minh"}
)
_ANNOUNCING = _FILLER | {
    *("cccd", "cmnd", "cmt", "can", "cuoc", "cong", "dan", "chung", "minh", "thu", "the", "dinh", "danh", "ca", "nhan"),
    *("ma", "otp", "pin", "mat", "khau", "xac", "thuc", "passcode", "sdt", "dien", "thoai", "stk", "tai", "khoan"),
    *("password", "pass", "passwd", "matkhau", "pwd", "pw", "mk", "tui", "ba", "ong", "nhu", "sau"),
}
_LABEL = re.compile(r"(?:cccd|cmnd|cmt|cmtnd|cancuoc|so|ma|otp|pin|sdt|dt|stk|mst|(?<!\w)o)$")


def fold(text: str) -> str:
    """Lower case without diacritics, character by character: as long as the (NFC) text given."""
    return "".join(_fold_char(char) for char in text)


def _fold_char(char: str) -> str:
    if char.isascii():
        return char.lower()
    if char in "đĐ":
        return "d"
    if not char.isalpha() and (sign := plain_sign(char)) is not None:
        return sign
    plain = unicodedata.normalize("NFD", char)[0].lower()
    return plain if len(plain) == 1 else char


def _without_announcement(text: str) -> str:
    """ "… cccd của tui là" -> "…" """
    words = text.split()
    while words and fold(words[-1]).strip(" :.,;=-") in _ANNOUNCING | {""}:
        words.pop()
    return " ".join(words)


def scrub(text: str) -> Scrubbed:
    """Take ID numbers, phone numbers, codes and passwords out of a text. See the module's docstring for what counts.

    A text without secrets comes back as it is; otherwise it is in NFC with `MARK` for each secret.
    """
    clean = unicodedata.normalize("NFC", text)
    found: set[Secret] = set()
    while spans := list(_passwords(clean)):
        clean = _take_out(clean, spans, found)
    if len(DIGIT.findall(clean)) >= 3:
        while spans := list(_secrets(clean)):
            clean = _take_out(clean, spans, found)
    if may_be_spelt(clean):
        clean = _take_out(clean, list(_spelt(clean)), found)
    return Scrubbed(clean, frozenset(found)) if found else Scrubbed(text)


def _take_out(text: str, spans: list[tuple[int, int, Secret]], found: set[Secret]) -> str:
    for start, end, secret in reversed(spans):
        found.add(secret)
        text = text[:start] + MARK + text[end:]
    return text


def _passwords(text: str) -> Iterator[tuple[int, int, Secret]]:
    if not may_hold_password(text):
        return
    folded = fold(text).replace(fold(MARK), MASK * len(MARK))
    for start, end in passwords_in(folded, _without_harmless(folded)):
        yield start, end, "code"


def _secrets(text: str) -> Iterator[tuple[int, int, Secret]]:
    """Where secrets stand, in order and apart."""
    folded = _without_harmless(fold(text).replace(fold(MARK), " " * len(MARK)))
    wide = [secret for row in written_wide(folded) for secret in _parts_written_apart(folded, list(_groups(row)))]
    if wide:
        yield from wide
        return  # the rest is looked at once more
    alone = _says_nothing_else(folded)
    for run in _RUN.finditer(folded):
        if long_numbers := _long_numbers(folded, run):
            yield from long_numbers
        elif _PASSPORT.match(folded, max(0, run.start() - 1)):
            yield run.start() - 1, run.end(), "id_number"
        elif _beside_account_word(folded, run):
            yield run.start(), run.end(), "id_number"
        elif _near(_CARD_CODE, folded, run, _CARD_CODE_REACH) and _digits(run.group()) == 3:
            yield run.start(), run.end(), "code"
        elif alone or _beside_code_word(text, folded, run):
            if 4 <= _digits(run.group()) <= 8:
                yield run.start(), run.end(), "code"
            else:
                yield from ((*group, "code") for group in _groups(run) if 4 <= group[1] - group[0] <= 8)


def _says_nothing_else(folded: str) -> bool:
    return not set(re.findall(r"[^\W\d]+", folded)) - _FILLER


def _spelt(text: str) -> Iterator[tuple[int, int, Secret]]:
    """Numbers spelt out that are as long as an identity number, or stand alone or beside a word for a code."""
    folded = fold(text)
    for number in spelt_out(folded):
        rest = folded[: number.start] + folded[number.end :]
        if len(number.digits) >= 9:
            yield number.start, number.end, _kind(number.digits)
        elif _says_nothing_else(rest) or _STRONG.search(rest):
            yield number.start, number.end, "code"


def _without_harmless(folded: str) -> str:
    for pattern in _HARMLESS:
        folded = pattern.sub(lambda match: "x" * len(match.group()), folded)
    return folded


def _long_numbers(folded: str, run: re.Match[str]) -> list[tuple[int, int, Secret]]:
    groups = list(_groups(run))
    if unbroken := [(start, end, _kind(folded[start:end])) for start, end in groups if end - start >= 9]:
        return unbroken
    glued = run.start() > 0 and folded[run.start() - 1].isalpha()
    if glued and not _LABEL.search(folded[max(0, run.start() - 8) : run.start()]):
        return []
    if (kind := _written_apart(run.group())) is not None:
        return [(run.start(), run.end(), kind)]
    return list(_parts_written_apart(folded, groups))


def _parts_written_apart(folded: str, groups: list[tuple[int, int]]) -> Iterator[tuple[int, int, Secret]]:
    """Numbers in groups of three digits and more, among other numbers: "079 123 456 789 20 tuổi"."""
    first = 0
    while first < len(groups):
        best: tuple[int, Secret] | None = None
        digits = ""
        for last in range(first, len(groups)):
            piece = folded[slice(*groups[last])]
            digits += piece
            if len(piece) < 3 or len(digits) > 16:
                break
            if (kind := _written_apart(digits)) is not None:
                best = last, kind
        if best is not None:
            last, kind = best
            yield groups[first][0], groups[last][1], kind
            first = last
        first += 1


def _written_apart(number: str) -> Secret | None:
    digits = "".join(_GROUP.findall(number))
    if _kind(digits) == "phone":
        return "phone"
    return "id_number" if len(digits) in (9, 12, 16) else None


def _kind(digits: str) -> Secret:
    starts_with_zero = unicodedata.digit(digits[0]) == 0
    is_phone = (starts_with_zero and len(digits) in (10, 11)) or (digits.startswith("84") and len(digits) == 11)
    return "phone" if is_phone else "id_number"


def _beside_code_word(text: str, folded: str, run: re.Match[str]) -> bool:
    if _near(_STRONG, folded, run, _STRONG_REACH):
        return True
    is_year = re.fullmatch(r"(?:19|20)\d\d", run.group()) is not None
    if not is_year and _near(_CONFIRMING, folded, run, _STRONG_REACH):
        return True
    return not is_year and any(
        text[word.start() : word.end()].lower() in ("mã", "ma", "mk", "mật mã", "mat ma")
        for word in _near(_WEAK, folded, run, _WEAK_REACH)
    )


def _beside_account_word(folded: str, run: re.Match[str]) -> bool:
    """ "số tài khoản của tui 12345678", not "150.000 tài khoản": the word comes first."""
    before = folded[max(0, run.start() - _WORD_REACH) : run.start()]
    return _digits(run.group()) >= _ACCOUNT_DIGITS and _ACCOUNT.search(before) is not None


def _near(words: re.Pattern[str], folded: str, run: re.Match[str], reach: int) -> list[re.Match[str]]:
    return list(words.finditer(folded, max(0, run.start() - reach), run.end() + reach))


def _groups(run: re.Match[str]) -> Iterator[tuple[int, int]]:
    for group in _GROUP.finditer(run.group()):
        yield run.start() + group.start(), run.start() + group.end()


def _digits(number: str) -> int:
    return sum(len(piece) for piece in _GROUP.findall(number))

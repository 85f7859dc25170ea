"""Passwords (mật khẩu) people type after the word for one: any characters, so that counting digits does not find them.

"mật khẩu của tui là hoaiyeu", "pass: 12ab!@", "mk Abc12345": what follows the announcement is a password when

- a link ("là", ":", "=") leads to it and it is no word with which people ask or explain ("mật khẩu là gì"), or
- nothing leads to it, but no Vietnamese says it: letters with digits or signs, or letters that are neither syllable nor
  the name of an app, while nothing around asks about passwords.

Questions about passwords stay whole ("quên mật khẩu VNeID", "mật khẩu không đúng"). "mk" (also "mình") and "pin" (also
a battery) announce weakly: after them a plain Vietnamese syllable stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from knowledge.text import is_syllable

MASK = "\x00"
"""Stands for characters that were taken out already; nothing behind it is looked at."""

_STRONG = r"mat[\s\-_]{0,2}khau|pass(?:word|code|wd)?|ma[\s\-_]{0,2}pin"
_WEAK = r"pin|mk|pwd?|mat[\s\-_]{0,2}ma"
_ANNOUNCEMENT = re.compile(rf"(?<![^\W_])(?:(?P<strong>{_STRONG})|{_WEAK})(?![^\W_])")
_HINT = re.compile(r"m.t.{0,2}(?:kh|m)|pass|pin|mk|pw", re.IGNORECASE)
_BLANKS = re.compile(r"[\s\-–_\"'“”(]*")
_LINK_SIGN = re.compile(r"(?:[:=→>]|->)+")
_WORD = re.compile(r"[^\W_]+(?=[\s:=→>_]|$)")
_TOKEN = re.compile(r"\S+")
_CLAUSE_END = re.compile(r"[,.;?!\n]")
_PUNCTUATION = ".,;:!?…()[]\"'“”‘’"
_SIGNS = re.compile(r"[@#$%^&*_+!~|\\<>=]")
_OUR_CODE = re.compile(r"[a-z]{2}-(?=[a-z0-9]{0,5}[a-z])[a-z0-9]{6}[.,;:!?]?")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_LINKS = _words("la thanh")
_AFTER_LINK = _words("nhu sau day ne nay")
_OWNERS = _words("cua toi tui em minh bac tao con chau anh chi ong ba co chu di cau me bo vo chong nha nguoi ho t m e")
_NAMES = _words(
    "vneid vssid etax zalo facebook face fb wifi gmail email mail google youtube icloud iphone android samsung oppo "
    "xiaomi viettel vnpt mobifone vinaphone vietcombank agribank bidv vietinbank momo vnpay techcombank mbbank "
    "sacombank otp sms app web website internet online offline login admin account user username laptop computer modem "
    "tiktok telegram messenger instagram outlook yahoo apple chplay store windows banking ebanking smart token ekyc "
    "cccd cmnd dvc dichvucong taikhoan dangnhap matkhau khongduoc smartphone chatgpt gemini digital password passcode"
)
_MODIFIERS = _NAMES | _words(
    "tai khoan dang nhap dang ky cu moi hien nay dung chinh dat doi nhap dien vao tren trong cho mo khoa may dien "
    "thoai cap muc lop so ne day bi mat rieng cong dich vu ung ca nhan dinh danh hom truoc luc ngan hang"
)
_QUESTION = _words("gi ji j z gj gif sao nao dau chi may bao ai the thi a ah ha hay nhi vay")
_PROSE = _words(
    "khong ko k kg hong hok hk chua dc duoc bi sai phai can nen do de tu rat bat cu dung mot nhung cac cai loai thu so "
    "chu ky day ma otp pin mat thong tin nguoi khi neu luc ngay thang ten rieng quan duy tai cong quen lam doi dat lay "
    "khoa reset nhap vao dang cach xin cho huong hoi luu viec dieu cung van roi it nhieu qua kho xac"
)
_CUES = _words("quen doi dat lay khoi reset sai loi sao nao dau gi ji khoa thay tao cach huong lam xem tim mat cap")
_COUNTED = _words("so chu ky ki con lan ngay phut lop buoc thang nguoi")
_MAX_STEPS = 10
_MAX_PHRASE = 3


@dataclass(frozen=True, slots=True)
class _Lead:
    """What has been read between the announcement and the word at ``at``."""

    at: int
    strong: bool
    linked: bool = False
    sign: bool = False
    owner: bool = False


def may_hold_password(text: str) -> bool:
    """Whether an NFC text could announce a password; for nearly all that do not this ends without a closer look."""
    return _HINT.search(text) is not None


def passwords_in(folded: str, masked: str) -> Iterator[tuple[int, int]]:
    """Where passwords stand, in order and apart.

    ``folded``: lower case without diacritics, `MASK` where something was taken out; ``masked``: the same with an "x"
    for every character of a date, sum or document number.
    """
    done = 0
    for announcement in _ANNOUNCEMENT.finditer(folded):
        if announcement.start() < done:
            continue
        span = _after(folded, masked, _Lead(announcement.end(), announcement["strong"] is not None))
        if span is not None and not _asks(folded, announcement.start(), span, masked):
            done = span[1]
            yield span


def _after(folded: str, masked: str, lead: _Lead) -> tuple[int, int] | None:
    for _ in range(_MAX_STEPS):
        token = _next(folded, lead)
        if isinstance(token, _Lead):
            lead = token
            continue
        if token is None or token.group().startswith(MASK) or "://" in token.group():
            return None
        is_password = _is_led_to(folded, token, lead) if lead.linked else _is_odd(masked[slice(*token.span())])
        return _whole(folded, masked, token, lead) if is_password else None
    return None


def _next(folded: str, lead: _Lead) -> _Lead | re.Match[str] | None:
    """The lead with one more word of it read, or the word the lead ends at, or None at the end of the clause."""
    gap = _BLANKS.match(folded, lead.at)
    at = gap.end() if gap else lead.at
    if sign := _LINK_SIGN.match(folded, at):
        return replace(lead, at=sign.end(), linked=True, sign=True)
    if at == lead.at or at >= len(folded):
        return _TOKEN.match(folded, at) if lead.sign and at < len(folded) else None
    if word := _WORD.match(folded, at):
        step = _step(word.group(), lead)
        if step is not None:
            return replace(step, at=word.end())
    return _TOKEN.match(folded, at)


def _step(word: str, lead: _Lead) -> _Lead | None:
    if lead.linked:
        return lead if word in _AFTER_LINK else None
    if word in _LINKS:
        return replace(lead, linked=True)
    if word in _OWNERS:
        return replace(lead, owner=True)
    return lead if word in _MODIFIERS or (len(word) == 1 and word.isdigit()) else None


def _is_led_to(folded: str, token: re.Match[str], lead: _Lead) -> bool:
    word = token.group().strip(_PUNCTUATION)
    following = _rest_of_clause(folded, token)
    if not word or word in _QUESTION or _OUR_CODE.fullmatch(token.group()):
        return False
    if word.isdigit() and len(word) <= 2 and following[:1] and following[0] in _COUNTED:
        return False
    if word in _PROSE and (following or not lead.owner):
        return False
    if not lead.strong and not lead.sign:
        return _is_odd(token.group()) or _is_foreign(word)
    return True


def _is_odd(token: str) -> bool:
    """Nothing people say: letters with digits, or signs; or letters that are no syllable and no name."""
    word = token.strip(_PUNCTUATION)
    if len(word) < 4 or word.startswith("www.") or not word.strip("x"):
        return False
    letters = re.sub(r"[\W\d_]", "", word)
    named = letters in _NAMES or is_syllable(letters)
    if any(char.isdigit() for char in word):
        if _SIGNS.search(token):
            return True
        return bool(letters) and word.isalnum() and not (named and re.fullmatch(r"[^\W\d_]+\d", word))
    return bool(_SIGNS.search(word)) or _is_foreign(word)


def _is_foreign(word: str) -> bool:
    return len(word) >= 5 and word.isascii() and word.isalpha() and word not in _NAMES and not is_syllable(word)


def _asks(folded: str, start: int, span: tuple[int, int], masked: str) -> bool:
    """Whether plain letters stand in a question about passwords, as a name we do not know would."""
    token = masked[slice(*span)].strip(_PUNCTUATION)
    if not token.isalpha() or _linked(folded[start : span[0]]):
        return False
    around = re.findall(r"[^\W_]+", folded[:start]) + re.findall(r"[^\W_]+", folded[span[1] :])
    return not _CUES.isdisjoint(around)


def _linked(lead: str) -> bool:
    return bool(_LINK_SIGN.search(lead)) or not _LINKS.isdisjoint(lead.split())


def _rest_of_clause(folded: str, token: re.Match[str]) -> list[str]:
    if token.group()[-1] in ",.;?!":
        return []
    end = _CLAUSE_END.search(folded, token.end())
    return folded[token.end() : end.start() if end else len(folded)].split()


def _whole(folded: str, masked: str, token: re.Match[str], lead: _Lead) -> tuple[int, int]:
    """The token, and what belongs to a password of several words: odd words, or a short phrase that ends the clause."""
    start, end = token.span()
    if not lead.linked:
        return start, end
    rest = _rest_of_clause(folded, token)
    plain = {*_QUESTION, *_PROSE, *_OWNERS, *_LINKS, "nhe", "nha", "do", "oke", "ok", "da"}
    is_phrase = 0 < len(rest) <= _MAX_PHRASE and plain.isdisjoint(rest)
    for word in _TOKEN.finditer(folded, end):
        if word.group().startswith(MASK) or not rest:
            break
        if not (is_phrase or _is_odd(masked[slice(*word.span())])):
            break
        end = word.end()
        rest.pop(0)
    return start, end

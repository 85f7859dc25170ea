"""One-time and personal codes (mã): `BL-K7QM3T`. They always hold letters, so that nobody mistakes them for an OTP, and
scrubbing leaves them alone (`scheduler.scrubbing`). Only a keyed hash of a code is ever stored."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import re
import secrets
import unicodedata

from knowledge.text import fold

VALID_FOR = dt.timedelta(hours=48)
"""How long a one-time code may be used."""

TRIES, TRIES_WITHIN = 5, dt.timedelta(hours=1)
"""So many wrong codes an address may type in that time."""

_LETTERS, _DIGITS = "ACDEFGHJKLMNPQRTUVWXY", "34679"
"""Without those that look alike on a small screen: B and 8, I and 1, O and 0, S and 5, Z and 2."""
_SIZE = 6
_INSIDE = re.compile(
    rf"(?<![^\W_])[a-z]{{2}}(?:[\-‐‑–][a-z0-9]{{{_SIZE}}}|[ \-‐‑–]?[{_LETTERS}{_DIGITS}]{{{_SIZE}}})(?![^\W_])",
    re.IGNORECASE,
)
_TYPED = re.compile(rf"(?:ma |/ma |/nhan )?([a-z]{{2}})[ \-–]?([a-z0-9]{{{_SIZE}}})\W*")


def new_code(slug: str) -> str:
    """A code for a locality: the initials of its slug, then six random signs, at least three of them letters: four
    digits in a row, typed after "mã", would be scrubbed as an OTP.

    Drawn from the operating system; some 2·10⁸ codes, of which a guesser may try five an hour.
    """
    while True:
        signs = "".join(secrets.choice(_LETTERS + _DIGITS) for _ in range(_SIZE))
        if sum(sign.isalpha() for sign in signs) >= 3 and any(sign.isdigit() for sign in signs):
            return f"{prefix_of(slug)}-{signs}"


def prefix_of(slug: str) -> str:
    """ "binh-long" -> "BL"; of a name of one syllable its first two letters."""
    words = slug.split("-")
    return (words[0][0] + words[1][0] if len(words) > 1 else slug[:2]).upper()


def code_in(text: str, slug: str) -> str | None:
    """The code of this locality that a message consists of, in its written form, or None.

    Small letters, a blank instead of the dash and "mã " before it are forgiven; our codes always hold a digit.
    """
    typed = _TYPED.fullmatch(_fold_keeping_signs(_as_seen(text)))
    if typed is None or typed[1].upper() != prefix_of(slug) or not re.search(r"\d", typed[2]):
        return None
    return f"{typed[1]}-{typed[2]}".upper()


def without_codes(text: str, mask: str) -> str:
    """The text with ``mask`` for whatever is written like a code of any locality."""
    seen = _as_seen(text)
    masked = _INSIDE.sub(lambda found: mask if _is_mixed(found.group()[-_SIZE:]) else found.group(), seen)
    return text if masked == seen else masked


def _is_mixed(signs: str) -> bool:
    return any(sign.isdigit() for sign in signs) and any(sign.isalpha() for sign in signs)


def _as_seen(text: str) -> str:
    """Full-width letters as plain ones, without signs that nobody sees."""
    return "".join(char for char in unicodedata.normalize("NFKC", text) if unicodedata.category(char) != "Cf")


def _fold_keeping_signs(text: str) -> str:
    """The text in small letters without diacritics, with its dashes and slashes."""
    return " ".join("".join(fold(char) if char.isalnum() else char for char in text).split())


def hash_code(code: str, key: bytes) -> str:
    """What is stored of a code: HMAC-SHA256 under the installation's key, in hex."""
    return hmac.new(key, code.encode(), hashlib.sha256).hexdigest()

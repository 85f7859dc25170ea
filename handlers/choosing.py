"""A typed number or label chooses from the newest menu, and from no older one."""

from __future__ import annotations

import re
from functools import lru_cache

from knowledge.text import fold

_NUMBER = re.compile(r"^(?:(?:so|chon|chon so|nut|nut so) )?(\d{1,2})$")
_NUMBERED_LABEL = re.compile(r"^\d{1,2} (?=\D)")


def chosen(menu: tuple[tuple[str, str], ...], text: str) -> str | None:
    """The ref that a typed "2", "số 2" or label chooses from a menu of (label, ref), or None."""
    if not menu or not text:
        return None
    typed = fold(text)
    number = _NUMBER.match(typed)
    if number is not None:
        place = int(number[1])
        return menu[place - 1][1] if 1 <= place <= len(menu) else None
    return next((ref for label, ref in menu if typed in _spellings(label)), None)


def is_bare_number(text: str) -> bool:
    """Whether the text is nothing but a number of one or two digits."""
    return len(text) <= 12 and _NUMBER.match(fold(text)) is not None


@lru_cache(maxsize=4096)
def _spellings(label: str) -> frozenset[str]:
    folded = fold(label)
    return frozenset({folded, _NUMBERED_LABEL.sub("", folded)}) - {""}

"""The numbering of a plan's sections (đánh số mục): which numbers a plan skips."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
_HEAD = re.compile(r"^([IVX]+)(?:\.(\d+)(?:\.(\d+))?)?(?=[ .]|$)")


def missing_sections(addresses: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Skipped numbers as (section before, missing section, section after), e.g. ``("II", "III", "IV")``.

    Looks at Roman sections and at the Arabic ones below them, as they appear in the addresses of `plan.txt`.
    """
    numbers: dict[str, set[int]] = {}
    for address in addresses:
        head = _HEAD.match(address)
        if head is None or head[1] not in _ROMAN:
            continue
        numbers.setdefault("", set()).add(_ROMAN.index(head[1]) + 1)
        if head[2]:
            numbers.setdefault(head[1], set()).add(int(head[2]))
        if head[3]:
            numbers.setdefault(f"{head[1]}.{head[2]}", set()).add(int(head[3]))
    for parent, present in numbers.items():
        ordered = sorted(present)
        for before, after in pairwise(ordered):
            for missing in range(before + 1, after):
                yield _name(parent, before), _name(parent, missing), _name(parent, after)


def _name(parent: str, number: int) -> str:
    return f"{parent}.{number}" if parent else _ROMAN[number - 1]

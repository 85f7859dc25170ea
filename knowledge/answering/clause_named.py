"""A clause asked for by its address ("mục II.3 ghi gì?"), as officials do who have the plan before them."""

from __future__ import annotations

import re
from collections.abc import Collection

_PART = r"(?:mục|muc|phần|phan|khoản|khoan|điểm|diem)\s+(?:số\s+|so\s+)?"
_LEVELS = {"doan": "đoạn", "gach": "gạch", "cong": "cộng", "cau": "câu", "dong": "dòng", "sao": "sao"}
_BELOW = rf"(?P<below>(?:\s+(?:{'|'.join({*_LEVELS, *_LEVELS.values()})})\s+\d+)*)"
_WHOLE = re.compile(
    rf"\b{_PART}(?P<roman>[ivx]+)(?P<rest>(?:[.,]\s?\d{{1,2}}){{0,3}}(?:[.,]\s?[a-zđ](?!\w))?)(?!\w){_BELOW}",
    re.IGNORECASE,
)
_UPWARDS = re.compile(
    rf"\b{_PART}(?P<rest>\d{{1,2}}(?:\.\d{{1,2}})?|[a-zđ]),?\s+(?:của\s+|cua\s+|thuộc\s+)?{_PART}(?P<roman>[ivx]+(?:\.\d{{1,2}})*)(?!\w)",
    re.IGNORECASE,
)


def clause_named(text: str, addresses: Collection[str]) -> str | None:
    """The address that a question names, in the plan's own form: ``VI.2 gạch 3``; None when it names none.

    The longest part of it that the plan has ("mục VI.2 gạch 30" is VI.2), "" when the plan has no part of it. A number
    alone ("mục 3") is no address: several parts of a plan have one.
    """
    found = _UPWARDS.search(text)
    below = ""
    if found is None:
        found = _WHOLE.search(text)
        below = " ".join(_LEVELS.get(word, word) for word in (found["below"].lower().split() if found else ()))
    if found is None:
        return None
    rest = re.sub(r"[.,\s]+", ".", found["rest"]).strip(".").lower()
    address = ".".join(filter(None, (found["roman"].upper(), rest)))
    while address and address not in addresses:
        address = address.rpartition(".")[0]
    if address and below and f"{address} {below}" in addresses:
        return f"{address} {below}"
    return address

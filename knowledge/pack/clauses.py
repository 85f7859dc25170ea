"""The plan's own words, addressable: `plan.txt`, one clause (mục, điểm, gạch) a line.

    [II.3] Thời gian: 13 giờ 30 ngày 09/10/2025 (thứ Năm).
    [II.7.2 cộng 1] Bàn “Dịch vụ công trực tuyến”.

An address is what is written, not counted: Roman.Arabic.letter, then ``gạch n`` ("-"), ``cộng n`` ("+"), ``sao n``
("*"), ``đoạn n`` (paragraph), ``câu n`` (sentence), ``dòng n`` (table row); ``header``, ``preamble đoạn n``,
``closing``, ``recipients`` and ``footer`` for what surrounds the body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_LINE = re.compile(r"^\[(?P<address>[^\]]+)\] ?(?P<text>.*)$")


class PlanTextError(ValueError):
    """`plan.txt` is malformed; the message names the line and what to do."""


@dataclass(frozen=True)
class Clause:
    """One addressable piece of the plan; ``text`` is the plan's words with line breaks joined."""

    address: str
    text: str


class Clauses(Mapping[str, Clause]):
    """The clauses of one plan, in the order of the document, by address."""

    def __init__(self, clauses: list[Clause]) -> None:
        self._by_address = {clause.address: clause for clause in clauses}

    def __getitem__(self, address: str) -> Clause:
        return self._by_address[address]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_address)

    def __len__(self) -> int:
        return len(self._by_address)

    def under(self, address: str) -> list[Clause]:
        """The clause itself and all that lies below it (``II.7`` holds ``II.7.2 cộng 1``), in document order."""
        return [
            clause
            for clause in self.values()
            if clause.address == address or clause.address.startswith((address + ".", address + " "))
        ]


def parse_plan_text(text: str, name: str = "plan.txt") -> Clauses:
    """Read `plan.txt`.

    Raises:
        PlanTextError: a line without an address, or an address used twice.
    """
    clauses: list[Clause] = []
    seen: set[str] = set()
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        match = _LINE.match(line)
        if match is None:
            raise PlanTextError(f"{name}, dòng {number}: thiếu địa chỉ mục ở đầu dòng, ví dụ “[II.3] …”.")
        address = match["address"].strip()
        if address in seen:
            raise PlanTextError(f"{name}, dòng {number}: địa chỉ “{address}” đã dùng ở dòng trên; mỗi mục một địa chỉ.")
        seen.add(address)
        clauses.append(Clause(address, match["text"].strip()))
    return Clauses(clauses)

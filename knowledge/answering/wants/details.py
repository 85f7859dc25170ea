"""What asks for the small facts and for what the plan leaves open, by their kind."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.answering.wants.model import Wants
from knowledge.pack.model import Detail, LeftOpen

_PRICE = re.compile(r"^(?:học phí|lệ phí|phí|giá(?! trị)|tiền(?: làm| học)?) (?=\S+ \S)")
_EACH = re.compile(r"\bmỗi (\w+)")
_ALSO = {
    re.compile("ma két"): "launch.banner",
    re.compile("cấp phát động"): "launch.level",
    re.compile("phương châm .*"): "plan.motto",
    re.compile("số .* luân phiên"): "rota",
}
"""Families that ask for one certain small fact, by its first name."""


def add_details(wants: Wants, owner: str, details: Sequence[Detail]) -> None:
    """Let families ask for the small facts of an activity, a duty or the plan (``owner``: the key they begin with)."""
    for number, detail in enumerate(details):
        key = f"{owner}.detail{number}"
        wants.add(key, f"detail.{detail.kind}", says=[detail.value], about=detail.about)
        for name, family in _ALSO.items():
            if any(name.fullmatch(phrase) for phrase in detail.about[:1]):
                wants.add(key, family, says=[detail.value])
        if detail.kind == "count" and (each := _EACH.search(detail.value)):
            wants.add(key, "quota", says=[detail.value], group=[each[1]])
        _fee(wants, key, detail)


def add_open(wants: Wants) -> None:
    """Let families ask for what the plan leaves open: the answer is the honest refusal."""
    for number, gap in enumerate(wants.pack.pack.left_open):
        wants.add(f"open.{number}", f"detail.{gap.kind}", silent=True, about=gap.about)
        _fee(wants, f"open.{number}", gap)


def _fee(wants: Wants, key: str, of: Detail | LeftOpen) -> None:
    if of.kind == "price":
        services = [_PRICE.sub("", phrase) for phrase in of.about if _PRICE.match(phrase)]
        silent = isinstance(of, LeftOpen)
        wants.add(
            key, "service.fee", says=[] if isinstance(of, LeftOpen) else [of.value], silent=silent, service=services
        )

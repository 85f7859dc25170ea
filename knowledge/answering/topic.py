"""What a conversation remembers between two questions: which fact was told and what was asked, never the words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Topic:
    """``key``: the fact told last ("" when nothing was told yet), ``asks``: what was asked for (`words/asks.yaml`),
    ``units``: keys of the units named."""

    key: str
    asks: tuple[str, ...] = ()
    units: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.key}|{','.join(self.asks)}|{','.join(self.units)}"


def parse(text: str | None) -> Topic | None:
    """The topic in the form in which a conversation keeps it; None when there is none."""
    if not text:
        return None
    key, asks, units = [*text.split("|"), "", ""][:3]
    return Topic(key, tuple(filter(None, asks.split(","))), tuple(filter(None, units.split(","))))

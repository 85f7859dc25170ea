"""How well questions are answered: outcomes judged against gold answers, and the sums people look at.

A question's gold: ``kind`` answerable | guide | out_of_scope | ambiguous | chitchat; an answerable one has ``must``,
groups of patterns of which one each must be found, and ``must_not``; ``or_refuse`` when the plan fixes only part.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from knowledge.outcome import MAX_CHARS, Clarify, Guide, Outcome

WANTED = {
    "answerable": "answer",
    "guide": "guide",
    "out_of_scope": "refuse",
    "ambiguous": "clarify",
    "chitchat": "chitchat",
}
SHOWN_FROM = 5
"""Families of fewer questions are summed up as others."""
_SAYS_NO = re.compile("(không|chưa) (có|thấy|nêu|ghi|nói|quy định|rõ)|không thuộc phạm vi", re.IGNORECASE)
_ALIKE = str.maketrans("–—−“”‘’", "---\"\"''")
_TWO_PLACES = ("oa", "oe", "uy")


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a set. ``dialogue``: the dialogue it belongs to; its turns stand one after the other."""

    id: str
    locality: str
    text: str
    kind: str = ""
    noise: tuple[str, ...] = ()
    gold: dict[str, Any] = field(default_factory=dict)
    dialogue: str | None = None

    @property
    def family(self) -> str:
        """The family of the fact asked for: ``event.time`` -> ``event``; other kinds stand under their reason."""
        return str(self.gold.get("fact") or self.gold.get("reason") or self.kind).split(".", maxsplit=1)[0]


def plain(text: str) -> str:
    """The form in which texts and patterns are compared: NFC, single blanks, plain dashes and quotes, tone places."""
    text = unicodedata.normalize("NFC", text).translate(_ALIKE)
    for vowels in _TWO_PLACES:
        for tone in "\u0300\u0301\u0309\u0303\u0323":
            late = unicodedata.normalize("NFC", vowels + tone)
            early = unicodedata.normalize("NFC", vowels[0] + tone + vowels[1])
            text = text.replace(late, early).replace(late.upper(), early.upper()).replace(late.title(), early.title())
    return " ".join(text.split())


@lru_cache(maxsize=20_000)
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(plain(text), re.IGNORECASE)


def why_wrong(asked: Asked, outcome: Outcome) -> str:
    """What is wrong with an outcome, in a few words; nothing when it is right."""
    wanted, gold = WANTED[asked.kind], asked.gold
    if not outcome.text.strip():
        return "empty"
    if not isinstance(outcome, Guide) and len(outcome.text) > MAX_CHARS:
        return f"too long ({len(outcome.text)})"
    if outcome.kind != wanted:
        says_no = asked.kind == "out_of_scope" and isinstance(outcome, Clarify) and _SAYS_NO.search(outcome.text)
        partly = asked.kind == "answerable" and gold.get("or_refuse") and outcome.kind == "refuse"
        return "" if says_no or partly else f"{outcome.kind}, want {wanted}"
    if isinstance(outcome, Guide):
        return "" if outcome.guide == gold.get("guide") else f"guide {outcome.guide}, want {gold.get('guide')}"
    if asked.kind != "answerable":
        return ""
    text = plain(outcome.text)
    for group in gold.get("must", []):
        if not any(_pattern(str(one)).search(text) for one in group):
            return "missing " + " | ".join(map(str, group[:3]))
    said = [str(one) for one in gold.get("must_not", []) if _pattern(str(one)).search(text)]
    return f"contains {said[0]}" if said else ""


@dataclass(slots=True)
class Tally:
    """Right and all of one group of questions."""

    right: int = 0
    all: int = 0

    def add(self, right: bool) -> None:
        self.right += right
        self.all += 1

    @property
    def share(self) -> float:
        """Right of all, 0–1; an empty group counts as right."""
        return self.right / self.all if self.all else 1.0

    def __str__(self) -> str:
        return f"{self.right:4d} / {self.all:4d}  {100 * self.share:5.1f} %"


@dataclass(slots=True)
class Measured:
    """The sums over a set: overall, by group, dialogue turns and the errors that do harm."""

    overall: Tally = field(default_factory=Tally)
    groups: dict[str, dict[str, Tally]] = field(default_factory=dict)
    turns: Tally = field(default_factory=Tally)
    silent: int = 0
    false_answers: int = 0
    answerable: int = 0
    false_refusals: int = 0
    wrong: list[tuple[Asked, Outcome, str]] = field(default_factory=list)

    @property
    def false_answer_share(self) -> float:
        """Out-of-scope questions that got an answer or a guide, 0–1."""
        return self.false_answers / self.silent if self.silent else 0.0


def measure(judged: Iterable[tuple[Asked, Outcome]]) -> Measured:
    """Judge outcomes; questions without gold are left out. Turns of dialogues count in `turns`, not in `overall`."""
    found = Measured()
    for asked, outcome in judged:
        if asked.kind not in WANTED:
            continue
        why = why_wrong(asked, outcome)
        if why:
            found.wrong.append((asked, outcome, why))
        if asked.kind == "out_of_scope":
            found.silent += 1
            found.false_answers += outcome.kind in ("answer", "guide")
        if asked.kind == "answerable":
            found.answerable += 1
            found.false_refusals += outcome.kind == "refuse" and bool(why)
        if asked.dialogue is not None:
            found.turns.add(not why)
            continue
        found.overall.add(not why)
        keys = [("kind", asked.kind), ("locality", asked.locality), ("family", asked.family)]
        for group, key in keys + [("noise", noise) for noise in asked.noise or ("none",)]:
            found.groups.setdefault(group, {}).setdefault(key, Tally()).add(not why)
    return found


def report(found: Measured) -> str:
    """The sums as a table for the terminal."""
    lines = [f"questions            {found.overall}"] * bool(found.overall.all)
    lines += [f"turns of dialogues   {found.turns}"] * bool(found.turns.all)
    for group in ("kind", "noise", "locality", "family"):
        lines.append(f"by {group}")
        tallies = found.groups.get(group, {})
        shown = {key: tally for key, tally in tallies.items() if group != "family" or tally.all >= SHOWN_FROM}
        lines += [f"  {key:<18} {tally}" for key, tally in sorted(shown.items(), key=lambda one: (-one[1].all, one[0]))]
        rest = [tally for key, tally in tallies.items() if key not in shown]
        if rest:
            lines.append(f"  {'others':<18} {Tally(sum(one.right for one in rest), sum(one.all for one in rest))}")
    lines.append(f"false answers        {found.false_answers:4d} / {found.silent:4d}  (out of scope, yet answered)")
    lines.append(f"false refusals       {found.false_refusals:4d} / {found.answerable:4d}  (answerable, yet refused)")
    reasons = Counter(asked.kind for asked, _, _ in found.wrong)
    lines.append("wrong by kind        " + (", ".join(f"{kind} {n}" for kind, n in reasons.most_common()) or "none"))
    return "\n".join(lines)

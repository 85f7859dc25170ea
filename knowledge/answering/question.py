"""A question taken apart."""

from __future__ import annotations

from dataclasses import dataclass, field

from knowledge.answering.phrases import Match, longest
from knowledge.text import Syllable

GENERAL = ("list", "what", "yesno", "howto")
"""Asks that say little ("gì", "thế nào", "không"): they count only when nothing more definite is asked."""
PEOPLE = frozenset({"nguoi", "ban", "em", "dua", "anh", "chi", "vi", "mong", "ong", "ba", "bac", "thanh", "quan"})


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase that carries meaning: our one ``name`` for it, its place (``at``) and its ``segment``."""

    name: str
    at: int
    segment: int
    unit: bool = False

    @property
    def phrase(self) -> bool:
        """Whether it is a set phrase or a unit, not a single word."""
        return self.unit or " " in self.name

    @property
    def telling(self) -> bool:
        """Whether it names something by itself: a set phrase, a unit, a date; single words may be met by chance."""
        return self.phrase or ":" in self.name


@dataclass(slots=True)
class Question:
    """A question taken apart. ``asks``: what is asked for, in order; ``terms``: what it is about; ``aside``: what is
    left out of it ("ngoài VNPT"); ``kinds``: sorts of bodies of which one is asked for ("nhà mạng nào"); ``purpose``:
    the segment that says what it is asked for; ``openings``: where words that open a question stand in a long message
    ("cho em hỏi"); ``asked_from``: the word with which its asking part begins."""

    raw: str
    syllables: list[Syllable] = field(default_factory=list)
    segments: list[int] = field(default_factory=list)
    asks: list[str] = field(default_factory=list)
    ask_matches: list[Match] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)
    aside: list[Term] = field(default_factory=list)
    small: set[str] = field(default_factory=set)
    dates: list[tuple[int, int]] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    day_alone: int | None = None
    purpose: int | None = None
    openings: list[int] = field(default_factory=list)
    asked_from: int = 0
    matches: list[Match] = field(default_factory=list)
    _by_sort: dict[str, list[Match]] = field(default_factory=dict)
    _found: dict[tuple[str, ...], list[Match]] = field(default_factory=dict)
    _longest: dict[tuple[str, ...], list[Match]] = field(default_factory=dict)

    def found(self, *sorts: str) -> list[Match]:
        """The phrases of these sorts, overlapping ones included."""
        if not self._by_sort:
            for match in self.matches:
                self._by_sort.setdefault(match.sort, []).append(match)
        if len(sorts) == 1:
            return self._by_sort.get(sorts[0], [])
        known = self._found.get(sorts)
        if known is None:
            known = self._found[sorts] = [match for sort in sorts for match in self._by_sort.get(sort, ())]
        return known

    def longest(self, *sorts: str) -> list[Match]:
        """The phrases of these sorts, of overlapping ones the longest; worked out once."""
        known = self._longest.get(sorts)
        if known is None:
            known = self._longest[sorts] = longest(self.found(*sorts))
        return known

    @property
    def counts_people(self) -> bool:
        """Whether people are counted ("bao nhiêu bạn", "mấy đứa")."""
        ends = [match.end for match in self.ask_matches if match.value == "count"]
        beside = {self.syllables[i].folded for end in ends for i in (end - 1, end) if i < len(self.syllables)}
        return bool(beside & PEOPLE)

    @property
    def folded(self) -> str:
        """All words in bare letters."""
        return " ".join([part.folded for part in self.syllables])

    @property
    def units(self) -> list[str]:
        """Keys of the units named."""
        return [term.name[1:] for term in self.terms if term.unit]

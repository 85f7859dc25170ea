"""Finding known phrases in a typed question: a trie over bare syllables, with the typed diacritics as a veto."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from rapidfuzz.distance import OSA

from knowledge.text import Syllable, syllable, words


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase found at words ``start`` to ``end`` (exclusive): what sort of phrase, and what it stands for.

    ``loose``: how many of its words were typed otherwise than written (diacritics missing).
    """

    start: int
    end: int
    sort: str
    value: str
    loose: int = 0


Entry = list[Any]
"""A phrase as it is kept: its sort, what it stands for, its words in one text, whether its diacritics are needed."""


@dataclass(slots=True)
class _Node:
    children: dict[str, _Node] = field(default_factory=dict)
    entries: list[tuple[str, str, tuple[Syllable, ...], bool]] = field(default_factory=list)


class Phrases:
    """A set of phrases of several sorts, matched in one pass.

    ``listed``: the phrases by their first word in bare letters. Those that begin with a word are taken apart when it is
    first met: one question meets few.
    """

    def __init__(self, listed: dict[str, list[Entry]] | None = None) -> None:
        self.listed: dict[str, list[Entry]] = {} if listed is None else listed
        self._beginnings: dict[str, _Node] = {}

    def add(self, sort: str, value: str, phrases: Iterable[str], careful: frozenset[str] = frozenset()) -> None:
        """Add phrases that stand for ``value``. A ``careful`` phrase matches only when typed with its diacritics."""
        for phrase in phrases:
            if typed := words(str(phrase)):
                entry = [sort, value, " ".join(typed), phrase in careful]
                self.listed.setdefault(syllable(typed[0]).folded, []).append(entry)

    def _take_apart(self, first: str) -> _Node:
        """The phrases that begin with this word, word by word."""
        node = _Node()
        for sort, value, phrase, careful in self.listed[first]:
            syllables = tuple(map(syllable, phrase.split()))
            at = node
            for part in syllables[1:]:
                below = at.children.get(part.folded)
                if below is None:
                    below = at.children[part.folded] = _Node()
                at = below
            at.entries.append((sort, value, syllables, careful))
        self._beginnings[first] = node
        return node

    def find(
        self, typed: Sequence[Syllable], marked: bool = False, known: Callable[[str], bool] = str.isdigit
    ) -> list[Match]:
        """All matches, any length and sort; several may start at one word.

        A phrase of one word must carry exactly its own diacritics ("thi đua" is not "đưa") unless typed with none;
        ``marked``: the text is typed with diacritics, so that even that is no excuse. In longer phrases a missing one
        is forgiven. ``known``: whether a word is no slip of another.
        """
        found: list[Match] = []
        every, count, beginnings = tuple(typed), len(typed), self._beginnings
        for start, first in enumerate(every):
            node = beginnings.get(first.folded)
            if node is None and first.folded in self.listed:
                node = self._take_apart(first.folded)
            end = start + 1
            strict = marked or not first.bare
            while node is not None:
                if node.entries:
                    said = every[start:end]
                    for sort, value, syllables, careful in node.entries:
                        if said == syllables:
                            found.append(Match(start, end, sort, value))
                            continue
                        loose = _looseness(said, syllables, careful or (strict and end - start == 1))
                        if loose is not None:
                            found.append(Match(start, end, sort, value, loose))
                if end == count or not node.children:
                    break
                folded = every[end].folded
                node = node.children.get(folded) or (
                    self._nearly(node, folded) if end - start > 1 and not known(folded) else None
                )
                end += 1
        return found

    @staticmethod
    def _nearly(node: _Node, folded: str) -> _Node | None:
        """The one way on that differs by a single letter, once two words of a phrase have matched ("phi địa gới")."""
        if len(folded) < 3:
            return None
        near = [part for part in node.children if len(part) > 2 and OSA.distance(part, folded, score_cutoff=1) <= 1]
        return node.children[near[0]] if len(near) == 1 else None


def _looseness(said: Sequence[Syllable], written: Sequence[Syllable], careful: bool) -> int | None:
    """How many words were typed otherwise than written; None when one of them contradicts what is written."""
    loose = 0
    for word, part in zip(said, written, strict=True):
        if word is part or word == part:
            continue
        if careful or (not word.bare and word.folded == part.folded and not word.agrees(part)):
            return None
        loose += 1
    return loose


def longest(matches: Iterable[Match]) -> list[Match]:
    """Of overlapping matches the longest, then the one typed most exactly, then the leftmost; in the text's order."""
    found = list(matches)
    if len(found) < 2:
        return found
    taken: list[Match] = []
    used: set[int] = set()
    for match in sorted(found, key=_longest_first):
        span = range(match.start, match.end)
        if used.isdisjoint(span):
            taken.append(match)
            used.update(span)
    return sorted(taken, key=_start)


def _longest_first(match: Match) -> tuple[int, int, int]:
    return match.start - match.end, match.loose, match.start


_start = attrgetter("start")

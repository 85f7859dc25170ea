"""Finding known phrases in a typed question: a trie over bare syllables, with the typed diacritics as a veto."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

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


@dataclass(slots=True)
class _Node:
    children: dict[str, _Node] = field(default_factory=dict)
    entries: list[tuple[str, str, tuple[Syllable, ...], bool]] = field(default_factory=list)


class Phrases:
    """A set of phrases of several sorts, matched in one pass."""

    def __init__(self) -> None:
        self._root = _Node()

    def add(self, sort: str, value: str, phrases: Iterable[str], careful: frozenset[str] = frozenset()) -> None:
        """Add phrases that stand for ``value``. A ``careful`` phrase matches only when typed with its diacritics."""
        for phrase in phrases:
            syllables = tuple(syllable(word) for word in words(str(phrase)))
            node = self._root
            for part in syllables:
                below = node.children.get(part.folded)
                if below is None:
                    below = node.children[part.folded] = _Node()
                node = below
            if syllables:
                node.entries.append((sort, value, syllables, phrase in careful))

    def find(
        self, typed: Sequence[Syllable], marked: bool = False, known: Callable[[str], bool] = str.isdigit
    ) -> list[Match]:
        """All matches, any length and sort; several may start at one word.

        A phrase of one word must carry exactly its own diacritics ("thi đua" is not "đưa") unless typed with none;
        ``marked``: the text is typed with diacritics, so that even that is no excuse. In longer phrases a missing one
        is forgiven. ``known``: whether a word is no slip of another.
        """
        found: list[Match] = []
        count, beginnings = len(typed), self._root.children
        for start, first in enumerate(typed):
            node = beginnings.get(first.folded)
            end = start + 1
            strict = marked or not first.bare
            while node is not None:
                for sort, value, syllables, careful in node.entries:
                    loose = _looseness(typed, start, syllables, careful or (strict and end - start == 1))
                    if loose is not None:
                        found.append(Match(start, end, sort, value, loose))
                if end == count or not node.children:
                    break
                folded = typed[end].folded
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


def _looseness(typed: Sequence[Syllable], start: int, written: tuple[Syllable, ...], careful: bool) -> int | None:
    """How many words were typed otherwise than written; None when one of them contradicts what is written."""
    loose = 0
    for word, part in zip(typed[start : start + len(written)], written, strict=True):
        if word is part or word == part:
            continue
        if careful or (not word.bare and word.folded == part.folded and not word.agrees(part)):
            return None
        loose += 1
    return loose


def longest(matches: Iterable[Match]) -> list[Match]:
    """Of overlapping matches the longest, then the one typed most exactly, then the leftmost; in the text's order."""
    taken: list[Match] = []
    used: set[int] = set()
    for match in sorted(matches, key=lambda m: (m.start - m.end, m.loose, m.start)):
        span = range(match.start, match.end)
        if not any(i in used for i in span):
            taken.append(match)
            used.update(span)
    return sorted(taken, key=lambda m: m.start)

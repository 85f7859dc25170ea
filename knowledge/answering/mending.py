"""Mending what was typed: Telex residue, slips of one letter, words written as they are spoken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.text import is_syllable, respelled, sound, syllable, undo_telex

Pair = tuple[str, str]


@dataclass(frozen=True)
class Spelling:
    """Words as they should be: in ``bare`` letters and as ``written``, and ``pairs`` of neighbouring words."""

    bare: frozenset[str]
    written: frozenset[str]
    pairs: frozenset[Pair]

    @cached_property
    def by_sound(self) -> dict[Pair, Pair]:
        """For two words as they sound the pair that is written; worked out for the first word nobody knows."""
        return {(sound(one), sound(two)): (one, two) for one, two in sorted(self.pairs)}

    @cached_property
    def before(self) -> dict[str, list[str]]:
        """The words before each word."""
        found = defaultdict[str, list[str]](list)
        for one, two in sorted(self.pairs):
            found[two].append(one)
        return dict(found)

    @cached_property
    def after(self) -> dict[str, list[str]]:
        """The words after each word."""
        found = defaultdict[str, list[str]](list)
        for one, two in sorted(self.pairs):
            found[one].append(two)
        return dict(found)

    @cached_property
    def long(self) -> tuple[str, ...]:
        """The words that are long enough for a slip of one letter to be told."""
        return tuple(sorted(word for word in self.bare if len(word) >= 3))


class Mender:
    """Mends words by the spellings of the common tables and of one pack."""

    def __init__(self, *spellings: Spelling) -> None:
        self._spellings = spellings
        self.is_known = lru_cache(maxsize=4096)(self._is_known)
        self.mend = lru_cache(maxsize=4096)(self._mend)
        self.guess = lru_cache(maxsize=4096)(self._likeliest)

    def knows(self, folded: str) -> bool:
        """Whether a word in bare letters is a word of the tables or the pack."""
        return any(folded in spelling.bare for spelling in self._spellings)

    def _is_known(self, word: str) -> bool:
        """Whether a word is written as the tables or the pack write it; bare words by their letters."""
        part = syllable(word)
        return self.knows(part.folded) if part.bare else any(word in spelling.written for spelling in self._spellings)

    def is_pair(self, pair: Pair) -> bool:
        """Whether two words in bare letters stand side by side in a phrase of the tables or a name of the pack."""
        return any(pair in spelling.pairs for spelling in self._spellings)

    def _mend(self, word: str) -> str:
        """The word meant by a Telex residue or a slip of one letter, when only one word can be meant."""
        folded = syllable(word).folded
        if self.knows(folded) or word.isdigit():
            return word
        telex = undo_telex(word)
        if telex != word:
            return telex
        near = self._slips(folded)
        return near.pop() if len(near) == 1 else word

    def _slips(self, folded: str) -> set[str]:
        """The known words that are one letter away from what is no Vietnamese syllable."""
        if len(folded) < 3 or not folded.isalpha() or is_syllable(folded):
            return set()
        return {
            str(found[0])
            for spelling in self._spellings
            for found in process.extract(folded, spelling.long, scorer=OSA.distance, score_cutoff=1, limit=None)
        }

    def _likeliest(self, word: str) -> str:
        """Of several words one letter away the longest: a letter left out is the most common slip."""
        folded = syllable(word).folded
        near = set[str]() if self.knows(folded) else self._slips(folded)
        return max(sorted(near), key=len) if near else word

    def as_it_sounds(self, typed: list[str]) -> list[str]:
        """Pairs of words written as they are spoken ("phóng xự", "dận động"), when only another spelling is known; last
        come slips that no neighbour explains."""
        known = [self.is_known(word) for word in typed]
        for at in range(len(typed) - 1):
            if known[at] and known[at + 1]:
                continue
            one, two = syllable(typed[at]).folded, syllable(typed[at + 1]).folded
            meant = self._heard((sound(one), sound(two))) or self._as_neighbour(one, two)
            if meant is not None:
                typed[at : at + 2] = [respelled(typed[at], meant[0]), respelled(typed[at + 1], meant[1])]
        return [word if sure else self.guess(word) for word, sure in zip(typed, known, strict=True)]

    def _heard(self, spoken: Pair) -> Pair | None:
        return next((s.by_sound[spoken] for s in self._spellings if spoken in s.by_sound), None)

    def _as_neighbour(self, one: str, two: str) -> Pair | None:
        """The pair meant when one of two words is a slip of one letter that only the other tells ("phung cham")."""
        if one.isdigit() or two.isdigit():
            return None  # "năm 2026" is no slip of "năm 2025"
        if not self.knows(one) and len(one) > 2:
            near = self._near(one, (word for s in self._spellings for word in s.before.get(two, ())))
            return (near, two) if near else None
        if not self.knows(two) and len(two) > 2:
            near = self._near(two, (word for s in self._spellings for word in s.after.get(one, ())))
            return (one, near) if near else None
        return None

    @staticmethod
    def _near(word: str, candidates: Iterable[str]) -> str | None:
        near = {other for other in candidates if OSA.distance(word, other, score_cutoff=1) <= 1}
        return near.pop() if len(near) == 1 else None

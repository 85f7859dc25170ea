"""Bodies written by their initials, as officials do: "TT VH-TT-TT", "P.KTHT&ĐT", "VPHĐND-UBND".

Initials are worked out from the full names of a pack's units; those in the table of short forms are left to it.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from functools import cached_property

from knowledge.text import fold, is_syllable, syllable, words

FEWEST = 4
"""Shorter initials mean too many things ("TT", "KT") and are left to the table of short forms."""
MOST_PARTS = 7
"""Initials are written in at most so many parts ("TT VH-TT & TT")."""
_WORD = re.compile(r"[^\W\d_]+")
_JOINT = re.compile(r"[\s.&+/–-]{0,3}")
_HEADS = {"phong": ("p", "phong"), "trung tam": ("tt", "trungtam"), "van phong": ("vp", "vanphong"), "so": ("s", "so")}
"""Beginnings of names that are left out, or written in these ways, before the initials of the rest."""
_BODIES = (*_HEADS, "hoi", "hiep hoi", "uy ban", "ban", "to", "dai", "cong", "truong dai hoc")
"""How the full names of bodies begin, in bare letters; what people call them else has no initials."""
_TRAILING = frozenset({"phuong", "xa", "tinh"})


class Initials:
    """The initials of the bodies of one pack, and the names they stand for."""

    def __init__(self, names: Mapping[str, Iterable[str]], known: Container[str] = ()) -> None:
        """``names``: by the key of a body its names, the first of which is written out; ``known``: short forms that
        are read elsewhere."""
        self._names = {key: tuple(own) for key, own in names.items()}
        self._known = known

    @cached_property
    def _written_out(self) -> dict[str, str]:
        """For initials as one word in bare letters the name; those of two bodies are dropped."""
        found: dict[str, tuple[str, str]] = {}
        doubtful: set[str] = set()
        for key, names in self._names.items():
            for name in names:
                for form in _forms(name):
                    if form in self._known:
                        continue
                    doubtful |= {form} if form in found and found[form][0] != key else set()
                    found[form] = key, " ".join(words(names[0]))
        return {form: name for form, (_, name) in found.items() if form not in doubtful}

    def spell_out(self, text: str) -> str:
        """The text with the initials of bodies written out; everything else as it was."""
        if not self._written_out:
            return text
        typed = list(_WORD.finditer(text))
        out, done, at = "", 0, 0
        while at < len(typed):
            number = "/" in text[text.rfind(" ", 0, typed[at].start()) + 1 : typed[at].start()]  # "449/TTr-VHXH"
            size, name = (1, "") if number else self._longest(text, typed, at)
            if name:
                out += text[done : typed[at].start()] + name
                done = typed[at + size - 1].end()
            at += max(size, 1)
        return out + text[done:] if done else text

    def _longest(self, text: str, typed: list[re.Match[str]], at: int) -> tuple[int, str]:
        """How many words from here on are initials of a body, and its name; no words and no name when none are."""
        letters, abbreviated = "", False
        best = 0, ""
        for number in range(at, min(at + MOST_PARTS, len(typed))):
            word = typed[number][0]
            bare = syllable(word).folded
            if number > at and not _JOINT.fullmatch(text, typed[number - 1].end(), typed[number].start()):
                break
            abbreviated = abbreviated or not is_syllable(bare) or (word.isupper() and not text.isupper())
            if number - at > 1 and not abbreviated:
                break  # "phòng" or "trung tâm" may be written out before the initials, other words not
            letters += bare
            if abbreviated and letters in self._written_out:
                best = number - at + 1, self._written_out[letters]
        return best


def _forms(name: str) -> list[str]:
    """The ways to write the full name of a body by its initials, as one word in bare letters."""
    parts = [part for part in _WORD.findall(name) if fold(part) != "va"]
    bare = [fold(part) for part in parts]
    if bare[-1:] and bare[-1] in _TRAILING:
        parts, bare = parts[:-1], bare[:-1]
    short = [part if whole.isupper() else part[:1] for whole, part in zip(parts, bare, strict=True)]
    full = " ".join(bare)
    written_short = any(not whole.isupper() and not is_syllable(part) for whole, part in zip(parts, bare, strict=True))
    if written_short or not full.startswith(tuple(f"{head} " for head in _BODIES)):
        return []
    found = ["".join(short)]
    for head, ways in _HEADS.items():
        if full.startswith(f"{head} "):
            rest = short[len(head.split()) :]
            of_its_own = head != "van phong" and all(len(part) == 1 for part in rest)  # "HĐND-UBND" are two councils
            alone = ["".join(rest)] if of_its_own else []
            found += [*alone, *(way + "".join(rest) for way in ways)]
    return [form for form in dict.fromkeys(found) if len(form) >= FEWEST and not is_syllable(form)]

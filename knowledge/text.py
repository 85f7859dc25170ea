"""Vietnamese text as people type it: one form for comparing, with and without diacritics.

A syllable is compared in three layers: its bare letters (``folded``), the marks of its letters (â, ê, ô, ơ, ư, ă, đ)
and its tone. Bare letters decide what matches; marks and tones only forbid matches that contradict what was typed
("bạn" is not "bàn", "ban" may be either). Hỏi and ngã count as one tone, since half the country writes them alike.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_TONES = {"\u0300": 1, "\u0301": 2, "\u0309": 3, "\u0303": 3, "\u0323": 5}
_MARKS = {"\u0302": "^", "\u0306": "(", "\u031b": "+"}
_TYPED = re.compile(r"[^\W_]+|%")
_NUMBER_JOIN = re.compile(r"(?<=\d)[.,](?=\d{3}\b)")
_FINAL_Y = re.compile(r"^(h|k|l|m|s|t|qu|v)y$")


@dataclass(frozen=True, slots=True)
class Syllable:
    """One typed word: ``folded`` bare lower-case letters, ``marks`` one sign per letter, ``tone`` 0–5 (hỏi = ngã).
    ``bare``: neither mark nor tone, as people type without diacritics."""

    folded: str
    marks: str
    tone: int
    bare: bool = False

    def agrees(self, other: Syllable) -> bool:
        """Whether this typed word can be the written ``other``: what was typed must be there, what is missing may."""
        if self.folded != other.folded or (self.tone and self.tone != other.tone):
            return False
        return self.marks == other.marks or all(
            typed in (" ", written) for typed, written in zip(self.marks, other.marks, strict=False)
        )


@lru_cache(maxsize=20_000)
def syllable(word: str) -> Syllable:
    """Take one word apart."""
    letters: list[str] = []
    marks: list[str] = []
    tone = 0
    for char in unicodedata.normalize("NFD", word.lower()):
        if char in _TONES:
            tone = _TONES[char]
        elif char in _MARKS:
            if marks:
                marks[-1] = _MARKS[char]
        elif char == "đ":
            letters.append("d")
            marks.append("-")
        elif not unicodedata.combining(char):
            letters.append(char)
            marks.append(" ")
    folded = "".join(letters)
    if _FINAL_Y.match(folded):
        folded = folded[:-1] + "i"
    signs = "".join(marks)
    return Syllable(folded, signs, tone, not tone and not signs.strip())


def fold(text: str) -> str:
    """The text in bare lower-case letters, words joined by single blanks, punctuation gone."""
    return " ".join([syllable(word).folded for word in words(text)])


def words(text: str) -> list[str]:
    """The words of a text in lower case (NFC). A percent sign is a word; 1.500 is one number."""
    text = unicodedata.normalize("NFC", text).lower()
    return _TYPED.findall(_NUMBER_JOIN.sub("", text) if "." in text or "," in text else text)


def squeeze(text: str) -> str:
    """NFC with runs of white space as one blank: the form in which quotes are compared with the plan."""
    return " ".join(unicodedata.normalize("NFC", text).replace("\u00a0", " ").split())


_SOUNDS_FIRST = (("tr", "ch"), ("x", "s"), ("gi", "d"), ("v", "d"), ("r", "d"))
_SOUNDS_LAST = (("ng", "n"), ("c", "t"))


@lru_cache(maxsize=20_000)
def sound(folded: str) -> str:
    """How a syllable sounds where initials and finals fall together: s/x, ch/tr, d/gi/v/r, n/ng, c/t."""
    for written, spoken in _SOUNDS_FIRST:
        if folded.startswith(written) and len(folded) > len(written):
            folded = spoken + folded[len(written) :]
            break
    for written, spoken in _SOUNDS_LAST:
        if folded.endswith(written) and len(folded) > len(written) and not folded.endswith("ch"):
            folded = folded[: -len(written)] + spoken
            break
    return folded


def respelled(typed: str, meant: str) -> str:
    """The word with the bare letters ``meant``; its typed marks are given up when its letters change."""
    return typed if syllable(typed).folded == meant else meant


_TELEX_TONE = {"f": "\u0300", "s": "\u0301", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_TELEX_VOWEL = (
    ("aa", "â"),
    ("ee", "ê"),
    ("oo", "ô"),
    ("uow", "ươ"),
    ("aw", "ă"),
    ("ow", "ơ"),
    ("uw", "ư"),
    ("dd", "đ"),
)
_SYLLABLE_SHAPE = re.compile(
    r"^(ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|b|c|d|đ|g|h|k|l|m|n|p|r|s|t|v|x)?"
    r"[aăâeêioôơuưy]{1,3}(ng|nh|ch|c|m|n|p|t)?$"
)


def undo_telex(word: str) -> str:
    """The syllable meant by Telex keystrokes that no keyboard turned into letters ("chuwx" -> "chữ").

    A word that is no Telex residue comes back unchanged; plain syllables ("xe", "as") are left alone, since only a
    doubled letter, a "w" or a tone key after a full syllable counts as residue.
    """
    low = word.lower()
    if not low.isascii() or not low.isalpha() or len(low) < 3:
        return word
    tone = ""
    body = low
    if body[-1] in _TELEX_TONE and body[-2] in "aeiouywcghmnptd" and len(body) > 2:
        tone, body = _TELEX_TONE[body[-1]], body[:-1]
    changed = body
    for keys, letter in _TELEX_VOWEL:
        changed = changed.replace(keys, letter)
    if "w" in changed:
        changed = changed.replace("w", "")
        changed = changed.replace("uo", "ươ") if "uo" in changed else changed.replace("u", "ư", 1)
    if (changed == body and not tone) or not _SYLLABLE_SHAPE.match(changed):
        return word
    if changed == body and low in _PLAIN_WORDS:
        return word
    if not tone:
        return unicodedata.normalize("NFC", changed)
    return unicodedata.normalize("NFC", _with_tone(changed, tone))


@lru_cache(maxsize=20_000)
def is_syllable(folded: str) -> bool:
    """Whether bare letters have the shape of a Vietnamese syllable ("run" has, "hoah" has not)."""
    return _SYLLABLE_SHAPE.match(folded) is not None


_PLAIN_WORDS = frozenset({"bus", "gas", "plus", "wifi", "app", "max", "box", "fax", "tax", "mix", "sms", "iphone"})


def _with_tone(bare: str, tone: str) -> str:
    vowels = [i for i, char in enumerate(bare) if char in "aăâeêioôơuưy"]
    marked = [i for i in vowels if bare[i] in "ăâêôơư"]
    if bare.startswith(("qu", "gi")) and len(vowels) > 1:
        vowels = vowels[1:]
    at = marked[-1] if marked else (vowels[0] if len(vowels) == 1 or vowels[-1] == len(bare) - 1 else vowels[-1])
    return bare[: at + 1] + tone + bare[at + 1 :]

"""Somebody tells of a fraud (bị lừa đảo): noticed by phrases, answered at once with what to do now.

The help is made of confirmed steps of the guide `online-safety` alone; what is not confirmed there is not said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import zip_longest

from knowledge.answering.guide_answers import introduce
from knowledge.answering.lexicon import FOLDER
from knowledge.guides.loading import load_guide
from knowledge.guides.model import Guide as GuideFile
from knowledge.outcome import Choice, Guide
from knowledge.pack.loading import read_yaml
from knowledge.text import Syllable, syllable, words

SLUG = "online-safety"
HAPPENED, HAPPENING, REPORTING = "lo-mat-tien", "cuoc-goi-la", "bao-so"
"""Paths of the guide."""
GAP = 5
"""So many other words may stand where a phrase has "…"."""
LONGEST_ALONE = 7
"""In so few words "bị lừa" is somebody's own misfortune."""
SIGNS = {"tricked": 2, "gone": 2, "stranger": 1, "contact": 1, "money": 1, "secret": 1, "pressure": 1}
ENOUGH_SIGNS = 3
WINDOW = 48
"""So many words of a long story are looked at together: what stands further apart has nothing to do with each other."""
LONGEST = 5_000
"""Characters that are looked at."""


@dataclass(frozen=True, slots=True)
class Fraud:
    """``happened``: money, a code or an account is gone already; otherwise somebody is still trying."""

    happened: bool


@dataclass(frozen=True, slots=True)
class _Phrase:
    sort: str
    parts: tuple[tuple[Syllable, ...], ...]

    def begins_at(self, typed: Sequence[Syllable], start: int) -> bool:
        """Whether it stands in the text from this word on."""
        end = _after(typed, start, self.parts[0])
        for part in self.parts[1:]:
            ends = (_after(typed, at, part) for at in range(end, end + GAP + 1)) if end else ()
            end = next((found for found in ends if found), 0)
        return end > 0


def _after(typed: Sequence[Syllable], start: int, part: tuple[Syllable, ...]) -> int:
    """The place behind a part that stands at ``start``; 0 when it does not.

    Missing diacritics are forgiven; not so in a single word, which would be many others ("bẫy" is not "bay").
    """
    end = start + len(part)
    if end > len(typed):
        return 0
    exact = len(part) == 1
    for one, two in zip(typed[start:end], part, strict=True):
        if not (one == two if exact else one.agrees(two)):
            return 0
    return end


@cache
def _phrases() -> dict[tuple[str, str], list[_Phrase]]:
    """All phrases, by the bare letters of their first two words; of a first part of one word by that one and ""."""
    found: dict[tuple[str, str], list[_Phrase]] = {}
    for sort, written in read_yaml(FOLDER / "scams.yaml").items():
        for one in dict.fromkeys(written):
            parts = tuple(tuple(syllable(word) for word in words(part)) for part in str(one).split("…"))
            first, second = [*(part.folded for part in parts[0]), ""][:2]
            found.setdefault((first, second), []).append(_Phrase(sort, parts))
    return found


def warm_up() -> None:
    """Read phrases and guide now."""
    _phrases()
    load_guide(SLUG)


@lru_cache(maxsize=256)
def fraud_in(text: str) -> Fraud | None:
    """What a message tells of a fraud; None when it tells of none, or only asks how to be safe from it."""
    typed = [syllable(word) for word in words(text[:LONGEST])]
    for start in range(0, max(1, len(typed) - WINDOW // 2), WINDOW // 2):
        together = typed[start : start + WINDOW]
        if _tells(sorts_in(together), len(typed)):
            return Fraud("lost" in sorts_in(typed))
    return None


def sorts_in(typed: Sequence[Syllable]) -> set[str]:
    """The sorts of phrases that a text holds."""
    sorts: set[str] = set()
    phrases = _phrases()
    folded = [part.folded for part in typed]
    for start, pair in enumerate(zip_longest(folded, folded[1:], fillvalue="")):
        for key in (pair, (pair[0], "")):
            for phrase in phrases.get(key, ()):
                if phrase.sort not in sorts and phrase.begins_at(typed, start):
                    sorts.add(phrase.sort)
    return sorts


def _tells(sorts: set[str], length: int) -> bool:
    to_learn = not sorts.isdisjoint({"prevention", "programme"})
    return (
        ("enough" in sorts and not to_learn)
        or ("enough_alone" in sorts and length <= LONGEST_ALONE and not to_learn)
        or {"slip", "gave"} <= sorts
        or ({"gave", "to", "done"} <= sorts and not to_learn)
        or ({"caller", "demand"} <= sorts and "programme" not in sorts)
        or (_signs(sorts) >= ENOUGH_SIGNS and not to_learn)
    )


def _signs(sorts: set[str]) -> int:
    """How many signs of a fraud were counted; none when nobody tricks, presses or takes anything."""
    if sorts.isdisjoint({"tricked", "gone", "pressure"}):
        return 0
    return sum(weight for sort, weight in SIGNS.items() if sort in sorts)


def fraud_help(fraud: Fraud) -> Guide:
    """What to do now, in the confirmed words of the guide, with buttons to all of it."""
    guide = load_guide(SLUG)
    first, other = (HAPPENED, HAPPENING) if fraud.happened else (HAPPENING, HAPPENED)
    steps = [*_confirmed(guide, first), *_confirmed(guide, REPORTING)[:1]]
    text = "\n".join(
        [
            "Chuyện bác kể có dấu hiệu lừa đảo. Bác bình tĩnh, dừng lại ngay.",
            "Bác đừng chuyển thêm tiền, đừng đọc mã cho ai. Rồi bác làm lần lượt:",
            *(f"{number}. {step}" for number, step in enumerate(steps, start=1)),
            f"Lưu ý: {' '.join(guide.warnings)}",
            guide.helpers,
        ]
    )
    choices = tuple(Choice(guide.path(key).question, f"g:{SLUG}:{key}") for key in (first, other, REPORTING))
    return Guide(text, SLUG, (*choices, introduce(SLUG).choices[-1]), f"guide:{SLUG}")


def _confirmed(guide: GuideFile, path: str) -> list[str]:
    return [step.do for step in guide.path(path).steps if step.status == "C"]

"""What asks for a fact: families of paraphrases (`knowledge/words/paraphrases.yaml`) and the names that fill them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from knowledge.answering.lexicon import FOLDER
from knowledge.pack.loading import LoadedPack, read_yaml
from knowledge.pack.model import Who
from knowledge.text import fold, syllable, words

Names = tuple[str, ...]
TOO_SHORT_TO_TELL = 2
"""Words: "ai lo {task}" is spelt right and has no diacritics all the same."""
_SLOT = re.compile(r"\{\w+\}")


@dataclass(frozen=True, slots=True)
class Family:
    """Ways to ask for one sort of fact (họ câu hỏi). ``ask``: sentences with ``{slot}`` for each of ``slots``."""

    name: str
    slots: Names
    ask: Names


@cache
def families() -> dict[str, Family]:
    """The families of `knowledge/words/paraphrases.yaml`, read on first use."""
    table = read_yaml(FOLDER / "paraphrases.yaml")
    return {name: Family(name, tuple(entry["slots"]), tuple(entry["ask"])) for name, entry in table.items()}


def typed(template: str, slots: dict[str, str]) -> str:
    """The question as its writer would type it: names without diacritics where the sentence goes without them."""
    own = words(_SLOT.sub(" ", template))
    bare = len(own) > TOO_SHORT_TO_TELL and all(syllable(word).bare for word in own)
    return template.format(**{slot: fold(name) if bare else name for slot, name in slots.items()})


@dataclass(frozen=True, slots=True)
class Want:
    """One family asks for the fact ``key``. ``slots``: for each slot the names that may fill it.

    ``keys``: facts any of which answers the question; ``says``: words the answer must hold, when the question asks for
    one part of the fact; ``silent``: the plan leaves that part open, so that the answer is an honest refusal.
    """

    key: str
    family: str
    slots: dict[str, Names] = field(default_factory=dict)
    keys: frozenset[str] = frozenset()
    says: Names = ()
    silent: bool = False


@dataclass(slots=True)
class Wants:
    """Wants in the making: ``pack`` at hand, ``keys`` of the facts there are."""

    pack: LoadedPack
    keys: Collection[str]
    found: list[Want] = field(default_factory=list)

    def add(
        self,
        key: str,
        family: str,
        named: Mapping[str, Iterable[str]] | None = None,
        *,
        keys: Iterable[str] = (),
        says: Iterable[str | None] = (),
        silent: bool = False,
        **slots: Iterable[str],
    ) -> None:
        """Let a family ask for a fact; nothing happens when the pack has no such fact or no name for a slot.

        ``named`` and ``slots``: what may fill the slots; ``keys`` replaces the fact's own key as what answers.
        """
        filled = {slot: tuple(dict.fromkeys(names)) for slot, names in {**(named or {}), **slots}.items()}
        if key not in self.keys or not all(filled.values()):
            return
        told = frozenset(keys) or frozenset({key})
        self.found.append(Want(key, family, filled, told, tuple(word for word in says if word), silent))

    def who(self, key: str, family: str, who: Who | None, named: Mapping[str, Names] | None = None) -> None:
        """Let a family ask who does something: the units' names, the plan's own words, or an honest "not said"."""
        silent = who is None or who.absent is not None
        says = () if who is None or silent else self.unit_names(who.units) or (who.text,)
        self.add(key, family, named, says=says, silent=silent)

    def unit_names(self, keys: Iterable[str]) -> Names:
        """Names of units."""
        return tuple(self.pack.units[key].name for key in keys if key in self.pack.units)


def own(names: Iterable[str], others: Iterable[Iterable[str]]) -> Names:
    """The names that nothing else of the same sort bears; all of them when none is left."""
    names = tuple(names)
    taken = {fold(name) for other in others for name in other}
    return tuple(name for name in names if fold(name) not in taken) or names


def without(prefix: str, names: Iterable[str]) -> Names:
    """The names without a word the sentence already has ("mô hình chợ số" -> "chợ số")."""
    return tuple(name[len(prefix) :].strip() if name.lower().startswith(prefix) else name for name in names)

"""The words of one pack: its units and places as phrases, and every word it uses (so that slips can be mended)."""

from __future__ import annotations

from itertools import pairwise

from knowledge.answering.facts import Fact
from knowledge.answering.lexicon import tables
from knowledge.answering.phrases import Phrases
from knowledge.answering.question import spell_out
from knowledge.pack.loading import LoadedPack
from knowledge.text import fold, words


_TITLES = ("ông", "bà", "anh", "chị", "chú", "bác", "cô", "đồng chí")


def own_phrases(pack: LoadedPack) -> Phrases:
    """The pack's units with their nicknames, and its own place names (which say nothing here)."""
    own = Phrases()
    careful = tables().careful
    kinds: set[str] = set()
    for unit in pack.pack.units:
        names = [
            name
            for name in (unit.name, *unit.aliases)
            if len(words(name)) > 1 or name.isupper() or unit.kind == unit.key
        ]
        names = [name for name in names if fold(name) not in ("phuong", "xa", "tinh")]
        spelled = [" ".join(spell_out(words(name))) for name in names]
        own.add("unit", unit.key, dict.fromkeys((*names, *spelled)), careful)
        if unit.kind not in kinds:
            own.add("unit", unit.key, tables().nicknames.get(unit.kind, ()), careful)
            kinds.add(unit.kind)
    for kind, names in tables().nicknames.items():
        if kind not in kinds:
            own.add("concept", f"đơn vị {kind}", names, careful)
    signer = pack.pack.plan.signer.value
    if signer:
        own.add("person", "person", (signer,))
        own.add("concept", signer.lower(), (signer, *(f"{title} {signer.split()[-1]}" for title in _TITLES)), careful)
    place = pack.pack.locality
    own.add("here", "here", (place.name, place.place, *place.aliases, f"{place.level} {place.place}"))
    return own


def pairs(facts: list[Fact]) -> frozenset[tuple[str, str]]:
    """Every two neighbouring words of the facts, in bare letters."""
    texts = (text for fact in facts for text in (*fact.subjects, *fact.context, *fact.body))
    return frozenset(pair for text in texts for pair in pairwise(fold(text).split()))


def written(facts: list[Fact]) -> frozenset[str]:
    """Every word of the facts as it is written."""
    texts = (text for fact in facts for text in (*fact.subjects, *fact.context, *fact.body))
    return frozenset(part for text in texts for part in words(text))


def vocabulary(facts: list[Fact]) -> frozenset[str]:
    """Every word the facts use, in bare letters."""
    texts = (text for fact in facts for text in (*fact.subjects, *fact.context, *fact.body))
    return frozenset(part for text in texts for part in fold(text).split())

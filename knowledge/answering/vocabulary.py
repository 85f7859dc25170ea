"""The words of one pack: its units and places as phrases, and every word it uses (so that slips can be mended)."""

from __future__ import annotations

from itertools import pairwise

from knowledge.answering.facts import Fact
from knowledge.answering.initials import Initials
from knowledge.answering.lexicon import PackWords, tables
from knowledge.answering.mending import Pair, Spelling
from knowledge.answering.phrases import Phrases
from knowledge.answering.writing import spell_out
from knowledge.pack.loading import LoadedPack
from knowledge.pack.model import Unit
from knowledge.text import fold, syllable, words

FOREIGN = "đơn vị "
"""Begins the name of a body that the tables know and the plan gives no duties."""
_TITLES = ("ông", "bà", "anh", "chị", "chú", "bác", "cô", "đồng chí")


def own_phrases(pack: LoadedPack) -> Phrases:
    """The pack's units with their nicknames, and its own place names (which say nothing here)."""
    own = Phrases()
    careful = tables().careful
    kinds: set[str] = set()
    for unit in pack.pack.units:
        names = [name for name in _names_of(unit) if len(words(name)) > 1 or name.isupper() or unit.kind == unit.key]
        names = [name for name in names if fold(name) not in ("phuong", "xa", "tinh")]
        spelled = [" ".join(spell_out(words(name))) for name in names]
        own.add("unit", unit.key, dict.fromkeys((*names, *spelled)), careful)
        if unit.kind not in kinds:
            others = {fold(name) for other in pack.pack.units if other is not unit for name in _names_of(other)}
            nicknames = (name for name in tables().nicknames.get(unit.kind, ()) if fold(str(name)) not in others)
            own.add("unit", unit.key, nicknames, careful)
            kinds.add(unit.kind)
    plan = f" {fold(' '.join(clause.text for clause in pack.clauses.values()))} "
    for kind, names in tables().nicknames.items():
        cores = {" ".join(fold(str(name)).split()[-2:]) for name in names if " " in str(name)}
        spoken_of = any(f" {core} " in plan for core in cores)
        if kind == "telecoms" and kind not in kinds:
            own.add("concept", "nhà mạng", names, careful)
        elif kind not in kinds and not spoken_of:
            own.add("concept", FOREIGN + kind, names, careful)
    signer = pack.pack.plan.signer.value
    if signer:
        own.add("person", "person", (signer,))
        short = [f"{title} {signer.split()[-1]}" for title in _TITLES]
        own.add("concept", signer.lower(), (signer, *short), frozenset(short))
    place = pack.pack.locality
    own.add("here", "here", (place.name, place.place, *place.aliases, f"{place.level} {place.place}"))
    if place.level == "tỉnh":
        own.add("here", "here", tables().province, careful)
        own.add("concept", "kế hoạch", ("kế hoạch của tỉnh", "kế hoạch tỉnh"), careful)
    else:
        own.add("concept", "cấp tỉnh", tables().province, careful)
    return own


def _names_of(unit: Unit) -> tuple[str, ...]:
    return (unit.name, *unit.aliases)


def words_of(pack: LoadedPack, facts: list[Fact]) -> PackWords:
    """The words of the pack's facts, neighbouring words of their names, and its units and places as phrases."""
    written, pairs, name_pairs = set[str](), set[Pair](), set[Pair]()
    names = dict.fromkeys(text for fact in facts for text in fact.subjects)
    for text in dict.fromkeys(text for fact in facts for text in (*fact.context, *fact.body)):
        written.update(words(text))
    for text in names:
        typed = words(text)
        written.update(typed)
        parts = [syllable(word) for word in typed]
        pairs.update((a.folded, b.folded) for a, b in pairwise(parts))
        said = [word in tables().small_words for word in typed]
        name_pairs.update(
            (a.folded, b.folded)
            for (a, b), (one, two) in zip(pairwise(parts), pairwise(said), strict=True)
            if not (a.bare or b.bare or one or two)
        )
    bare = {syllable(word).folded for word in written}
    common = tables().spelling
    spelling = Spelling(
        frozenset(bare - common.bare), frozenset(written - common.written), frozenset(pairs - common.pairs)
    )
    initials = Initials({unit.key: _names_of(unit) for unit in pack.pack.units}, tables().short_forms)
    return PackWords(own_phrases(pack), spelling, frozenset(name_pairs), initials)

"""The word tables of `knowledge/words/`, read once and made searchable."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from knowledge.answering.initials import Initials
from knowledge.answering.keeping import kept
from knowledge.answering.mending import Pair, Spelling
from knowledge.answering.phrases import Entry, Phrases
from knowledge.guides.loading import guide_names
from knowledge.pack.loading import read_yaml
from knowledge.text import fold, is_syllable, syllable, words

FOLDER = Path(__file__).resolve().parent.parent / "words"
TABLES = ("abbreviations", "asks", "fits", "places", "small_words", "smalltalk", "synonyms", "topics", "units")
"""The tables every question needs."""
SETS = ("careful", "light", "vague", "generic", "venues")
"""What `small_words.yaml` says of phrases of other tables."""


@dataclass(frozen=True)
class Neighbour:
    """A doubtful short form: what it means when a certain word stands beside it."""

    meaning: tuple[str, ...]
    after: frozenset[str]
    before: frozenset[str]


@dataclass(frozen=True)
class PackWords:
    """The words of one pack: its units and places as ``phrases``, its ``spelling``, the ``name_pairs``: neighbouring
    words of names that carry diacritics on both and are no small words, and the ``initials`` of its units."""

    phrases: Phrases
    spelling: Spelling
    name_pairs: frozenset[Pair]
    initials: Initials


@dataclass(frozen=True)
class Tables:
    """All tables. ``phrases`` holds every phrase with its sort: ``ask``, ``concept``, ``talk``, ``silent``,
    ``off_topic``, ``private``, ``person``, ``contact``, ``guide`` and ``guide_how``, and the sorts of small words."""

    short_forms: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]
    neighbours: dict[str, list[Neighbour]]
    phrases: Phrases
    replies: dict[str, str]
    nicknames: dict[str, list[str]]
    synonyms: dict[str, list[str]]
    fits: dict[str, dict[str, float]]
    careful: frozenset[str]
    light: frozenset[str]
    vague: frozenset[str]
    generic: frozenset[str]
    venues: frozenset[str]
    province: tuple[str, ...]
    small_words: frozenset[str]
    generic_how: frozenset[str]
    places: dict[str, list[str]]
    spelling: Spelling
    wider: dict[str, tuple[str, ...]]
    members: dict[str, list[str]]


def _table(name: str) -> Any:
    return read_yaml(FOLDER / f"{name}.yaml")


@cache
def tables() -> Tables:
    """The tables, read on first use (about 300 ms when they have changed since the last start, else 20 ms)."""
    made = kept("tables", (), _made)
    small, smalltalk, short = made["small_words"], made["smalltalk"], made["abbreviations"]
    spelling = made["spelling"]
    return Tables(
        short_forms=_short_forms(short["plain"]),
        neighbours={
            form: [_neighbour(meaning, sides) for meaning, sides in meanings.items()]
            for form, meanings in short["by_neighbour"].items()
        },
        phrases=Phrases(made["phrases"]),
        replies={key: entry["reply"] for key, entry in smalltalk.items()},
        nicknames=made["units"],
        synonyms=made["synonyms"],
        fits=made["fits"],
        **{key: frozenset(small[key]) for key in SETS},
        province=tuple(small["province"]),
        small_words=frozenset(str(phrase) for sort in _sorts(small) for phrase in small[sort]),
        generic_how=frozenset(fold(str(phrase)) for phrase in small["generic_how"]),
        places=made["places"],
        spelling=Spelling(
            frozenset(spelling["bare"]),
            frozenset(spelling["written"]),
            frozenset((one, two) for one, two in spelling["pairs"]),
        ),
        wider={name: tuple(others) for name, others in made["wider"].items()},
        members=small["members"],
    )


def _sorts(small: dict[str, Any]) -> list[str]:
    """The sorts of small words; the other keys of that table say something about phrases of other tables."""
    return [
        key
        for key in small
        if key not in (*SETS, "dialect", "province", "members", "generic_how", "opening", "speakers")
    ]


def _made() -> dict[str, Any]:
    """All tables, with what takes long to find out: their phrases by first word, their spelling, wider concepts."""
    read = {name: _table(name) for name in TABLES}
    small, synonyms, smalltalk, topics = (read[key] for key in ("small_words", "synonyms", "smalltalk", "topics"))
    careful = frozenset(small["careful"])
    sorts = {sort: small[sort] for sort in _sorts(small)}
    asks = {ask: _also_in_dialect(phrases, small["dialect"]) for ask, phrases in read["asks"].items()}
    every = Phrases()
    every.add("opening", "opening", _with_speakers(small["opening"], small["speakers"]))
    for sort, phrases in sorts.items():
        every.add(sort, sort, phrases, careful)
    for key, phrases in synonyms.items():
        every.add("concept", key, [key, *phrases], careful)
    for ask, phrases in asks.items():
        every.add("ask", ask, phrases, careful)
    for key, entry in smalltalk.items():
        says = [str(phrase) for phrase in entry["says"]]
        every.add("talk", key, says, frozenset(phrase for phrase in says if len(words(phrase)) == 1))
    _add_topics(every, topics)
    for slug, names in guide_names().items():
        every.add("guide", slug, [name for name in names.names if len(name) > 2], careful)
        every.add("guide_how", slug, names.asks)
    own = [sorts, synonyms, asks, read["units"]]
    listed = [read["places"], topics["silent"], topics["off_topic"]]
    listed.append({"contact": topics["contact"], **topics["personal_data"]})
    listed.append({key: entry["says"] for key, entry in smalltalk.items()})
    listed.append({slug: names.names + names.asks for slug, names in guide_names().items()})
    of_members = {f"@{unit}": (name,) for name, units in small["members"].items() for unit in units}
    more = {"phrases": every.listed, "spelling": _spelling(own, listed), "wider": _wider(list(synonyms)) | of_members}
    return read | more


@cache
def unanswered() -> tuple[str, ...]:
    """Questions that no launch plan answers, read on first use."""
    return tuple(str(text) for texts in _table("unanswered").values() for text in texts)


@cache
def everyday() -> Phrases:
    """Everyday phrases of several words (single ones mean too much), read on first use."""
    return Phrases(kept("everyday", (), _made_everyday))


def _made_everyday() -> dict[str, list[Entry]]:
    found = Phrases()
    for official, phrases in _table("everyday").items():
        found.add("everyday", str(official), (str(phrase) for phrase in phrases if " " in str(phrase)))
    return found.listed


def _also_in_dialect(phrases: list[str], dialect: dict[str, list[str]]) -> list[str]:
    """The phrases, and each with its question word as other regions say it ("bên nào" -> "bên mô")."""
    found = [str(phrase) for phrase in phrases]
    for phrase in tuple(found):
        parts = phrase.split()
        for word, others in dialect.items():
            if len(parts) > 1 and word in parts:
                found += [" ".join(other if part == word else part for part in parts) for other in others]
    return list(dict.fromkeys(found))


def _with_speakers(phrases: list[str], speakers: list[str]) -> list[str]:
    """The phrases; where one has room for who speaks ("cho … hỏi"), it is listed with each speaker and with none."""
    return [
        " ".join(phrase.replace("…", who).split())
        for phrase in map(str, phrases)
        for who in (["", *speakers] if "…" in phrase else [""])
    ]


def _wider(names: list[str]) -> dict[str, tuple[str, ...]]:
    """For each concept the wider ones its name holds ("học sinh tiểu học" -> "học sinh")."""
    found = {name: tuple(other for other in names if other != name and f" {other} " in f" {name} ") for name in names}
    return {name: others for name, others in found.items() if others}


def _spelling(own: list[dict[str, Any]], others: list[dict[str, Any]]) -> dict[str, list[Any]]:
    """The words of all phrases of the tables. Of the ``others`` (places, topics, guides) single words only: their pairs
    would mend what is right ("bác dặn" is no "Bắc Giang")."""
    written, pairs = set[str](), set[Pair]()
    for tables_of, paired in ((own, True), (others, False)):
        for phrase in (one for table in tables_of for phrases in table.values() for one in phrases):
            typed = words(str(phrase))
            written.update(typed)
            if paired and len(typed) > 1:
                pairs.update(pairwise([syllable(word).folded for word in typed]))
    return {
        "bare": sorted({syllable(word).folded for word in written}),
        "written": sorted(written),
        "pairs": sorted(pairs),
    }


def _short_forms(plain: dict[str, str]) -> dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]:
    """For each first word the short forms that begin with it and what they stand for, the longest first; those that
    are no Vietnamese syllables also without diacritics."""
    forms = {tuple(fold(str(form)).split()): meaning for form, meaning in plain.items()}
    forms = {form: meaning for form, meaning in forms.items() if not all(map(is_syllable, form))}
    forms |= {tuple(words(str(form))): meaning for form, meaning in plain.items()}
    found: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for form in sorted(forms, key=len, reverse=True):
        found.setdefault(form[0], []).append((form, tuple(words(str(forms[form])))))
    return found


def _neighbour(meaning: str, sides: dict[str, list[str]]) -> Neighbour:
    return Neighbour(
        tuple(words(meaning)),
        frozenset(fold(word) for word in sides.get("after", [])),
        frozenset(fold(word) for word in sides.get("before", [])),
    )


def _add_topics(phrases: Phrases, topics: dict[str, Any]) -> None:
    """One-syllable phrases need their diacritics ("cầu" is a bridge, "cau" may be anything)."""
    for sort in ("private", "person"):
        listed = topics["personal_data"][sort]
        phrases.add(sort, sort, listed, frozenset(phrase for phrase in listed if len(words(str(phrase))) == 1))
    phrases.add("contact", "contact", topics["contact"])
    for sort in ("silent", "off_topic"):
        for topic, listed in topics[sort].items():
            single = frozenset(phrase for phrase in listed if len(words(str(phrase))) == 1)
            phrases.add(sort, topic, listed, single)

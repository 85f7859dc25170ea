"""Readers of the shipped packs, built once."""

from __future__ import annotations

from functools import cache

from knowledge.answering.facts import facts_of
from knowledge.answering.reading import Reader
from knowledge.answering.vocabulary import words_of
from knowledge.pack.loading import load_shipped


@cache
def reader(slug: str) -> Reader:
    """Reads questions with the words of one pack."""
    pack = load_shipped(slug)
    return Reader(words_of(pack, facts_of(pack).found))

"""Every sentence the project can say: words in the sources, guides, packs' answers for every fact, the web pages."""

from __future__ import annotations

import ast
import datetime as dt
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from running import ROOT

from knowledge.answering.answerer import Answerer
from knowledge.answering.fraud import Fraud, fraud_help
from knowledge.answering.guide_answers import TROUBLE, guide_part, introduce
from knowledge.answering.lexicon import tables
from knowledge.guides.checking import shown_texts
from knowledge.guides.loading import load_guides
from knowledge.pack.loading import load_shipped, shipped_slugs

LAYERS = ("bot", "handlers", "knowledge", "scheduler", "storage")
MOMENTS = tuple(dt.datetime(2025, month, 8, 2, 0, tzinfo=dt.UTC) for month in (9, 10, 12))
"""Before, about and after what the shipped plans tell of."""
_VIETNAMESE = re.compile(r"[ăâđêôơưàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵằắẳẵặầấẩẫậềếểễệồốổỗộờớởỡợừứửữự]", re.IGNORECASE)
_END = re.compile(r"(?<=[.!?…])\s+|\n+")
_TAG = re.compile(r"<[^>]*>")


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text, in single blanks, without numbering and dashes before them."""
    for part in _END.split(text):
        sentence = re.sub(r"^(?:[-–→]|\d+\.)\s*", "", " ".join(part.split()))
        if sentence:
            yield sentence


@cache
def everything_said() -> dict[str, str]:
    """Each sentence, with a place where it is said."""
    found: dict[str, str] = {}
    for place, text in [*_in_sources(), *_in_guides(), *_in_packs(), *_in_pages()]:
        for sentence in sentences(text):
            found.setdefault(sentence, place)
    return found


def _in_sources() -> Iterator[tuple[str, str]]:
    for layer in LAYERS:
        for path in sorted((ROOT / layer).rglob("*.py")):
            for text in _literals(ast.parse(path.read_text(encoding="utf-8"))):
                if _VIETNAMESE.search(text):
                    yield path.relative_to(ROOT).as_posix(), text


def _literals(tree: ast.Module) -> Iterator[str]:
    """Texts in a source that are no docstrings; what is filled into one stands as "…"."""
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
    silent = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if id(node) in silent:
            continue
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside:
            yield node.value


def _in_guides() -> Iterator[tuple[str, str]]:
    for slug, guide in load_guides().items():
        place = f"knowledge/guides/{slug}.yaml"
        yield from ((place, text) for _, text in shown_texts(guide))
        yield from ((place, law.text) for law in guide.legal_basis if law.status == "C")
        yield place, guide.values_text()
        yield place, introduce(slug).text
        for key in [*(way.key for way in guide.paths), TROUBLE]:
            yield place, guide_part(slug, key).text
    yield from (("knowledge/answering/fraud.py", fraud_help(Fraud(happened)).text) for happened in (True, False))
    yield from (("knowledge/words/smalltalk.yaml", reply) for reply in tables().replies.values())


def _in_packs() -> Iterator[tuple[str, str]]:
    for slug in shipped_slugs():
        answerer = Answerer(load_shipped(slug))
        refs = [f"q:{key}" for key in answerer.by_key]
        refs += [f"c:{address}" for address in answerer.pack.clauses if answerer.facts.words(address)]
        for moment in MOMENTS:
            outcomes = [answerer.answer_ref(ref, moment) for ref in refs]
            yield from ((f"knowledge/packs/{slug}", outcome.text) for outcome in outcomes)
            labels = (choice.label for outcome in outcomes for choice in outcome.choices)
            yield from ((f"knowledge/packs/{slug}", label) for label in labels)


def _in_pages() -> Iterator[tuple[str, str]]:
    static: Path = ROOT / "bot" / "web" / "static"
    for path in sorted(static.glob("*.html")):
        yield path.name, _TAG.sub("\n", path.read_text(encoding="utf-8"))
    for path in sorted(static.glob("*.js")):
        texts = re.findall(r"\"([^\"\n]*)\"|'([^'\n]*)'|`([^`]*)`", path.read_text(encoding="utf-8"))
        yield from ((path.name, text) for row in texts for text in row if _VIETNAMESE.search(text))

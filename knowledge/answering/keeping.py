"""Keeping for the next start what was worked out from the word tables and the packs.

Most of a start goes into taking tables apart that have not changed since the last one. What came of it is kept as JSON
where Python keeps its bytecode, or, where that may not be written, in the user's cache folder. Nothing rests on it: a
file that is missing, stale or broken is made anew, and where nothing can be written a start only takes longer.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable
from functools import cache
from hashlib import blake2b
from importlib.util import cache_from_source
from pathlib import Path
from threading import get_ident
from typing import Any

KNOWLEDGE = Path(__file__).resolve().parent.parent


def kept(name: str, of: Iterable[str], make: Callable[[], Any]) -> Any:
    """What ``make`` gives, made only when it was not kept under this ``name`` since the program, its tables or the
    texts ``of`` which it is made have changed. It comes back as JSON has it: tuples as lists, keys as text."""
    key = blake2b(program())
    for text in of:
        key.update(text.encode())
        key.update(b"\0")
    paths = [folder / f"{name}.{sys.implementation.cache_tag}.json" for folder in folders()]
    for path in paths:
        try:
            seal, _, content = path.read_bytes().partition(b"\n")
            if seal == _seal(key.digest(), content):
                return json.loads(content)
        except (OSError, ValueError):
            continue
    content = json.dumps(make(), ensure_ascii=False, separators=(",", ":")).encode()
    any(_written(path, _seal(key.digest(), content) + b"\n" + content) for path in paths)
    return json.loads(content)


def folders() -> list[Path]:
    """Where is kept, the best place first: beside the bytecode, in the user's cache folder."""
    found = [] if sys.dont_write_bytecode else [Path(cache_from_source(__file__)).parent]
    try:
        return [*found, Path.home() / ".cache" / "hocvuso"]
    except RuntimeError:  # a user without a home
        return found


@cache
def program() -> bytes:
    """Changes with every change of Python, of the code here and of the tables (about 3 ms)."""
    digest = blake2b(sys.version.encode())
    for pattern in ("*.py", "*/*.py", "*/*/*.py", "words/*.yaml", "guides/index.yaml"):
        for path in sorted(KNOWLEDGE.glob(pattern)):
            digest.update(path.read_bytes())
    return digest.digest()


def _seal(key: bytes, content: bytes) -> bytes:
    """The first line of a file: a stale or half-written one does not bear it."""
    return blake2b(content, key=key).hexdigest().encode()


def _written(path: Path, content: bytes) -> bool:
    """Write under another name first, so that nobody ever reads half a file; False where that is not allowed."""
    part = path.with_name(f"{path.name}.{os.getpid()}-{get_ident()}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            part.write_bytes(content)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError:
        return False
    return True

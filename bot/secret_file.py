"""Secrets the program makes for itself at its first start: files of the data directory, for their owner only."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

KEY_FILE = "key"
"""The installation's key: codes and proofs of erasure are stored as HMACs under it."""


def secret_in(folder: Path, name: str) -> str:
    """The secret of that name (32 random bytes as text), made when absent.

    Raises:
        OSError: the folder cannot be written.
    """
    path = folder / name
    if not path.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        new = path.with_suffix(f".{os.getpid()}.new")
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(32))
        try:
            os.link(new, path)  # two programs that start together: the first one's stands
        except FileExistsError:
            pass
        finally:
            new.unlink()
    return path.read_text(encoding="ascii").strip()

"""The stored set of hostile inputs (`hostile.yaml`), as values."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

HOSTILE = Path(__file__).resolve().parent / "hostile.yaml"

_DIGIT_WORDS = {
    "không": 0, "khong": 0, "một": 1, "mot": 1, "hai": 2, "ba": 3, "bốn": 4, "bon": 4, "năm": 5, "nam": 5, "sáu": 6,
    "sau": 6, "bảy": 7, "bay": 7, "tám": 8, "tam": 8, "chín": 9, "chin": 9,
}  # fmt: skip


@dataclass(frozen=True)
class Input:
    """One hostile input; `hostile.yaml` explains the fields. ``codes`` of the stage are filled in by `with_codes`."""

    kind: str
    number: int
    why: str
    text: str | None = None
    ref: str | None = None
    content: str | None = None
    caption: str | None = None
    secret: str | None = None
    says: str | None = None

    @property
    def name(self) -> str:
        """How a failing test calls it."""
        return f"{self.kind} {self.number}: {self.why}"

    def with_codes(self, codes: Mapping[str, str]) -> Input:
        """The input with the codes that only the stage knows."""
        text, secret = self.text, self.secret
        for name, code in codes.items():
            text = text and text.replace(f"{{{name}}}", code)
            secret = secret and secret.replace(f"{{{name}}}", code)
        return Input(self.kind, self.number, self.why, text, self.ref, self.content, self.caption, secret, self.says)


def hostile_inputs() -> list[Input]:
    """All inputs of the set, in its order."""
    found = []
    for kind, group in yaml.safe_load(HOSTILE.read_text(encoding="utf-8")).items():
        for number, raw in enumerate(group["inputs"], start=1):
            fields = {"says": group.get("says"), **raw}
            times = fields.pop("times", 1)
            for name in ("text", "ref"):
                if name in fields:
                    fields[name] *= times
            found.append(Input(kind=kind, number=number, **fields))
    return found


def holds_secret(stored: str, secret: str, typed: bool) -> bool:
    """Whether a stored text still holds a secret, in whatever writing; ``typed``: a person's words, in which digits may
    also be words. Short numbers are looked for in what was typed only: our own texts hold dates."""
    seen = "".join(
        char for char in unicodedata.normalize("NFKC", stored) if unicodedata.category(char) not in {"Cf", "Mn", "Me"}
    )
    if not secret.isdigit():
        return secret.lower() in seen.lower()
    if typed:
        seen = re.sub(r"\w+", lambda word: str(_DIGIT_WORDS.get(word.group().lower(), word.group())), seen)
    elif len(secret) < 8:
        return False
    digits = "".join(str(unicodedata.digit(char)) for char in seen if unicodedata.digit(char, None) is not None)
    return secret in digits

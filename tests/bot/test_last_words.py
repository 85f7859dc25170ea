"""The last words to somebody who was erased."""

from __future__ import annotations

import datetime as dt

from bot.last_words import KEPT_S, LastWords
from storage.messages import StoredMessage

NOON = dt.datetime(2025, 10, 9, 5, 0, tzinfo=dt.UTC)
WORDS = StoredMessage(7, 3, 1, "out", "đã xóa", None, NOON, None, None, None)


def test_they_are_kept_for_ten_minutes_for_that_person_alone() -> None:
    now = 0.0
    words = LastWords(lambda: now)
    words.keep(1, "lan", WORDS)
    assert words.to(1, "lan") == WORDS
    assert words.to(1, "minh") is None
    assert words.to(2, "lan") is None
    now = KEPT_S
    assert words.to(1, "lan") is None


def test_nobody_can_be_read_out_of_them() -> None:
    words = LastWords()
    words.keep(1, "chimsaosaukhoi", WORDS)
    assert "chimsao" not in repr(words._messages)

"""Nothing we can say asks for an ID number, an OTP, a PIN, a password or a photo of an ID card (DESIGN 7)."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
import yaml
from safety.said import everything_said, sentences

REVIEWED = Path(__file__).resolve().parent / "reviewed_sentences.yaml"

NAMES_ONE = re.compile(
    r"căn cước|cccd|cmnd|chứng minh (?:nhân dân|thư)|\botp\b|\bpin\b|mật khẩu|mật mã|passcode|password|ảnh giấy tờ"
    r"|giấy tờ tùy thân|số giấy tờ|mã xác (?:nhận|thực)|mã kích hoạt|số tài khoản|số thẻ|hộ chiếu|khuôn mặt",
    re.IGNORECASE,
)
"""What is never asked for, and what comes close to it."""
TO_US = re.compile(
    r"\b(?:gửi|nhắn|cho|đọc|gõ|nhập|điền|cung cấp|chụp|đưa|viết|nói)\b[^.!?]*\b(?:cho em|em biết|em xin|vào đây|ở đây"
    r"|tại đây|với em|giúp em|vào khung|trong khung chat|cho máy này|cho trợ lý)\b|\bem (?:cần|xin|hỏi)\b",
    re.IGNORECASE,
)
NEGATED = re.compile(r"\b(?:đừng|không|chưa|chớ)\b", re.IGNORECASE)


def asks_for_one(sentence: str) -> bool:
    """Whether a sentence wants one of these things to be told to us."""
    return bool(NAMES_ONE.search(sentence) and TO_US.search(sentence)) and not NEGATED.search(sentence)


@cache
def reviewed() -> dict[str, list[str]]:
    """The sentences a person has read, by why they may be said."""
    found: dict[str, list[str]] = yaml.safe_load(REVIEWED.read_text(encoding="utf-8"))
    return found


@cache
def naming_one() -> dict[str, str]:
    """Every sentence that names one of these things, with its place."""
    return {sentence: place for sentence, place in everything_said().items() if NAMES_ONE.search(sentence)}


def test_all_that_can_be_said_is_looked_at() -> None:
    said = everything_said()
    places = set(said.values())

    assert len(said) > 3_000
    assert {"handlers/dialogue.py", "handlers/organiser_words.py", "bot/web/words.py", "chat.html"} <= places
    assert any(place.startswith("knowledge/guides/vneid") for place in places)
    assert any(place == "knowledge/packs/kinh-mon" for place in places)


def test_no_sentence_asks_for_an_id_number_a_code_a_password_or_a_photo_of_papers() -> None:
    assert [f"{place}: {sentence}" for sentence, place in everything_said().items() if asks_for_one(sentence)] == []


def test_every_sentence_that_names_one_of_these_things_was_reviewed() -> None:
    known = {sentence for found in reviewed().values() for sentence in found}
    new = [f"{place}: {sentence}" for sentence, place in naming_one().items() if sentence not in known]

    assert not new, "read each; when it asks nobody for it, add it to reviewed_sentences.yaml:\n" + "\n".join(new)


def test_the_review_holds_no_sentence_that_is_not_said_any_more() -> None:
    gone = [sentence for found in reviewed().values() for sentence in found if sentence not in naming_one()]

    assert not gone, "take these out of reviewed_sentences.yaml:\n" + "\n".join(gone)


def test_no_sentence_was_reviewed_twice() -> None:
    every = [sentence for found in reviewed().values() for sentence in found]

    assert len(every) == len(set(every))


@pytest.mark.parametrize(
    "sentence",
    [
        "Bác gửi ảnh căn cước cho em nhé.",
        "Xin bác nhập mã OTP vào đây.",
        "Em cần số căn cước của bác.",
        "Bác đọc mật khẩu giúp em.",
        "Bác chụp giấy tờ tùy thân cho em xem.",
        "Để em tra, bác cho em biết số tài khoản.",
    ],
)
def test_a_sentence_that_asks_is_seen(sentence: str) -> None:
    assert asks_for_one(sentence)


def test_a_new_sentence_that_names_one_of_these_things_would_be_found() -> None:
    (sentence,) = sentences("\n- Bác mang căn cước theo ạ.\n")

    assert NAMES_ONE.search(sentence)
    assert sentence not in naming_one()

"""Several questions in one message ("lễ ngày nào, ai chủ trì?"): where one ends and the next begins."""

from __future__ import annotations

import re

from knowledge.answering.question import GENERAL, Question
from knowledge.answering.reading import Reader

_JOINTS = re.compile(
    r"(?<!\d)[.,](?!\d)|[;?!…\n]|(?:\s(?:còn|với lại|rồi|và|va|vs|với|voi|nữa)(?=\s))|(?<=\d)[,.](?=\s)", re.IGNORECASE
)
_NO = re.compile(r"\b(?:không|khong|hông|hong|ko|k|kg|hem|hả|ha|chưa)\W*$", re.IGNORECASE)
_GO_ON = " thi sao"
MOST = 3
"""More questions than this in one message are not told apart: the answer would fill a screen."""


def asks_definitely(question: Question) -> bool:
    """Whether a piece of a message asks for something by itself ("có dạy tin giả không" does, "dạ không" does not)."""
    if len(question.terms) > 1 and ("yesno" in question.asks or _NO.search(question.raw)):
        return True
    return any(ask not in GENERAL for ask in question.asks) or question.folded.endswith(_GO_ON)


def pieces_of(whole: Question, reader: Reader) -> list[Question]:
    """The questions of a message, each read by itself; one or none when it asks but once.

    A piece without an ask belongs to the next one (people explain first), as does all that is told before a long
    message begins to ask; the last one to the one before.
    """
    asked = [match for match in whole.ask_matches if match.value not in GENERAL or match.value == "yesno"]
    if not asked:
        return []
    texts = [text.strip() for text in _JOINTS.split(whole.raw) if text.strip()]
    more = whole.folded.endswith(_GO_ON) or any(_NO.search(text) for text in texts)
    if len(texts) < 2 or (len(asked) < 2 and not more):
        return []
    found: list[Question] = []
    waiting = ""
    read_so_far, begins = 0, whole.asked_from if whole.openings else 0
    for text in texts:
        piece = reader.read(text)
        read_so_far += len(piece.syllables)
        waiting = f"{waiting}, {text}" if waiting else text
        if read_so_far > begins and asks_definitely(piece):
            found.append(piece if waiting == text else reader.read(waiting))
            waiting = ""
    if waiting and found:
        found[-1] = reader.read(f"{found[-1].raw}, {waiting}")
    return found if 1 < len(found) <= MOST else []

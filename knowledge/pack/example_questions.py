"""`questions.txt`: how people ask for the facts of a pack, one question a line.

    launch.when	lễ nhằm bữa nào vậy cháu
    launch.when,launch.overview	bữa 9/10 có chi mà loa kêu hoài

Before the tab the keys of the facts that answer (`hocvuso pack coverage` lists them), behind it the question as it was
typed. Empty lines and lines that begin with ``#`` say nothing. The file is optional.
"""

from __future__ import annotations

from collections import defaultdict


class QuestionsError(ValueError):
    """A line is malformed; the message names it and what to do."""


def parse_questions(text: str) -> dict[str, tuple[str, ...]]:
    """The questions of each key.

    Raises:
        QuestionsError: a line without a tab between keys and question.
    """
    found: dict[str, list[str]] = defaultdict(list)
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        keys, tab, question = line.partition("\t")
        if not tab or not question.strip():
            raise QuestionsError(f"dòng {number}: thiếu dấu Tab giữa mã dữ kiện và câu hỏi. Hãy gõ Tab vào giữa.")
        for key in keys.split(","):
            found[key.strip()].append(question.strip())
    return {key: tuple(questions) for key, questions in found.items()}

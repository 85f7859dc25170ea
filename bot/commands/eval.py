"""`hocvuso eval`: a file of questions in, a file of answers out, for scoring; no database, no aiogram."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.commands.ask import as_json
from bot.commands.now import add_now_argument

if TYPE_CHECKING:
    import datetime as dt


class QuestionsError(ValueError):
    """The question file cannot be used; the message names the file, the question, the field, and what to do."""


@dataclass(frozen=True, slots=True)
class Question:
    """What `eval` needs of a question; everything else in the file is the scorer's."""

    id: str
    locality: str
    text: str


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    parser = subparsers.add_parser(
        "eval",
        help="trả lời cả một tệp câu hỏi để chấm điểm",
        description="Trả lời từng câu trong tệp câu hỏi; mỗi câu một dòng JSON: id, kind, text, guide, source.",
    )
    parser.add_argument(
        "questions", metavar="QUESTIONS.yaml", type=Path, help="tệp câu hỏi: mỗi câu có id, locality, text"
    )
    parser.add_argument("--answers", metavar="OUT.jsonl", type=Path, required=True, help="tệp ghi câu trả lời")
    add_now_argument(parser)
    parser.set_defaults(run=run_eval)


def run_eval(args: argparse.Namespace) -> int:
    """Write one line per question; 1 when the questions, a pack or the output cannot be used."""
    import datetime as dt

    from bot.data_home import data_home

    try:
        questions = read_questions(args.questions)
        lines = answer_all(questions, args.now or dt.datetime.now(dt.UTC), data_home())
        args.answers.write_text("".join(lines), encoding="utf-8")
    except QuestionsError as error:
        print(f"LỖI: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"LỖI: không ghi được {args.answers}: {error.strerror}. Hãy chọn nơi khác.", file=sys.stderr)
        return 1
    print(f"Đã trả lời {len(lines)} câu, ghi vào {args.answers}", file=sys.stderr)
    return 0


def read_questions(path: Path) -> list[Question]:
    """The questions of a YAML file: ``{questions: [...]}`` or a bare list.

    Raises:
        QuestionsError: unreadable, not YAML, or a question without a usable id, locality or text.
    """
    from knowledge.pack.loading import PackError, read_yaml

    try:
        raw = read_yaml(path)
    except PackError as error:
        raise QuestionsError(str(error)) from error
    items = raw.get("questions") if isinstance(raw, dict) else raw
    if not isinstance(items, list):
        raise QuestionsError(f"{path}: chưa thấy danh sách câu hỏi. Hãy đặt các câu dưới khóa “questions:”.")
    return [_question(path, number, item) for number, item in enumerate(items, start=1)]


def _question(path: Path, number: int, item: Any) -> Question:
    name = f"{path}: câu thứ {number}"
    if not isinstance(item, dict):
        raise QuestionsError(f"{name}: không phải một câu hỏi. Mỗi câu cần id, locality và text.")
    if item.get("id") not in (None, ""):
        name += f" (id {item['id']})"
    for field in ("id", "locality", "text"):
        if not isinstance(item.get(field), str | int | float):
            raise QuestionsError(f"{name}: thiếu trường {field}. Hãy điền {field} bằng một dòng chữ.")
    return Question(str(item["id"]), str(item["locality"]), str(item["text"]))


def answer_all(questions: list[Question], now: dt.datetime, data_dir: Path) -> list[str]:
    """The answers as JSON lines, in the order of the questions.

    Raises:
        QuestionsError: a question's locality has no usable pack; names the question.
    """
    from knowledge.answering.answerer import Answerer
    from knowledge.pack.in_force import load_checked
    from knowledge.pack.loading import PackError

    answerers: dict[str, Answerer] = {}
    lines = []
    for question in questions:
        if question.locality not in answerers:
            try:
                pack = load_checked(question.locality, data_dir, trust_shipped=True)
                answerers[question.locality] = Answerer(pack)
            except PackError as error:
                raise QuestionsError(f"Câu có id {question.id}: {error}") from error
        answer = as_json(answerers[question.locality].answer(question.text, now))
        del answer["choices"]
        lines.append(json.dumps({"id": question.id, **answer}, ensure_ascii=False) + "\n")
    return lines

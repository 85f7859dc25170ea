"""`hocvuso eval`: a file of questions in, a file of answers out, for scoring; no database, no aiogram."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.commands.ask import as_json
from bot.commands.now import add_now_argument

if TYPE_CHECKING:
    import datetime as dt

    from knowledge.answering.measure import Asked
    from knowledge.outcome import Outcome


class QuestionsError(ValueError):
    """The question file cannot be used; the message names the file, the question, the field, and what to do."""


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    parser = subparsers.add_parser(
        "eval",
        help="trả lời cả một tệp câu hỏi để chấm điểm",
        description="Trả lời từng câu trong tệp câu hỏi; mỗi câu một dòng JSON: id, kind, text, guide, source. "
        "Câu nào có đáp án (gold) thì chấm luôn và in bảng điểm.",
    )
    parser.add_argument(
        "questions", metavar="QUESTIONS.yaml", type=Path, help="tệp câu hỏi: mỗi câu có id, locality, text"
    )
    parser.add_argument("--answers", metavar="OUT.jsonl", type=Path, required=True, help="tệp ghi câu trả lời")
    parser.add_argument("--failures", action="store_true", help="in cả những câu trả lời chưa đúng")
    add_now_argument(parser)
    parser.set_defaults(run=run_eval)


def run_eval(args: argparse.Namespace) -> int:
    """Write one line per question; 1 when the questions, a pack or the output cannot be used."""
    import datetime as dt

    from bot.data_home import data_home

    try:
        questions = read_questions(args.questions)
        outcomes = answer_all(questions, args.now or dt.datetime.now(dt.UTC), data_home())
        args.answers.write_text("".join(map(_line, questions, outcomes)), encoding="utf-8")
    except QuestionsError as error:
        print(f"LỖI: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"LỖI: không ghi được {args.answers}: {error.strerror}. Hãy chọn nơi khác.", file=sys.stderr)
        return 1
    print(f"Đã trả lời {len(questions)} câu, ghi vào {args.answers}", file=sys.stderr)
    if any(question.kind for question in questions):
        _print_measured(questions, outcomes, args.failures)
    return 0


def _line(question: Asked, outcome: Outcome) -> str:
    answer = as_json(outcome)
    del answer["choices"]
    return json.dumps({"id": question.id, **answer}, ensure_ascii=False) + "\n"


def _print_measured(questions: list[Asked], outcomes: list[Outcome], failures: bool) -> None:
    from knowledge.answering.measure import measure, report

    found = measure(zip(questions, outcomes, strict=True))
    print(report(found))
    for question, outcome, why in found.wrong if failures else ():
        told = " / ".join(outcome.text.splitlines())[:160]
        print(f"\n{question.id} [{question.kind}] {question.text}\n  -> {why}\n  {outcome.kind}: {told}")


def read_questions(path: Path) -> list[Asked]:
    """The questions of a YAML file: ``{questions: [...], dialogues: [...]}`` or a bare list; dialogues turn by turn.

    Raises:
        QuestionsError: unreadable, not YAML, or a question without a usable id, locality or text.
    """
    from knowledge.pack.loading import PackError, read_yaml

    try:
        raw = read_yaml(path)
    except PackError as error:
        raise QuestionsError(str(error)) from error
    items = raw.get("questions", []) if isinstance(raw, dict) else raw
    dialogues = raw.get("dialogues", []) if isinstance(raw, dict) else []
    if not isinstance(items, list) or not isinstance(dialogues, list) or not (items or dialogues):
        raise QuestionsError(f"{path}: chưa thấy danh sách câu hỏi. Hãy đặt các câu dưới khóa “questions:”.")
    found = [_question(f"{path}: câu thứ {number}", item) for number, item in enumerate(items, start=1)]
    for number, dialogue in enumerate(dialogues, start=1):
        found += _turns(f"{path}: hội thoại thứ {number}", dialogue)
    return found


def _question(name: str, item: Any, dialogue: str | None = None) -> Asked:
    from knowledge.answering.measure import Asked

    if not isinstance(item, dict):
        raise QuestionsError(f"{name}: không phải một câu hỏi. Mỗi câu cần id, locality và text.")
    if item.get("id") not in (None, ""):
        name += f" (id {item['id']})"
    for field in ("id", "locality", "text"):
        if not isinstance(item.get(field), str | int | float):
            raise QuestionsError(f"{name}: thiếu trường {field}. Hãy điền {field} bằng một dòng chữ.")
    noise = item.get("noise") or ["none"]
    return Asked(
        str(item["id"]),
        str(item["locality"]),
        str(item["text"]),
        str(item.get("kind") or ""),
        tuple(noise) if isinstance(noise, list) else (str(noise),),
        item.get("gold") or {},
        dialogue,
    )


def _turns(name: str, dialogue: Any) -> list[Asked]:
    """The turns of a dialogue as questions ``<id>/1``, ``<id>/2`` …"""
    turns = dialogue.get("turns") if isinstance(dialogue, dict) else None
    if not isinstance(turns, list) or not isinstance(dialogue.get("id"), str):
        raise QuestionsError(f"{name}: cần id, locality và turns (danh sách các lượt hỏi).")
    own = {"locality": dialogue.get("locality")}
    return [
        _question(f"{name}, lượt {number}", {**own, **turn, "id": f"{dialogue['id']}/{number}"}, dialogue["id"])
        if isinstance(turn, dict)
        else _question(f"{name}, lượt {number}", turn)
        for number, turn in enumerate(turns, start=1)
    ]


def answer_all(questions: list[Asked], now: dt.datetime, data_dir: Path) -> list[Outcome]:
    """The outcomes in the order of the questions; within a dialogue each turn knows what went before.

    Raises:
        QuestionsError: a question's locality has no usable pack; names the question.
    """
    from knowledge.answering.answerer import Answerer
    from knowledge.outcome import topic_after
    from knowledge.pack.in_force import load_checked
    from knowledge.pack.loading import PackError

    answerers: dict[str, Answerer] = {}
    outcomes: list[Outcome] = []
    dialogue, topic = None, None
    for question in questions:
        if question.locality not in answerers:
            try:
                pack = load_checked(question.locality, data_dir, trust_shipped=True)
                answerers[question.locality] = Answerer(pack)
            except PackError as error:
                raise QuestionsError(f"Câu có id {question.id}: {error}") from error
        if question.dialogue is None or question.dialogue != dialogue:
            topic = None
        outcome = answerers[question.locality].answer(question.text, now, topic)
        dialogue, topic = question.dialogue, topic_after(outcome, topic)
        outcomes.append(outcome)
    return outcomes

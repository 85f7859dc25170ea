"""`hocvuso ask`: one question, one answer, in the terminal; needs no database and no aiogram, ends within 0.5 s."""

from __future__ import annotations

import argparse
import gc
import json
import sys
from typing import TYPE_CHECKING, Any

from bot.commands.now import add_now_argument

if TYPE_CHECKING:
    from knowledge.outcome import Outcome


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    parser = subparsers.add_parser(
        "ask",
        help="hỏi thử một câu, xem trợ lý trả lời gì",
        description="Hỏi thử một câu về kế hoạch của một địa phương, không cần mở trang trò chuyện. "
        "Câu trả lời theo đúng kế hoạch: lệnh này không xem các điều người tổ chức đã sửa (/sua) trong lúc chạy.",
    )
    parser.add_argument("--locality", required=True, metavar="SLUG", help="địa phương, ví dụ binh-long")
    add_now_argument(parser)
    parser.add_argument("--json", action="store_true", help="in ra một dòng JSON")
    parser.add_argument("question", metavar="CÂU_HỎI", help="câu hỏi, gõ có dấu hoặc không dấu")
    parser.set_defaults(run=run_ask)


def run_ask(args: argparse.Namespace) -> int:
    """Print the answer; 1 when the locality or its pack cannot be used."""
    gc.disable()  # one question builds much and drops little: a tenth less
    try:
        return _answer(args)
    finally:
        gc.enable()


def _answer(args: argparse.Namespace) -> int:
    import datetime as dt

    from bot.data_home import data_home
    from knowledge.answering.answerer import Answerer
    from knowledge.pack.in_force import load_checked
    from knowledge.pack.loading import PackError

    try:
        answerer = Answerer(load_checked(args.locality, data_home(), trust_shipped=True))
    except PackError as error:
        print(f"LỖI: {error}", file=sys.stderr)
        return 1
    outcome = answerer.answer(args.question, args.now or dt.datetime.now(dt.UTC))
    if args.json:
        print(json.dumps(as_json(outcome), ensure_ascii=False))
    else:
        print(outcome.text)
        for choice in outcome.choices:
            print(f"  • {choice.label}")
    return 0


def as_json(outcome: Outcome) -> dict[str, Any]:
    """An outcome in the public form of `ask --json`: ``source`` is its first clause, ``choices`` are labels."""
    from knowledge.outcome import Answer, Guide, Refuse

    clauses = outcome.clauses if isinstance(outcome, Answer | Refuse) else ()
    return {
        "kind": outcome.kind,
        "text": outcome.text,
        "guide": outcome.guide if isinstance(outcome, Guide) else None,
        "source": clauses[0] if clauses else None,
        "choices": [choice.label for choice in outcome.choices],
    }

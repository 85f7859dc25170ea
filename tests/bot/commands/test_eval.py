"""`hocvuso eval`: questions in, answers out, one line each; a bad file is named, never half answered in silence."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("aiogram", "sqlalchemy", "fastapi", "uvicorn", "aiohttp", "telegram", "apscheduler")


def evaluate(folder: Path, questions: str) -> subprocess.CompletedProcess[str]:
    (folder / "q.yaml").write_text(questions, encoding="utf-8")
    command = [sys.executable, "-m", "bot", "eval", str(folder / "q.yaml"), "--answers", str(folder / "a.jsonl")]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize("head", ["questions:\n", ""], ids=["under a key", "a bare list"])
def test_every_question_gets_one_line_in_order(tmp_path: Path, head: str) -> None:
    done = evaluate(
        tmp_path,
        f"{head}- id: b\n  locality: binh-long\n  text: Lễ lúc mấy giờ?\n  kind: answerable\n  gold: {{must: []}}\n"
        "- id: a\n  locality: binh-long\n  text: ''\n"
        "- id: 7\n  locality: binh-long\n  text: 13\n",
    )

    lines = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()]
    assert done.returncode == 0, done.stderr
    assert [line["id"] for line in lines] == ["b", "a", "7"]
    assert all(list(line) == ["id", "kind", "text", "guide", "source"] for line in lines)
    assert all(line["text"].strip() for line in lines), "an empty text is no answer"


@pytest.mark.parametrize(
    ("questions", "named"),
    [
        ("- id: a\n  locality: binh-long\n", ["câu thứ 1", "id a", "text"]),
        ("- id: a\n  locality: binh-long\n  text: x\n- locality: binh-long\n  text: x\n", ["câu thứ 2", "id"]),
        ("- id: a\n  locality: ha-noi\n  text: x\n", ["id a", "ha-noi", "binh-long"]),
        ("- just words\n", ["câu thứ 1"]),
        ("hello: 1\n", ["questions:"]),
        ("- id: [\n", ["q.yaml", "dòng 2"]),
    ],
    ids=["no text", "no id", "unknown locality", "no question", "no list", "no YAML"],
)
def test_a_bad_file_is_refused_and_named(tmp_path: Path, questions: str, named: list[str]) -> None:
    done = evaluate(tmp_path, questions)

    assert done.returncode == 1
    assert done.stderr.startswith("LỖI: ")
    assert "Traceback" not in done.stderr
    assert all(word in done.stderr for word in named), done.stderr
    assert not (tmp_path / "a.jsonl").exists()


def test_it_imports_nothing_heavy(tmp_path: Path) -> None:
    (tmp_path / "q.yaml").write_text("- {id: a, locality: binh-long, text: x}\n", encoding="utf-8")
    program = (
        "import sys; from bot.__main__ import main; main(sys.argv[1:]); "
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "eval", str(tmp_path / "q.yaml"), "--answers", str(tmp_path / "a.jsonl")],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.stdout.strip() == "[]", done.stderr


def test_dialogues_are_asked_turn_by_turn_and_the_sums_are_printed(tmp_path: Path) -> None:
    done = evaluate(
        tmp_path,
        "questions:\n"
        "- {id: a, locality: binh-long, text: Lễ mấy giờ?, kind: answerable, gold: {must: [['13 giờ 30']]}}\n"
        "dialogues:\n- id: d\n  locality: binh-long\n  turns:\n"
        "  - {text: Lễ phát động ngày nào?, kind: answerable, gold: {must: [['09/10/2025']]}}\n"
        "  - {text: ở đâu vậy, kind: answerable, gold: {must: [['Hội trường UBND']]}}\n",
    )
    assert done.returncode == 0, done.stderr
    lines = (tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["a", "d/1", "d/2"]
    assert "turns of dialogues      2 /    2  100.0 %" in done.stdout
    assert "false answers" in done.stdout

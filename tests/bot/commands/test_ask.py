"""`hocvuso ask`: a light command. What it imports is asserted, because seconds depend on the machine."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

HEAVY = ("aiogram", "sqlalchemy", "alembic", "fastapi", "uvicorn", "aiohttp", "telegram", "apscheduler")


def ask(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot", "ask", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_it_prints_one_json_object_with_the_public_fields() -> None:
    done = ask("--locality", "binh-long", "--now", "2025-10-01", "--json", "Lễ phát động lúc mấy giờ?")

    answer = json.loads(done.stdout)
    assert done.returncode == 0
    assert list(answer) == ["kind", "text", "guide", "source", "choices"]
    assert answer["kind"] == "answer"
    assert "13 giờ 30" in answer["text"]
    assert answer["source"] == "II.3"
    assert all(isinstance(label, str) for label in answer["choices"])


def test_without_json_it_prints_the_words_a_person_would_read() -> None:
    done = ask("--locality", "binh-long", "le phat dong to chuc o dau")

    assert done.returncode == 0
    assert not done.stdout.startswith("{")
    assert done.stdout.strip()


def test_an_unknown_locality_is_refused_with_those_there_are() -> None:
    done = ask("--locality", "ha-noi", "Lễ lúc mấy giờ?")

    assert done.returncode == 1
    assert "ha-noi" in done.stderr
    assert "binh-long" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("moment", ["mai", "2025-13-01", "13:30"])
def test_a_wrong_moment_is_refused_with_an_example(moment: str) -> None:
    done = ask("--locality", "binh-long", "--now", moment, "Lễ lúc mấy giờ?")

    assert done.returncode == 2
    assert "2025-10-09T13:30" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask", "--locality", "binh-long", "--json", "Lễ lúc mấy giờ?"],
        ["pack", "show", "binh-long", "--format", "yaml"],
    ],
    ids=["ask", "pack show"],
)
def test_light_commands_import_nothing_heavy(arguments: list[str]) -> None:
    program = (
        "import sys; from bot.__main__ import main; status = main(sys.argv[1:]); "
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr); sys.exit(status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, timeout=60, check=False
    )

    assert done.returncode == 0, done.stderr
    assert done.stderr.strip() == "[]"

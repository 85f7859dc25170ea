"""What is kept for the next start: never stale, never broken, never needed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.answering import keeping
from knowledge.answering.keeping import kept

ROOT = Path(keeping.__file__).resolve().parents[2]


class Work:
    """Counts how often something is made."""

    def __init__(self, gives: object = None) -> None:
        self.times = 0
        self.gives = gives or {"lễ phát động": [1, 2.5, True]}

    def __call__(self) -> object:
        self.times += 1
        return self.gives


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(keeping, "folders", lambda: [tmp_path / "kept"])
    return tmp_path / "kept"


def only_file(folder: Path) -> Path:
    [path] = folder.iterdir()
    return path


def test_what_was_made_is_found_at_the_next_start(folder: Path) -> None:
    work = Work()
    assert kept("words", ("a", "b"), work) == kept("words", ("a", "b"), work) == work.gives
    assert work.times == 1


def test_it_comes_back_alike_whether_made_or_kept(folder: Path) -> None:
    work = Work({"pairs": (("le", "phat"),)})
    assert kept("words", (), work) == kept("words", (), work) == {"pairs": [["le", "phat"]]}


@pytest.mark.parametrize("of", [("a", "c"), ("ab",), ("b", "a"), ()])
def test_other_texts_are_made_anew(folder: Path, of: tuple[str, ...]) -> None:
    work = Work()
    kept("words", ("a", "b"), work)
    kept("words", of, work)
    assert work.times == 2


def test_a_changed_program_or_table_makes_it_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work = Work()
    kept("words", (), work)
    monkeypatch.setattr(keeping, "program", lambda: b"another program")
    kept("words", (), work)
    assert work.times == 2


@pytest.mark.parametrize("path", ["words/asks.yaml", "guides/index.yaml", "text.py", "answering/facts/naming.py"])
def test_the_program_is_another_when_a_file_changes(path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("words/asks.yaml", "guides/index.yaml", "text.py", "answering/facts/naming.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("as it was", encoding="utf-8")
    monkeypatch.setattr(keeping, "KNOWLEDGE", tmp_path)
    before = keeping.program.__wrapped__()
    (tmp_path / path).write_text("as it is!", encoding="utf-8")
    assert keeping.program.__wrapped__() != before


@pytest.mark.parametrize(
    "broken",
    [
        lambda whole: b"",
        lambda whole: whole[: len(whole) // 2],
        lambda whole: whole.replace(b"2.5", b"2.6"),
        lambda whole: b"\xff\x00" * 100,
        lambda whole: whole.partition(b"\n")[0],
    ],
    ids=["empty", "half", "altered", "no text", "only a seal"],
)
def test_a_broken_file_is_made_anew_and_mended(folder: Path, broken: Callable[[bytes], bytes]) -> None:
    work = Work()
    kept("words", (), work)
    path = only_file(folder)
    whole = path.read_bytes()
    path.write_bytes(broken(whole))
    assert kept("words", (), work) == work.gives
    assert work.times == 2
    assert path.read_bytes() == whole


def test_where_nothing_can_be_written_it_is_made_each_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(keeping, "folders", lambda: [tmp_path / "file" / "below"])
    work = Work()
    assert kept("words", (), work) == kept("words", (), work) == work.gives
    assert work.times == 2


def test_where_the_first_folder_cannot_be_written_the_next_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(keeping, "folders", lambda: [tmp_path / "file" / "below", tmp_path / "own"])
    work = Work()
    kept("words", (), work)
    kept("words", (), work)
    assert work.times == 1
    assert only_file(tmp_path / "own")


def test_a_write_that_fails_leaves_nothing_behind(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, target: Path) -> Path:
        raise PermissionError(target)

    monkeypatch.setattr(Path, "replace", refuse)
    assert kept("words", (), Work()) == Work().gives
    assert list(folder.iterdir()) == []


def test_nothing_lies_beside_the_program_where_python_writes_no_bytecode(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert keeping.folders() == [tmp_path / ".cache" / "hocvuso"]


def test_an_answer_is_the_same_whether_read_anew_or_kept(tmp_path: Path) -> None:
    command = [sys.executable, "-B", "-m", "bot", "ask", "--json", "--locality", "binh-long", "--now", "2025-09-20"]
    told = []
    for home in ("kept", "kept", "file/below"):
        (tmp_path / "file").touch()
        environment = {"HOME": str(tmp_path / home), "PYTHONUTF8": "1"}
        ran = subprocess.run([*command, "mấy giờ phải có mặt"], cwd=ROOT, env=environment, capture_output=True)
        told.append((ran.returncode, ran.stdout))
    assert told[0][0] == 0
    assert told[0] == told[1] == told[2]
    assert len(list((tmp_path / "kept" / ".cache" / "hocvuso").iterdir())) == 4

"""Backup and restore, as real commands on a real data directory."""

from __future__ import annotations

import io
import os
import re
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import closing
from pathlib import Path

import pytest

from bot import instance_lock
from bot.commands.backup import size_words
from storage.engine import default_url, migrate


def hocvuso(*arguments: str | Path, data_dir: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("HOCVUSO_")}
    environment |= {"HOCVUSO_DATA_DIR": str(data_dir), **settings}
    command = [sys.executable, "-m", "bot", *map(str, arguments)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)


def write(data_dir: Path, name: str) -> None:
    """Leave a trace that a backup must carry: an account of that name."""
    with closing(sqlite3.connect(data_dir / "hocvuso.db")) as database, database:
        database.execute("INSERT INTO accounts (channel, locality, name) VALUES ('web', 'binh-long', ?)", (name,))


def names(data_dir: Path) -> list[str]:
    with closing(sqlite3.connect(data_dir / "hocvuso.db")) as database:
        return [row[0] for row in database.execute("SELECT name FROM accounts ORDER BY id")]


@pytest.fixture
async def data_dir(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    await migrate(default_url(folder))
    pack = folder / "packs" / "binh-long" / "2"
    pack.mkdir(parents=True)
    (pack / "plan.txt").write_text("[I] Mục đích\n", encoding="utf-8")
    write(folder, "trước")
    return folder


def test_what_was_backed_up_comes_back_and_the_newer_data_is_kept_aside(tmp_path: Path, data_dir: Path) -> None:
    file = tmp_path / "sao-luu.tar.gz"
    made = hocvuso("backup", file, data_dir=data_dir)
    write(data_dir, "sau")
    (data_dir / "packs" / "binh-long" / "2" / "plan.txt").unlink()

    restored = hocvuso("restore", file, data_dir=data_dir)

    assert (made.returncode, restored.returncode) == (0, 0), made.stderr + restored.stderr
    assert names(data_dir) == ["trước"]
    assert (data_dir / "packs" / "binh-long" / "2" / "plan.txt").read_text(encoding="utf-8") == "[I] Mục đích\n"
    [aside] = data_dir.glob("before-restore-*")
    assert names(aside) == ["trước", "sau"]
    assert str(aside) in restored.stdout
    assert file.stat().st_mode & 0o077 == 0, "only its owner may read people's words"


def test_backup_and_restore_say_time_and_size_as_people_read_them(tmp_path: Path, data_dir: Path) -> None:
    file = tmp_path / "sao-luu.tar.gz"
    made = hocvuso("backup", file, data_dir=data_dir)
    restored = hocvuso("restore", file, data_dir=data_dir)

    moment = r"\d\d:\d\d ngày \d\d/\d\d/\d{4}"
    assert re.search(rf"Đã sao lưu lúc {moment} vào .*\(dưới 0,1 MB;", made.stdout), made.stdout
    assert re.search(rf"bản sao lưu làm lúc {moment} vào", restored.stdout), restored.stdout


@pytest.mark.parametrize(
    ("size", "words"), [(0, "dưới 0,1 MB"), (99_999, "dưới 0,1 MB"), (100_000, "0,1 MB"), (12_340_000, "12,3 MB")]
)
def test_sizes_are_written_with_a_comma(size: int, words: str) -> None:
    assert size_words(size) == words


def test_a_backup_taken_while_somebody_writes_holds_every_finished_change(tmp_path: Path, data_dir: Path) -> None:
    with closing(sqlite3.connect(data_dir / "hocvuso.db", isolation_level=None)) as writer:
        writer.execute("PRAGMA journal_mode=WAL")
        writer.execute("INSERT INTO accounts (channel, locality, name) VALUES ('web', 'binh-long', 'xong')")
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("INSERT INTO accounts (channel, locality, name) VALUES ('web', 'binh-long', 'chưa xong')")
        made = hocvuso("backup", tmp_path / "b.tar.gz", data_dir=data_dir)
        writer.execute("ROLLBACK")
    elsewhere = tmp_path / "elsewhere"

    restored = hocvuso("restore", tmp_path / "b.tar.gz", data_dir=elsewhere)

    assert (made.returncode, restored.returncode) == (0, 0), made.stderr + restored.stderr
    assert names(elsewhere) == ["trước", "xong"]


def test_backup_never_overwrites_a_file(tmp_path: Path, data_dir: Path) -> None:
    file = tmp_path / "b.tar.gz"
    file.write_bytes(b"precious")

    refused = hocvuso("backup", file, data_dir=data_dir)

    assert refused.returncode == 1
    assert "đã có" in refused.stderr
    assert file.read_bytes() == b"precious"


def test_a_failed_backup_leaves_nothing_behind(tmp_path: Path, data_dir: Path) -> None:
    (data_dir / "hocvuso.db").write_bytes(b"this is no database" * 1000)
    folder = tmp_path / "out"
    folder.mkdir()

    refused = hocvuso("backup", folder / "b.tar.gz", data_dir=data_dir)

    assert refused.returncode == 1
    assert refused.stderr.startswith("LỖI: ")
    assert list(folder.iterdir()) == []


def test_restore_refuses_while_the_assistant_runs(tmp_path: Path, data_dir: Path) -> None:
    hocvuso("backup", tmp_path / "b.tar.gz", data_dir=data_dir)
    write(data_dir, "sau")

    with instance_lock.hold(data_dir):
        refused = hocvuso("restore", tmp_path / "b.tar.gz", data_dir=data_dir)

    assert refused.returncode == 1
    assert f"tiến trình số {os.getpid()}" in refused.stderr
    assert names(data_dir) == ["trước", "sau"]


@pytest.mark.parametrize("damage", ["cut", "flipped", "not ours", "strange member", "missing"])
def test_a_backup_that_cannot_be_trusted_changes_nothing(tmp_path: Path, data_dir: Path, damage: str) -> None:
    file = tmp_path / "b.tar.gz"
    hocvuso("backup", file, data_dir=data_dir)
    write(data_dir, "sau")
    spoil(file, damage)

    refused = hocvuso("restore", file, data_dir=data_dir)

    assert refused.returncode == 1
    assert refused.stderr.startswith("LỖI: ")
    assert "Hãy" in refused.stderr
    assert names(data_dir) == ["trước", "sau"]
    assert not [path for path in data_dir.iterdir() if "restore" in path.name]


def spoil(file: Path, damage: str) -> None:
    content = file.read_bytes()
    if damage == "cut":
        file.write_bytes(content[: len(content) // 2])
    elif damage == "flipped":
        middle = len(content) // 2
        file.write_bytes(content[:middle] + bytes([content[middle] ^ 255]) + content[middle + 1 :])
    elif damage == "missing":
        file.unlink()
    else:
        name = "notes.txt" if damage == "not ours" else "packs/../../escaped"
        with tarfile.open(file, "w:gz") as tar:
            member = tarfile.TarInfo(name)
            member.size = 5
            tar.addfile(member, io.BytesIO(b"hello"))


def test_a_backup_of_a_newer_program_is_refused(tmp_path: Path, data_dir: Path) -> None:
    with closing(sqlite3.connect(data_dir / "hocvuso.db")) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    hocvuso("backup", tmp_path / "b.tar.gz", data_dir=data_dir)

    refused = hocvuso("restore", tmp_path / "b.tar.gz", data_dir=tmp_path / "elsewhere")

    assert refused.returncode == 1
    assert "cập nhật" in refused.stderr


def test_with_postgresql_it_says_how_instead_of_pretending(tmp_path: Path) -> None:
    said = hocvuso(
        "backup", tmp_path / "b.tar.gz", data_dir=tmp_path, HOCVUSO_DATABASE_URL="postgresql://u:hoa-sen-7@nowhere/x"
    )

    assert said.returncode == 1
    assert "pg_dump" in said.stderr
    assert "hoa-sen-7" not in said.stderr
    assert not (tmp_path / "b.tar.gz").exists()

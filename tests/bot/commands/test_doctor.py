"""`hocvuso doctor`: one line per thing, with what to do, and a status a script can use."""

from __future__ import annotations

import asyncio
import shutil
import socket
import sqlite3
from contextlib import closing
from pathlib import Path

from running import ROOT, free_port, hocvuso

from bot import instance_lock
from storage.engine import default_url, migrate


def test_on_a_fresh_machine_everything_is_ready(tmp_path: Path) -> None:
    said = hocvuso("doctor", cwd=tmp_path, HOCVUSO_PORT=str(free_port()))

    assert said.returncode == 0, said.stdout + said.stderr
    assert "LỖI" not in said.stdout
    for about in ("Python", "Cài đặt", "Thư mục dữ liệu", "Ổ đĩa", "Cơ sở dữ liệu", "Gói binh-long", "Cổng"):
        assert f" {about}" in said.stdout
    assert said.stderr == ""


def test_a_wrong_setting_is_an_error_with_what_to_do(tmp_path: Path) -> None:
    said = hocvuso("doctor", cwd=tmp_path, HOCVUSO_PORT="0")

    assert said.returncode == 1
    assert "LỖI       Cài đặt: HOCVUSO_PORT" in said.stdout


def test_a_busy_port_is_an_error_unless_it_is_our_own_run(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])

        strange = hocvuso("doctor", cwd=tmp_path, HOCVUSO_PORT=port)
        with instance_lock.hold(tmp_path / "data"):
            ours = hocvuso("doctor", cwd=tmp_path, HOCVUSO_PORT=port)

    assert (strange.returncode, ours.returncode) == (1, 0)
    assert f"LỖI       Cổng {port}" in strange.stdout
    assert "đang chạy" in ours.stdout


def test_a_data_folder_that_is_a_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("not a folder", encoding="utf-8")

    said = hocvuso("doctor", cwd=tmp_path)

    assert said.returncode == 1
    assert "LỖI       Thư mục dữ liệu" in said.stdout
    assert "HOCVUSO_DATA_DIR" in said.stdout
    assert "Traceback" not in said.stderr


def test_a_damaged_database_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "hocvuso.db").write_bytes(b"not a database at all " * 500)

    said = hocvuso("doctor", cwd=tmp_path)

    assert said.returncode == 1
    assert "LỖI       Cơ sở dữ liệu: không mở được" in said.stdout


def test_a_database_of_a_newer_program_is_an_error(tmp_path: Path) -> None:
    asyncio.run(migrate(default_url(tmp_path / "data")))
    with closing(sqlite3.connect(tmp_path / "data" / "hocvuso.db")) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")

    said = hocvuso("doctor", cwd=tmp_path)

    assert said.returncode == 1
    assert "phiên bản mới hơn tạo ra (9999)" in said.stdout


def test_an_unreachable_postgresql_is_an_error_without_its_password(tmp_path: Path) -> None:
    url = f"postgresql://u:hoa-sen-7@127.0.0.1:{free_port()}/x"

    said = hocvuso("doctor", cwd=tmp_path, HOCVUSO_DATABASE_URL=url)

    assert said.returncode == 1
    assert "LỖI       Cơ sở dữ liệu: không mở được" in said.stdout
    assert "hoa-sen-7" not in said.stdout + said.stderr


def test_a_pack_that_misquotes_its_plan_is_an_error(tmp_path: Path) -> None:
    home = tmp_path / "data" / "packs" / "binh-long"
    shutil.copytree(ROOT / "knowledge" / "packs" / "binh-long", home / "9")
    (home / "active").write_text("9\n", encoding="utf-8")
    plan = home / "9" / "plan.txt"
    plan.write_text(plan.read_text(encoding="utf-8").replace("13 giờ 30", "15 giờ 45"), encoding="utf-8")

    said = hocvuso("doctor", cwd=tmp_path)

    assert said.returncode == 1
    assert "LỖI       Gói binh-long" in said.stdout
    assert "hocvuso pack check" in said.stdout

"""`hocvuso guide`, through the real program."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from running import environment, hocvuso


def test_list_names_all_fourteen_with_title_ways_and_steps(tmp_path: Path) -> None:
    done = hocvuso("guide", "list", cwd=tmp_path)

    lines = done.stdout.splitlines()
    assert done.returncode == 0
    assert len(lines) == 14
    assert lines[0].startswith("digital-signature: Đăng ký và dùng chữ ký số")
    assert "5 cách" not in lines[0]
    assert "4 cách" in lines[0]


def test_show_prints_what_citizens_read_and_no_unconfirmed_hotline(tmp_path: Path) -> None:
    done = hocvuso("guide", "show", "dvc-submit", cwd=tmp_path)

    assert done.returncode == 0
    assert "Nộp hồ sơ trên mạng thế nào?" in done.stdout
    assert "dichvucong.gov.vn" in done.stdout
    assert "1800 1096" not in done.stdout


def test_show_values_lists_what_waits_for_confirmation_with_its_key(tmp_path: Path) -> None:
    done = hocvuso("guide", "show", "dvc-submit", "--values", cwd=tmp_path)

    (line,) = [line for line in done.stdout.splitlines() if "1800 1096" in line]
    assert line.startswith("dvc-submit.portal-hotline: ")
    assert "KHÔNG cho bà con xem" in line


def test_an_unknown_guide_is_refused_with_those_there_are(tmp_path: Path) -> None:
    done = hocvuso("guide", "show", "ho-chieu", cwd=tmp_path)

    assert done.returncode == 1
    assert "ho-chieu" in done.stderr
    assert "vneid-level2" in done.stderr
    assert "Traceback" not in done.stderr


def test_check_passes_and_names_no_review_before_one_is_due(tmp_path: Path) -> None:
    done = hocvuso("guide", "check", "--now", "2026-11-21", cwd=tmp_path)

    assert done.returncode == 0
    assert "14 hướng dẫn đạt" in done.stdout
    assert "CẦN XEM LẠI" not in done.stdout


def test_check_names_overdue_reviews_on_the_local_day(tmp_path: Path) -> None:
    done = hocvuso("guide", "check", "--now", "2027-12-01", cwd=tmp_path)

    assert done.returncode == 0
    assert done.stdout.count("CẦN XEM LẠI") == 14
    assert "vneid-level2" in done.stdout


@pytest.mark.parametrize("arguments", [["list"], ["show", "vssid"], ["check"]])
def test_it_imports_neither_aiogram_nor_sqlalchemy(arguments: list[str], tmp_path: Path) -> None:
    code = (
        "import sys\nfrom bot.__main__ import main\n"
        f"status = main(['guide', *{arguments!r}])\n"
        "heavy = {'aiogram', 'sqlalchemy', 'fastapi', 'telegram', 'aiohttp'} & sys.modules.keys()\n"
        "sys.exit(f'heavy: {heavy}' if heavy else status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment(), capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr

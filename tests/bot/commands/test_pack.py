"""`hocvuso pack` as a reviewer types it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from small_pack import changed, write

from bot.__main__ import main


@pytest.fixture(autouse=True)
def _own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOCVUSO_DATA_DIR", str(tmp_path / "data"))


def test_list_names_every_locality(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pack", "list"]) == 0
    assert "dai-phuoc: xã Đại Phước, tỉnh Đồng Nai; phiên bản 1 (kèm chương trình)" in capsys.readouterr().out


def test_show_gives_every_value_with_its_clause(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pack", "show", str(write(tmp_path / "small"))]) == 0
    page = capsys.readouterr().out
    assert "Địa điểm: Hội trường UBND xã  [II.2]" in page
    assert "Việc: Triệu tập 40 đoàn viên trước ngày 08/10/2025.  [III.2 gạch 1]" in page
    assert "Ngày ký: 2025-10-04  [header đoạn 1] “ngày 04 tháng 10 năm 2025”" in page


def test_show_as_yaml_is_a_draft(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pack", "show", str(write(tmp_path / "small")), "--format", "yaml"]) == 0
    draft = yaml.safe_load(capsys.readouterr().out)
    assert [task["clause"] for task in draft["tasks"]] == ["III.1 gạch 1", "III.2 gạch 1"]


def test_show_of_an_unknown_locality_lists_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pack", "show", "ha-noi"]) == 1
    assert "dai-phuoc" in capsys.readouterr().err


def test_check_of_a_sound_pack_ends_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pack", "check", str(write(tmp_path / "small") / "pack.yaml")]) == 0
    assert capsys.readouterr().out == "tan-an: 2 nhiệm vụ, 0 lỗi, 0 điểm cần xem lại\n"


def test_check_lists_errors_by_field_and_ends_with_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write(tmp_path / "bad", changed("activities.0.venue.value", "Sân vận động"))
    assert main(["pack", "check", str(folder)]) == 1
    out = capsys.readouterr().out
    assert "Lỗi phải sửa:" in out
    assert "activities.0 (launch).venue.value: “Sân vận động” không có nguyên văn trong mục II.2" in out


def test_findings_alone_do_not_fail_the_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write(tmp_path / "slip", changed("tasks.0.lead", []))
    assert main(["pack", "check", str(folder)]) == 0
    assert "Điểm cần xem lại trong chính kế hoạch:" in capsys.readouterr().out


def test_check_without_a_name_checks_all_shipped_packs(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pack", "check"]) == 0
    assert capsys.readouterr().out.count(" 0 lỗi,") == 5


def test_a_malformed_pack_names_file_and_field(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write(tmp_path / "bad", changed("version", "một"))
    assert main(["pack", "check", str(folder)]) == 1
    error = capsys.readouterr().err
    assert "pack.yaml, dòng 1, trường version: “một” không phải một số nguyên" in error


def test_diff_lists_changed_values(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = write(tmp_path / "one")
    two = write(tmp_path / "two", changed("activities.0.venue.value", "Hội trường"))
    assert main(["pack", "diff", str(one), str(two)]) == 0
    out = capsys.readouterr().out
    assert "“Hội trường UBND xã” [II.2] → “Hội trường” [II.2]" in out
    assert "Có 1 giá trị khác nhau." in out


def test_load_tells_what_changes_and_puts_the_version_in_force(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["pack", "load", str(write(tmp_path / "one"))]) == 0
    second = changed("version", 2)
    second["activities"][0]["venue"]["value"] = "Hội trường"
    assert main(["pack", "load", str(write(tmp_path / "two", second))]) == 0
    out = capsys.readouterr().out
    assert "So với phiên bản 1 đang dùng trước đó:" in out
    assert "→ “Hội trường” [II.2]" in out
    assert main(["pack", "list"]) == 0
    assert "tan-an: xã Tân An, tỉnh Đồng Nai; phiên bản 2 (đã nạp)" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["pack.yaml", "plan.txt", ""])
def test_load_takes_the_folder_or_a_file_in_it(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    folder = write(tmp_path / "one")
    assert main(["pack", "load", str(folder / name)]) == 0
    assert "Đã nạp tan-an, phiên bản 1" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["nope", "ghi-chu.txt", "nope/pack.yaml"])
def test_load_of_what_is_no_pack_says_what_to_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    (tmp_path / "ghi-chu.txt").write_text("Gói mới", encoding="utf-8")
    assert main(["pack", "load", str(tmp_path / name)]) == 1
    assert "Hãy chỉ thư mục có plan.txt và pack.yaml, hoặc tệp pack.yaml trong đó" in capsys.readouterr().err


def test_load_of_a_pack_with_errors_lists_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pack", "load", str(write(tmp_path / "bad", changed("tasks.0.lead", ["army"])))]) == 1
    error = capsys.readouterr().err
    assert "“army”" in error
    assert "Chưa nạp" in error


def test_coverage_lists_each_fact_with_questions_and_its_answer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["pack", "coverage", str(write(tmp_path / "small"))]) == 0
    out = capsys.readouterr().out
    assert "launch.venue: Lễ phát động ở đâu?\n  hỏi: " in out
    assert "\n  đáp: Lễ phát động tổ chức tại Hội trường UBND xã" in out
    assert "câu hỏi tới đúng dữ kiện" in out.splitlines()[-1]


def test_coverage_missed_lists_the_questions_that_got_something_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["pack", "coverage", str(write(tmp_path / "small")), "--missed"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert all(line.startswith("  đáp: (") for line in lines if line.startswith("  đáp: "))
    assert lines[-1].startswith("Tới được ")


def test_coverage_of_an_unknown_locality_lists_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pack", "coverage", "ha-noi"]) == 1
    assert "dai-phuoc" in capsys.readouterr().err


def test_the_commands_need_neither_aiogram_nor_a_database(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom bot.__main__ import main\nfolder = sys.argv[1]\n"
        "for words in ('list', f'show {folder}', f'show {folder} --format yaml', 'check', f'coverage {folder}',\n"
        "              f'diff {folder} {folder}'):\n"
        "    assert main(['pack', *words.split()]) == 0\n"
        "heavy = {'aiogram', 'sqlalchemy', 'telegram', 'fastapi'} & set(sys.modules)\n"
        "sys.exit(f'imported {heavy}' if heavy else 0)\n"
    )
    folder = str(write(tmp_path / "small"))
    done = subprocess.run([sys.executable, "-c", code, folder], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_mistyped_command_is_explained_in_vietnamese(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["pack", "chek"])
    assert stopped.value.code == 2
    assert "không có lựa chọn 'chek'" in capsys.readouterr().err

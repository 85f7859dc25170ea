"""A data folder that cannot be made: the person reads which setting to change."""

from __future__ import annotations

from pathlib import Path

import pytest
from running import free_port, hocvuso
from small_pack import write

from bot.data_folder import make_ready
from bot.settings import SettingsError

COMMANDS = {
    "run": ["run", "--port", str(free_port())],
    "chat": ["chat", "--locality", "binh-long"],
    "restore": ["restore", "sao-luu.tar.gz"],
    "pack load": ["pack", "load", "new"],
}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_data_folder_that_cannot_be_made_names_the_setting(tmp_path: Path, name: str) -> None:
    write(tmp_path / "new")

    said = hocvuso(*COMMANDS[name], cwd=tmp_path, HOCVUSO_DATA_DIR="/proc/x")

    assert said.returncode == 1
    assert "HOCVUSO_DATA_DIR" in said.stderr
    assert "/proc/x" in said.stderr
    assert "Hãy đổi" in said.stderr
    assert "Traceback" not in said.stderr
    assert "No such file" not in said.stderr


def test_a_file_in_its_place_is_told_apart(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("not a folder", encoding="utf-8")
    with pytest.raises(SettingsError, match="đó là một tệp, không phải thư mục"):
        make_ready(tmp_path / "data")


def test_a_missing_folder_is_made_for_its_owner_only(tmp_path: Path) -> None:
    make_ready(tmp_path / "new")
    assert (tmp_path / "new").stat().st_mode & 0o077 == 0

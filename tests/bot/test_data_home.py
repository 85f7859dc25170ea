"""The quick way to the data directory agrees with the settings, wherever the value stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.data_home import VARIABLE, data_home
from bot.settings import read_settings


@pytest.mark.parametrize(("environment", "env_file"), [("", ""), ("nơi khác", ""), ("", "trong tệp"), ("một", "hai")])
def test_the_data_directory_is_found_where_the_settings_find_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, environment: str, env_file: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(VARIABLE, environment)
    if env_file:
        Path(".env").write_text(f"{VARIABLE}={env_file}\n", encoding="utf-8")

    assert data_home() == read_settings().data_dir

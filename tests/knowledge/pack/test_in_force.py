"""What is spoilt after `pack load` never answers anybody."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from running import free_port, hocvuso

from bot.localities import load_packs
from bot.settings import Settings
from knowledge.pack.in_force import load_checked
from knowledge.pack.installing import install_pack
from knowledge.pack.loading import SHIPPED, PackError

LAUNCH = "2025-10-09T13:30:00+07:00"
SPOILT = {
    "a day that is none": ("2025-10-99", "không phải ngày hợp lệ"),
    "an hour that is none": ("2025-10-09T25:30:00+07:00", "không phải ngày hợp lệ"),
    "a moment without an offset": ("2025-10-10T13:30", "không phải ngày hợp lệ"),
    "another day than the plan's": ("2025-10-10T13:30:00+07:00", "không khớp với lời kế hoạch"),
}


def spoilt(tmp_path: Path, start: str) -> Path:
    """A data folder with Bình Long's pack as version 2, its launch edited by hand after it was loaded."""
    source = tmp_path / "new"
    shutil.copytree(SHIPPED / "binh-long", source)
    text = (source / "pack.yaml").read_text(encoding="utf-8").replace("version: 1", "version: 2", 1)
    (source / "pack.yaml").write_text(text, encoding="utf-8")
    loaded = install_pack(source, tmp_path / "data").folder / "pack.yaml"
    assert LAUNCH in text
    loaded.write_text(text.replace(LAUNCH, start), encoding="utf-8")
    return tmp_path / "data"


@pytest.mark.parametrize("name", SPOILT)
def test_a_loaded_pack_with_a_wrong_launch_stops_the_start_by_file_line_and_field(tmp_path: Path, name: str) -> None:
    start, words = SPOILT[name]
    data_dir = spoilt(tmp_path, start)

    for load in (
        lambda: load_packs(Settings(_env_file=None, data_dir=data_dir)),  # type: ignore[call-arg]
        lambda: load_checked("binh-long", data_dir, trust_shipped=True),
    ):
        with pytest.raises(PackError) as refused:
            load()
        said = str(refused.value)
        assert str(data_dir / "packs" / "binh-long" / "2" / "pack.yaml") in said
        assert "dòng " in said
        assert "trường activities.0.when.start" in said, said
        assert start in said
        assert words in said
        assert "Hãy" in said


@pytest.mark.parametrize("command", ["run", "ask"])
def test_run_and_ask_say_what_to_mend_instead_of_a_traceback(tmp_path: Path, command: str) -> None:
    data_dir = spoilt(tmp_path, "2025-10-99")
    arguments = {
        "run": ["run", "--port", str(free_port())],
        "ask": ["ask", "--locality", "binh-long", "Lễ ngày nào?"],
    }[command]

    said = hocvuso(*arguments, cwd=tmp_path, HOCVUSO_DATA_DIR=str(data_dir))

    assert said.returncode == 1
    assert "“2025-10-99” không phải ngày hợp lệ" in said.stderr
    assert "Traceback" not in said.stderr


def test_the_other_localities_are_not_blamed(tmp_path: Path) -> None:
    data_dir = spoilt(tmp_path, "2025-10-99")
    assert load_checked("dai-phuoc", data_dir).slug == "dai-phuoc"

"""In CI a skipped test fails the run (`tests/plugins/no_skips.py`)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from running import ROOT, environment

PASSES = "def test_passes():\n    assert True\n"
SKIPS = "import pytest\n\ndef test_needs_a_browser():\n    pytest.skip('no browser')\n"
SKIPS_WHOLE_FILE = "import pytest\n\npytest.skip('no database', allow_module_level=True)\n"
EXPECTED_TO_FAIL = "import pytest\n\n@pytest.mark.xfail\ndef test_known():\n    assert False\n"


def run_pytest(folder: Path, *files: str, plugin: bool) -> subprocess.CompletedProcess[str]:
    for number, text in enumerate(files):
        (folder / f"test_{number}.py").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *(["-p", "plugins.no_skips"] * plugin)]
    settings = {**environment(), "PYTHONPATH": str(ROOT / "tests")}
    return subprocess.run(command, cwd=folder, env=settings, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize("skipping", [SKIPS, SKIPS_WHOLE_FILE], ids=["a test", "a file"])
def test_a_skip_fails_the_run_and_is_named(tmp_path: Path, skipping: str) -> None:
    done = run_pytest(tmp_path, PASSES, skipping, plugin=True)

    assert done.returncode == 1
    assert "SKIPPED test_1.py" in done.stdout


def test_without_the_plugin_a_skip_is_no_failure(tmp_path: Path) -> None:
    assert run_pytest(tmp_path, PASSES, SKIPS, plugin=False).returncode == 0


def test_a_run_without_skips_stays_green(tmp_path: Path) -> None:
    assert run_pytest(tmp_path, PASSES, EXPECTED_TO_FAIL, plugin=True).returncode == 0

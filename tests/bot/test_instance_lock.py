"""One run per data directory; the lock ends with its process, however that ends."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from running import environment

from bot import instance_lock
from bot.instance_lock import AlreadyRunningError

HOLD = """
import sys, time
from pathlib import Path
from bot import instance_lock
with instance_lock.hold(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def holder(data_dir: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(data_dir)], stdout=subprocess.PIPE, text=True, env=environment()
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_holder_is_told_who_holds_it(tmp_path: Path) -> None:
    with holder(tmp_path) as other:
        try:
            assert instance_lock.is_held(tmp_path)
            with pytest.raises(AlreadyRunningError) as refused, instance_lock.hold(tmp_path):
                pass
            assert refused.value.pid == other.pid
        finally:
            other.kill()


def test_a_killed_holder_leaves_no_lock_behind(tmp_path: Path) -> None:
    with holder(tmp_path) as other:
        other.kill()

    assert not instance_lock.is_held(tmp_path)
    with instance_lock.hold(tmp_path):
        assert instance_lock.is_held(tmp_path)


def test_nobody_holds_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    assert not instance_lock.is_held(tmp_path / "data")

"""Kill -9 of a real process: what was acknowledged is answered after the restart, and answered once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(__file__).with_name("crash_program.py")
REPLY = "Dạ: Lễ mấy giờ?"


def start(url: str, mode: str) -> subprocess.Popen[str]:
    path = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    return subprocess.Popen(
        [sys.executable, str(PROGRAM), url, mode],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"},
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def kill(process: subprocess.Popen[str]) -> list[str]:
    """Kill -9; what it had printed and nobody has read."""
    process.send_signal(signal.SIGKILL)
    assert process.stdout is not None
    rest = process.stdout.read()
    process.stdout.close()
    assert process.wait(10) == -signal.SIGKILL
    return rest.splitlines()


def run(url: str, mode: str) -> list[str]:
    output, _ = (process := start(url, mode)).communicate(timeout=60)
    assert process.returncode == 0
    return output.splitlines()


def test_killed_between_commit_and_reply_the_reply_arrives_once_after_the_restart(empty_url: str) -> None:
    process = start(empty_url, "hang")
    assert process.stdout is not None
    seen = []
    while not ({f"sending {REPLY}", "received Lễ mấy giờ?"} <= set(seen)):
        seen.append(process.stdout.readline().rstrip("\n"))
    kill(process)

    assert f"sent {REPLY}" not in seen
    restarted = run(empty_url, "once")  # the platform repeats the event, too
    assert [line for line in restarted if REPLY in line] == [f"sending {REPLY}", f"again {REPLY}"]
    assert run(empty_url, "once") == ["left over 0", "received Lễ mấy giờ?", "ready"]


def test_killed_three_times_under_load_nothing_acknowledged_is_lost(empty_url: str) -> None:
    printed = []
    for seconds in (0.3, 0.7, 1.1):
        process = start(empty_url, "much")
        assert process.stdout is not None
        while not printed or not printed[-1].startswith("received"):
            printed.append(process.stdout.readline().rstrip("\n"))
        time.sleep(seconds)
        printed += kill(process)
        printed.append("killed")
    printed += run(empty_url, "rest")

    received = {line.removeprefix("received ") for line in printed if line.startswith("received ")}
    sent = Counter(line.removeprefix("sent Dạ: ") for line in printed if line.startswith("sent "))
    again = {line.removeprefix("again Dạ: ") for line in printed if line.startswith("again ")}
    assert len(received) > 100
    assert received - set(sent) - again == set()
    assert max(sent.values()) == 1
    assert len(again) < len(received) / 2

"""Starting the real program in tests, away from the developer's own `.env` and `data/`."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def environment(**settings: str) -> dict[str, str]:
    """The environment of a first run: no setting but those given."""
    plain = {key: value for key, value in os.environ.items() if not key.startswith("HOCVUSO_")}
    return {**plain, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", **settings}


def hocvuso(*arguments: str | Path, cwd: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end in the folder ``cwd``; its data lie in ``cwd/data`` unless a setting says otherwise."""
    command = [sys.executable, "-m", "bot", *map(str, arguments)]
    return subprocess.run(
        command, cwd=cwd, env=environment(**settings), capture_output=True, text=True, timeout=60, check=False
    )


class Running:
    """A `hocvuso run` that is ready. ``said`` is all it printed until then, ``url`` where it listens."""

    def __init__(self, process: subprocess.Popen[str], said: str, log: Path) -> None:
        self.process, self.said, self.log = process, said, log
        self.url = re.findall(r"http://127\.0\.0\.1:\d+", said)[0]

    def stop(self, number: signal.Signals = signal.SIGTERM) -> tuple[int, float, str]:
        """Send the signal; returns the exit status, the seconds it took, and what was printed at last."""
        began = time.monotonic()
        self.process.send_signal(number)
        rest, _ = self.process.communicate(timeout=30)
        return self.process.returncode, time.monotonic() - began, rest


@contextmanager
def running(*arguments: str, cwd: Path, **settings: str) -> Iterator[Running]:
    """A ready `hocvuso run` on a free port, in the folder ``cwd``; killed at the end unless it was stopped."""
    log = cwd / "log.txt"
    with log.open("w") as stderr:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "run", "--port", str(free_port()), *arguments],
            cwd=cwd,
            env=environment(**settings),
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
        )
    try:
        yield Running(process, _until_ready(process, log), log)
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def _until_ready(process: subprocess.Popen[str], log: Path) -> str:
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if line.startswith("Sẵn sàng"):
            return said
    raise AssertionError(f"hocvuso run ended before it was ready:\n{said}\n{log.read_text()}")


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

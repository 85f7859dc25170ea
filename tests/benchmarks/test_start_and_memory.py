"""How long a start takes and how much memory a run with five packs holds, as program and kernel count.

    make bench

The bars of the design are 6 s and 300 MB. A start on a busy machine is judged by processor time against a baseline
measured in the same run: importing the frameworks alone (aiogram, FastAPI, SQLAlchemy, python-telegram-bot).
"""

from __future__ import annotations

import os
import re
import resource
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
TIMES_THE_IMPORTS = 2.5
RSS_MB_AT_MOST = 300.0
IMPORTS = "import aiogram, fastapi, sqlalchemy.ext.asyncio, telegram.ext"


def processor_s(command: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, cwd=ROOT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def test_a_start_costs_little_more_than_its_frameworks_and_memory_stays_small(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    imports_s = min(processor_s([sys.executable, "-c", IMPORTS]) for _ in range(2))
    environment = os.environ | {"HOCVUSO_DATA_DIR": str(tmp_path / "data"), "HOCVUSO_PORT": str(free_port())}
    command = [sys.executable, "-m", "bot", "run"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment, cwd=ROOT) as program:
        assert program.stdout is not None
        said = ""
        for line in program.stdout:
            said += line
            if "Sẵn sàng" in line:
                break
        status = Path(f"/proc/{program.pid}/status").read_text(encoding="ascii")
        program.send_signal(signal.SIGTERM)
        program.wait(timeout=15)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)

    ready = re.search(r"Sẵn sàng sau ([\d.]+) giây", said)
    assert ready is not None, said
    rss = re.search(r"VmRSS:\s+(\d+) kB", status)
    assert rss is not None
    started_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    rss_mb = int(rss[1]) / 1024
    figures = {"ready_s": float(ready[1]), "processor_s": started_s, "imports_s": imports_s, "rss_mb": rss_mb}
    record_property("figures", figures)
    print(f"\n{ {name: round(value, 2) for name, value in figures.items()} }")
    assert started_s <= imports_s * TIMES_THE_IMPORTS
    assert rss_mb <= RSS_MB_AT_MOST

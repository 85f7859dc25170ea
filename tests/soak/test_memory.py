"""Ten minutes of questions by webhook: memory after them is what it was after the first two (MINUTES=3 does fewer)."""

from __future__ import annotations

import os
import sys
import time
from contextlib import ExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "benchmarks"))

from test_webhook_throughput import Side

MINUTES = float(os.environ.get("MINUTES", "10"))
WARM_SHARE = 0.2
GROWTH_AT_MOST = 1.10


def rss_mb(side: Side) -> float:
    status = Path(f"/proc/{side.pid}/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1024


def test_memory_is_flat_over_a_long_run(tmp_path: Path) -> None:
    with ExitStack() as stack:
        ours = Side(stack, "ours", tmp_path / "data")
        began, updates, warm = time.monotonic(), 0, 0.0
        while (passed := time.monotonic() - began) < MINUTES * 60:
            ours.load(2000)
            updates += 2000
            if not warm and passed > MINUTES * 60 * WARM_SHARE:
                warm = rss_mb(ours)
        end = rss_mb(ours)
    print(f"\n{updates} questions in {MINUTES:g} minutes: {warm:.0f} MB after a fifth, {end:.0f} MB at the end")
    assert end <= warm * GROWTH_AT_MOST

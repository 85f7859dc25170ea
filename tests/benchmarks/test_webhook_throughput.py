"""A question by webhook, answered and recorded, against an aiogram echo bot that records nothing, in the same run.

    make bench

Baseline: aiogram on aiohttp's SimpleRequestHandler (handle_in_background=False), reply by HTTP call, the same garbage
collection, the same 32 connections and 500 people, the same stand-in for Telegram. Pacing is off on our side. The bar
is a ratio; the sides take turns, and the median of the rounds counts.
"""

from __future__ import annotations

import json
import os
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

HERE = Path(__file__).resolve().parent / "webhook"
ROOT = HERE.parent.parent.parent
RATIO_AT_LEAST = 0.25
CONNECTIONS, WARM_UP, UPDATES = 32, 1000, 3000
ROUNDS = int(os.environ.get("HOCVUSO_BENCH_ROUNDS", "3"))


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def running(name: str, *arguments: object) -> Iterator[tuple[list[str], int]]:
    """What a program says when it is ready, and its process id."""
    command = [sys.executable, str(HERE / f"{name}.py"), *map(str, arguments)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment, cwd=ROOT) as program:
        assert program.stdout is not None
        try:
            line = program.stdout.readline().split()
            while line and line[0] != "ready":
                line = program.stdout.readline().split()
            assert line, f"{name} did not start"
            yield line[1:], program.pid
        finally:
            program.kill()


def load(port: int, path: str, secret: str, updates: int, first: int) -> dict[str, float]:
    command = [
        sys.executable,
        str(HERE / "load.py"),
        str(port),
        path,
        secret,
        str(updates),
        str(CONNECTIONS),
        str(first),
    ]
    found: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return found


def sent(sink: int) -> int:
    with urllib.request.urlopen(f"http://127.0.0.1:{sink}/count") as answer:
        return int(answer.read())


class Side:
    """One program with its own stand-in for Telegram; ``first`` numbers the updates it gets."""

    def __init__(self, stack: ExitStack, name: str, *more: object) -> None:
        self._port, self._sink, self._given = free_port(), free_port(), 0
        stack.enter_context(running("sink", self._sink))
        (self._path, self._secret), self.pid = stack.enter_context(running(name, self._port, self._sink, *more))
        self.rounds: list[dict[str, float]] = []

    def load(self, updates: int) -> dict[str, float]:
        found = load(self._port, self._path, self._secret, updates, self._given + 1)
        self._given += updates
        return found

    def has_answered_all(self) -> bool:
        """A newcomer gets a welcome besides the answer, so there may be more messages than updates."""
        deadline = time.monotonic() + 20
        while sent(self._sink) < self._given and time.monotonic() < deadline:
            time.sleep(0.1)
        return sent(self._sink) >= self._given


def middle(rounds: list[dict[str, float]], what: str) -> float:
    return statistics.median(one[what] for one in rounds)


def test_a_recorded_answer_costs_at_most_four_echoes(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    with ExitStack() as stack:
        sides = Side(stack, "echo"), Side(stack, "ours", tmp_path / "data")
        for side in sides:
            side.load(WARM_UP)
        for _ in range(ROUNDS):
            for side in sides:
                side.rounds.append(side.load(UPDATES))
        assert all(side.has_answered_all() for side in sides)
    echo, ours = (side.rounds for side in sides)
    ratio = statistics.median(b["per_s"] / a["per_s"] for a, b in zip(echo, ours, strict=True))
    for name, rounds in (("echo", echo), ("hocvuso", ours)):
        figures = {what: round(middle(rounds, what), 1) for what in ("per_s", "p50_ms", "p99_ms")}
        record_property(name, figures)
        print(f"\n{name}: {figures}", end="")
    print(f"\nratio {ratio:.2f} (bar {RATIO_AT_LEAST})")
    assert ratio >= RATIO_AT_LEAST

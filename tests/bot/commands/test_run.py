"""`hocvuso run`, as the real program: what it prints, how it refuses to start, how it stops."""

from __future__ import annotations

import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from running import ROOT, Running, environment, free_port, hocvuso, running

BINH_LONG = ROOT / "knowledge" / "packs" / "binh-long"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running("--now", "2025-10-01T08:00", cwd=tmp_path_factory.mktemp("run")) as started:
        yield started


@contextmanager
def visit(assistant: Running) -> Iterator[httpx.Client]:
    """A visitor of Bình Long with a session."""
    with httpx.Client(base_url=assistant.url, headers={"Origin": assistant.url}, timeout=10) as client:
        assert client.post("/api/binh-long/session").status_code == 200
        yield client


def test_it_says_where_it_is_and_what_is_on_and_off(assistant: Running) -> None:
    assert re.search(r"Mở trên máy này: +http://127\.0\.0\.1:\d+/", assistant.said)
    assert "BẬT  Trò chuyện trên web: 5 địa phương" in assistant.said
    assert "TẮT  Telegram" in assistant.said
    assert "08:00 ngày 01/10/2025" in assistant.said
    assert httpx.get(f"{assistant.url}/healthz").json()["status"] == "ok"


def test_it_answers_a_question_by_the_clock_it_was_given(assistant: Running) -> None:
    with visit(assistant) as lan:
        posted = lan.post("/api/binh-long/messages", json={"id": "a1", "text": "Lễ phát động lúc mấy giờ?"})
        messages = lan.post("/api/binh-long/session").json()["messages"]

    assert posted.status_code == 200
    assert any(message["from"] == "bot" and "13 giờ 30" in message["text"] for message in messages)
    assert messages[0]["at"].startswith("2025-10-01T08:")


def test_the_log_holds_what_happened_and_no_word_of_it(assistant: Running) -> None:
    with visit(assistant) as lan:
        lan.post("/api/binh-long/messages", json={"id": "b1", "text": "số em là 0912 345 678, cửa hàng cháo lòng"})
        cookie = lan.cookies["hv_visitor"]

    log = assistant.log.read_text(encoding="utf-8")
    assert re.search(r"info bot\.updates update channel=web account=\d+ address=\d+ outcome=\w+ ms=[\d.]+\n", log)
    assert not any(word in log for word in ("0912", "345 678", "cháo", cookie))


def test_a_second_run_on_the_same_data_is_refused(assistant: Running) -> None:
    folder = assistant.log.parent

    refused = hocvuso("run", "--port", str(free_port()), cwd=folder)

    assert refused.returncode == 1
    assert f"tiến trình số {assistant.process.pid}" in refused.stderr


def test_a_busy_port_is_named_with_another_to_try(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        refused = hocvuso("run", "--port", str(port), cwd=tmp_path)

    assert refused.returncode == 1
    assert f"cổng {port} đang có chương trình khác dùng" in refused.stderr
    assert "--port" in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("HOCVUSO_PORT", "nghìn"),
        ("HOCVUSO_LOCALITIES", "binh-long,ha-noi"),
        ("HOCVUSO_DATABASE_URL", "mysql://x/y"),
        ("HOCVUSO_HOST", "192.0.2.200"),
    ],
)
def test_a_wrong_setting_stops_the_start_and_is_named(tmp_path: Path, setting: str, value: str) -> None:
    if setting != "HOCVUSO_PORT":
        (tmp_path / ".env").write_text(f"HOCVUSO_PORT={free_port()}\n", encoding="utf-8")

    refused = hocvuso("run", cwd=tmp_path, **{setting: value})

    assert refused.returncode == 1
    assert setting in refused.stderr
    assert "Hãy" in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize(
    ("spoil", "named"),
    [
        (lambda text: text.replace("version: ", "version: [", 1), ["pack.yaml", "dòng"]),
        (lambda text: re.sub(r"(?m)^version: .*$", "version: nhiều", text, count=1), ["pack.yaml", "version"]),
    ],
    ids=["torn YAML", "wrong value"],
)
def test_a_malformed_pack_stops_the_start_and_is_named(tmp_path: Path, spoil: object, named: list[str]) -> None:
    home = tmp_path / "data" / "packs" / "binh-long"
    shutil.copytree(BINH_LONG, home / "9")
    (home / "active").write_text("9\n", encoding="utf-8")
    pack = home / "9" / "pack.yaml"
    pack.write_text(spoil(pack.read_text(encoding="utf-8")), encoding="utf-8")  # type: ignore[operator]

    refused = hocvuso("run", "--port", str(free_port()), cwd=tmp_path)

    assert refused.returncode == 1
    assert all(word in refused.stderr for word in [*named, "Hãy"]), refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_within_five_seconds_while_a_page_is_open(tmp_path: Path, number: signal.Signals) -> None:
    with (
        running(cwd=tmp_path, HOCVUSO_LOCALITIES="binh-long") as assistant,
        visit(assistant) as lan,
        lan.stream("GET", "/api/binh-long/stream") as page,
    ):
        assert page.status_code == 200

        status, took_s, said = assistant.stop(number)

    assert status == 0
    assert took_s < 5
    assert "Đã dừng" in said
    assert not (tmp_path / "data" / "hocvuso.db-wal").exists(), "the database was closed, not dropped"


def test_on_the_local_network_it_prints_a_qr_code_or_says_why_not(tmp_path: Path) -> None:
    with running("--lan", cwd=tmp_path, HOCVUSO_LOCALITIES="kinh-mon") as assistant:
        said = assistant.said

    assert ("█" in said and re.search(r"Trên điện thoại: +http://", said)) or "chưa nối mạng nội bộ" in said
    assert "1 địa phương" in said


def test_ctrl_c_while_it_starts_leaves_no_traceback(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "run", "--port", str(free_port())],
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    while not process.stdout.readline().startswith("Đọc gói"):
        pass
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=30)

    assert process.returncode == 0
    assert "Traceback" not in errors

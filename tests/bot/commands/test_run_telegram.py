"""`hocvuso run` with Telegram, as the real program: what it prints about each bot, how it stops, what doctor says."""

from __future__ import annotations

import re
import signal
from pathlib import Path

import pytest
from emulator_process import Emulator, emulator
from running import free_port, hocvuso, running

UNKNOWN = "123456789:AAabcdefghijklmnopqrstuvwxyz0123456"


@pytest.fixture
def telegram() -> object:
    with emulator() as server:
        yield server


def test_each_bot_has_its_line_and_a_wrong_one_leaves_the_rest_on(telegram: Emulator, tmp_path: Path) -> None:
    with running(
        cwd=tmp_path,
        HOCVUSO_TELEGRAM_TOKENS=f"binh-long={telegram.token},thien-tin={UNKNOWN}",
        HOCVUSO_TELEGRAM_API_BASE=telegram.url,
    ) as assistant:
        assert "BẬT  Trò chuyện trên web: 5 địa phương" in assistant.said
        assert re.search(r"BẬT  Telegram binh-long: @\w+, máy tự hỏi Telegram", assistant.said)
        assert "LỖI  Telegram thien-tin: Telegram không nhận mã của bot này" in assistant.said
        lan = telegram.person("Cô Lan")
        lan.writes("/start")
        assert "máy trả lời tự động" in lan.answers(1)[0]["text"]
        status, took_s, said = assistant.stop()

    assert (status, "Đã dừng" in said) == (0, True)
    assert took_s < 5
    everything = assistant.said + said + assistant.log.read_text()
    assert "kind=refused" in everything
    for token in (telegram.token, UNKNOWN):
        assert token.partition(":")[2] not in everything


def test_when_telegram_is_down_the_web_runs_and_it_stops_in_time(tmp_path: Path) -> None:
    with running(
        cwd=tmp_path,
        HOCVUSO_LOCALITIES="binh-long",
        HOCVUSO_TELEGRAM_TOKENS=f"binh-long={UNKNOWN}",
        HOCVUSO_TELEGRAM_API_BASE=f"http://127.0.0.1:{free_port()}",
    ) as assistant:
        assert "BẬT  Trò chuyện trên web: 1 địa phương" in assistant.said
        assert "LỖI  Telegram binh-long: chưa nối được máy chủ Telegram" in assistant.said
        status, took_s, _ = assistant.stop(signal.SIGINT)

    assert status == 0
    assert took_s < 5


def test_a_bot_of_a_locality_that_is_not_served_stops_the_start(tmp_path: Path) -> None:
    said = hocvuso(
        "run",
        cwd=tmp_path,
        HOCVUSO_PORT=str(free_port()),
        HOCVUSO_LOCALITIES="binh-long",
        HOCVUSO_TELEGRAM_TOKENS=f"kinh-mon={UNKNOWN}",
    )

    assert said.returncode == 1
    assert "LỖI: HOCVUSO_TELEGRAM_TOKENS có bot của “kinh-mon”" in said.stderr


def test_doctor_looks_at_each_bot_and_does_not_call_it_an_error(telegram: Emulator, tmp_path: Path) -> None:
    said = hocvuso(
        "doctor",
        cwd=tmp_path,
        HOCVUSO_PORT=str(free_port()),
        HOCVUSO_TELEGRAM_TOKENS=f"binh-long={telegram.token},thien-tin={UNKNOWN}",
        HOCVUSO_TELEGRAM_API_BASE=telegram.url,
    )

    assert said.returncode == 0, said.stdout + said.stderr
    assert re.search(r"OK +Telegram binh-long: @\w+ trả lời", said.stdout)
    assert re.search(r"CẢNH BÁO +Telegram thien-tin: Telegram không nhận mã", said.stdout)
    assert UNKNOWN.partition(":")[2] not in said.stdout + said.stderr

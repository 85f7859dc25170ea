"""`hocvuso chat` as programs use it."""

from __future__ import annotations

import json
import subprocess
import sys

from running import environment, hocvuso


def talk(folder, lines: str, *more: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """A whole conversation of one person at Bình Long."""
    command = [sys.executable, "-m", "bot", "chat", "--locality", "binh-long", "--now", "2025-10-08T09:00", *more]
    return subprocess.run(
        command, cwd=folder, env=environment(**settings), input=lines, capture_output=True, text=True, timeout=60,
        check=False,
    )  # fmt: skip


def test_each_line_in_brings_one_json_line_out_and_nothing_else(tmp_path):
    done = talk(tmp_path, "lễ mấy giờ\n\n#99\n/photo khong-co.jpg\n", "--json", "--as", "lan")
    answers = [json.loads(line)["messages"] for line in done.stdout.splitlines()]
    assert [len(messages) for messages in answers] == [2, 0, 0, 0]
    assert "13 giờ 30" in answers[0][1]["text"]
    assert all(isinstance(label, str) for message in answers[0] for label in message["buttons"])
    assert "không có nút 99" in done.stderr
    assert "Không thấy tệp" in done.stderr
    assert done.returncode == 0


def test_two_people_of_one_locality_do_not_see_each_others_messages(tmp_path):
    talk(tmp_path, "lễ mấy giờ\n", "--json", "--as", "lan")
    minh = talk(tmp_path, "\nxin chào\n", "--json", "--as", "minh")
    first, second = (json.loads(line)["messages"] for line in minh.stdout.splitlines())
    assert first == []
    assert "máy trả lời tự động" in second[0]["text"]


def test_a_person_reads_numbered_buttons(tmp_path):
    done = talk(tmp_path, "/start\n")
    assert "#1  Lễ diễn ra khi nào, ở đâu?" in done.stdout


def test_an_unknown_locality_stops_the_start_and_says_which_there_are(tmp_path):
    done = hocvuso("chat", "--locality", "an-hoa", "--json", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout == ""
    assert "an-hoa" in done.stderr
    assert "binh-long" in done.stderr
    assert "HOCVUSO_LOCALITIES" not in done.stderr, "nobody has set it"


def test_a_secret_is_in_no_file(tmp_path):
    talk(tmp_path, "cccd của tui 079123456789\nmã OTP 482913\n", "--json")
    stored = b"".join(path.read_bytes() for path in (tmp_path / "data").rglob("*") if path.is_file())
    assert "đã xóa".encode() in stored
    assert b"079123456789" not in stored
    assert b"482913" not in stored

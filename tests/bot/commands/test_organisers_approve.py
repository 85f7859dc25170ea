"""`hocvuso organisers approve`, through the real program, where there is one organiser only."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

from running import environment, hocvuso

NOW = ("--now", "2025-10-08T09:00")
HERE = ("--locality", "binh-long", *NOW)


def talk(cwd: Path, who: str, *lines: str) -> list[str]:
    """What each line brings, as one text."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", "chat", *HERE, "--as", who, "--json"],
        cwd=cwd,
        env=environment(),
        input="\n".join([*lines, ""]),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    return ["\n".join(message["text"] for message in answer["messages"]) for answer in answers]


def test_with_one_organiser_the_command_line_agrees_and_citizens_read_it_at_once(tmp_path: Path) -> None:
    invited = hocvuso("organisers", "invite", *HERE, "--name", "Chị Hoa", cwd=tmp_path)
    code = re.findall(r"BL-\w{6}", invited.stdout)[0]
    *_, sent = talk(tmp_path, "hoa", code, "/sua", "#2", "14 giờ", "#1")
    key = re.findall(r"approve (\w+) --locality binh-long", sent)[0]
    assert "14 giờ 00" not in talk(tmp_path, "lan", "lễ mấy giờ")[0]

    refused = hocvuso("organisers", "approve", "0000", *HERE, cwd=tmp_path)
    assert refused.returncode == 1
    assert key in refused.stderr

    approved = hocvuso("organisers", "approve", key, *HERE, cwd=tmp_path)
    assert approved.returncode == 0
    assert "Có hiệu lực ngay" in approved.stdout
    assert "14 giờ 00 (chiều)" in talk(tmp_path, "lan", "lễ mấy giờ")[0]
    assert "người giữ máy chủ duyệt" in hocvuso("organisers", "audit", *HERE, cwd=tmp_path).stdout

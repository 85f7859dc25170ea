"""Fifty kills while five hundred people write; `KILLS=5 make soak` does fewer."""

from __future__ import annotations

import os
from pathlib import Path

from killing import kill_while_people_write


def test_killed_fifty_times_while_five_hundred_people_write_every_message_is_answered(tmp_path: Path) -> None:
    kills = int(os.environ.get("KILLS", "50"))
    report = kill_while_people_write(tmp_path, kills=kills, people=500, seed=95)

    print(f"\n{report}")
    assert report.lost == []
    assert report.handled_again == []
    assert report.most_often <= 2

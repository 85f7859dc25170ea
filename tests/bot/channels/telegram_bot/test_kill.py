"""Kill -9 of the real program while people write: nothing is lost, and hardly anything is said twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from killing import kill_while_people_write


@pytest.mark.timeout(240)
def test_killed_three_times_while_three_hundred_people_write_every_message_is_answered(tmp_path: Path) -> None:
    report = kill_while_people_write(tmp_path, kills=3, people=300, seed=20251009)

    assert report.written.total() > 100
    assert report.lost == []
    assert report.handled_again == []
    assert report.most_often <= 2
    assert len(report.repeated) <= 0.2 * report.replies.total(), str(report)

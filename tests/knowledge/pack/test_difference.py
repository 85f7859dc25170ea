"""Two versions of a pack are compared value by value."""

from __future__ import annotations

import copy

from small_pack import PACK, PLAN, changed, loaded

from knowledge.pack.difference import changes


def test_equal_packs_have_no_changes() -> None:
    assert changes(loaded(), loaded()) == []


def test_a_moved_venue_is_told_with_both_places_and_the_clause() -> None:
    plan = PLAN.replace("Địa điểm: Hội trường UBND xã.", "Địa điểm: Sân trường tiểu học.")
    (change,) = changes(loaded(), loaded(changed("activities.0.venue.value", "Sân trường tiểu học"), plan))
    assert change.sentence.startswith("Đổi")
    assert "“Hội trường UBND xã” [II.2] → “Sân trường tiểu học” [II.2]" in change.sentence


def test_a_dropped_task_is_told_and_nothing_else() -> None:
    data = copy.deepcopy(PACK)
    del data["tasks"][1]
    sentences = [change.sentence for change in changes(loaded(), loaded(data))]
    assert all(sentence.startswith("Bỏ") and "Triệu tập đoàn viên" in sentence for sentence in sentences)
    assert len(sentences) == 3  # the duty, who does it, its deadline


def test_a_new_unit_is_told() -> None:
    data = copy.deepcopy(PACK)
    data["units"].append({"key": "province", "name": "UBND tỉnh", "kind": "province"})
    assert [change.sentence[:4] for change in changes(loaded(), loaded(data))] == ["Thêm"]

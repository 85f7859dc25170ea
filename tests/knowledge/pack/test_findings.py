"""The plan's own slips are computed from any pack, each in a sentence for an official."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from small_pack import PACK, PLAN, changed, loaded

from knowledge.pack.findings import find_slips
from knowledge.pack.model import Finding
from knowledge.pack.sections import missing_sections


def only(data: dict[str, Any], plan: str = PLAN) -> Finding:
    (slip,) = find_slips(loaded(data, plan))
    return slip


def test_heads_that_do_not_add_up_are_told_with_both_figures() -> None:
    data = changed("attendees.0.groups.1.count", 10)
    slip = only(data)
    assert slip.kind == "sum"
    assert "60" in slip.message
    assert "50 người (thiếu 10 người)" in slip.message
    assert slip.clauses == ["II.3", "II.3 gạch 1", "II.3 gạch 2"]


def test_a_line_that_names_a_whole_and_its_parts_counts_once() -> None:
    data = copy.deepcopy(PACK)
    data["attendees"][0]["groups"] += [
        {"name": "Đoàn viên", "clause": "II.3 gạch 1", "side": "mobilised", "count": part} for part in (30, 10)
    ]
    assert find_slips(loaded(data)) == []


def test_delegates_without_a_figure_are_not_missing_from_the_sum() -> None:
    data = copy.deepcopy(PACK)
    data["attendees"][0]["groups"].append({"name": "khoảng", "clause": "II.3", "side": "guest"})
    assert find_slips(loaded(data)) == []


def test_a_window_of_thirty_days_that_lasts_thirty_two_is_told() -> None:
    slip = only(changed("activities.1.when.end", "2025-11-10"))
    assert slip.kind == "window"
    assert "mang tên 30 ngày" in slip.message
    assert "là 32 ngày" in slip.message


def test_a_campaign_before_the_plans_date_is_told() -> None:
    data = changed("activities.1.when.start", "2025-10-01")
    data["activities"][1]["when"]["end"] = "2025-10-30"
    slip = only(data)
    assert slip.kind == "order"
    assert "01/10/2025" in slip.message
    assert slip.clauses == ["II.6", "header đoạn 1"]


def test_a_skipped_section_is_told() -> None:
    slip = only(PACK, PLAN + "[VI] TỔ CHỨC KHÁC\n")
    assert (slip.kind, slip.clauses) == ("gap", ["IV", "VI"])
    assert "không có mục V" in slip.message


@pytest.mark.parametrize(
    ("addresses", "expected"),
    [
        (["I", "II", "IV gạch 1"], [("II", "III", "IV")]),
        (["II.7.1", "II.7.3 gạch 1"], [("II.7.1", "II.7.2", "II.7.3")]),
        (["III.1", "III.4"], [("III.1", "III.2", "III.4"), ("III.1", "III.3", "III.4")]),
        (["header", "I.1.a", "I.2"], []),
    ],
)
def test_skipped_numbers_are_found_on_every_level(addresses: list[str], expected: list[tuple[str, str, str]]) -> None:
    assert list(missing_sections(addresses)) == expected


@pytest.mark.parametrize("field", ["number", "date", "signer"])
def test_what_the_plan_leaves_blank_is_told_in_its_own_sentence(field: str) -> None:
    data = changed(f"plan.{field}", {"clause": "header", "absent": "Kế hoạch còn để trống chỗ này."})
    slip = only(data)
    assert (slip.kind, slip.message) == ("gap", "Kế hoạch còn để trống chỗ này.")


def test_a_launch_without_hour_and_venue_gives_two_findings() -> None:
    data = changed("activities.0.venue", {"clause": "II.2", "absent": "Kế hoạch chưa nêu địa điểm."})
    data["activities"][0]["when"] |= {"kind": "day", "start": "2025-10-09", "missing": ["hour"]}
    messages = [slip.message for slip in find_slips(loaded(data))]
    assert len(messages) == 2
    assert messages[0].endswith("chưa có giờ.")
    assert messages[1] == "Kế hoạch chưa nêu địa điểm."


def test_a_report_due_before_the_work_ends_is_told_with_the_strict_last_day() -> None:
    plan = PLAN.replace("trước ngày 20/11/2025", "trước ngày 08/11/2025")
    data = changed("reports.0.by", "2025-11-08")
    data["reports"][0]["quote"] = "Báo cáo kết quả gửi UBND tỉnh trước ngày 08/11/2025"
    slip = only(data, plan)
    assert slip.kind == "order"
    assert "chậm nhất ngày 07/11/2025" in slip.message
    assert "Chiến dịch 30 ngày" in slip.message


def test_a_report_due_on_the_last_day_of_the_work_is_in_order() -> None:
    data = changed("reports.0.by", "2025-11-08")
    data["reports"][0]["op"] = "by"
    assert find_slips(loaded(data)) == []


def test_a_duty_without_a_unit_is_told() -> None:
    slip = only(changed("tasks.0.lead", []))
    assert (slip.kind, slip.clauses) == ("owner", ["III.1 gạch 1"])
    assert "chưa giao đơn vị nào" in slip.message


def test_one_job_for_two_leads_is_told() -> None:
    data = copy.deepcopy(PACK)
    data["tasks"].append({**data["tasks"][1], "key": "twin", "lead": ["police"]})
    slip = only(data)
    assert slip.kind == "duplicate"
    assert "Đoàn Thanh niên và Công an xã" in slip.message


def test_one_job_for_one_lead_and_its_helper_is_in_order() -> None:
    data = copy.deepcopy(PACK)
    data["tasks"].append({**data["tasks"][1], "key": "twin", "lead": ["police"], "role": "support"})
    assert find_slips(loaded(data)) == []


def test_a_speech_given_to_two_bodies_is_told() -> None:
    speech = "Tham gia phát biểu hưởng ứng toàn dân tham gia Phong trào “Bình dân học vụ số”."
    data = copy.deepcopy(PACK)
    data["tasks"][0] |= {"text": speech, "deadline": {}}
    slip = only(data, PLAN.replace("Đảm bảo an ninh trật tự trong thời gian diễn ra Lễ.", speech))
    assert (slip.kind, slip.clauses) == ("duplicate", ["II.4 gạch 1", "III.1 gạch 1"])


def test_a_weekday_the_plan_gets_wrong_anywhere_is_told() -> None:
    slip = only(PACK, PLAN.replace("Từ ngân sách xã.", "Từ ngân sách xã. Họp thứ Hai, ngày 07/10/2025."))
    assert (slip.kind, slip.clauses) == ("weekday", ["IV gạch 1"])
    assert "ngày đó là thứ Ba" in slip.message


def test_a_computed_finding_gives_way_to_the_authored_one_about_the_same_clause() -> None:
    data = changed("activities.1.when.end", "2025-11-10")
    authored = {"kind": "window", "message": "Chiến dịch 30 ngày kéo dài 32 ngày.", "clauses": ["II.6"]}
    data["gaps"] = [authored]
    assert [slip.message for slip in find_slips(loaded(data))] == [authored["message"]]

"""Every kind of error in a pack is found, and named by its field."""

from __future__ import annotations

import pytest
from small_pack import PLAN, changed, loaded

from knowledge.pack.check import check_pack, errors_of

LONG = "Giữ an ninh trật tự " * 5

SPOILT = {
    "a clause that does not exist": ("activities.0.venue.clause", "II.22", "venue.clause", "không có trong plan.txt"),
    "a clause of a finding that does not exist": (
        "gaps",
        [{"kind": "gap", "message": "Thiếu mục.", "clauses": ["IX"]}],
        "gaps.0.clauses",
        "không có trong plan.txt",
    ),
    "a value that is not the plan's words": ("activities.0.venue.value", "Sân vận động", "venue.value", "nguyên văn"),
    "a quote of another clause": ("plan.date.quote", "ngày 09/10/2025", "plan.date.quote", "nguyên văn"),
    "an invented detail": ("activities.1.details.0.value", "45 ngày", "details.0.value", "nguyên văn"),
    "an invented name of an activity": ("activities.1.name", "Chiến dịch mùa hè", "(signatures).name", "nguyên văn"),
    "an invented group": ("attendees.0.groups.1.name", "Hội viên nông dân", "groups.1.name", "nguyên văn"),
    "a head-count that is not there": ("attendees.0.groups.1.count", 25, "groups.1.count", "Số 25"),
    "a total that is not there": ("attendees.0.total", 70, "attendees.0.total", "Số 70"),
    "an invented programme item": ("programme.0.item", "Văn nghệ", "programme.0.item", "nguyên văn"),
    "an invented desk": ("desks.0.name", "Bàn “VNeID”", "(payment).name", "nguyên văn"),
    "a recipient that is not there": ("plan.recipients.0", "Báo Đồng Nai", "recipients.0", "nguyên văn"),
    "a document that is not there": ("plan.basis.0.number", "98/KH-UBND", "basis.0.number", "nguyên văn"),
    "a misquoted report": ("reports.0.quote", "báo cáo trước 20/11/2025", "reports.0.quote", "nguyên văn"),
    "a unit the plan does not know": ("units.0.name", "Hội Nông dân", "(police).name", "không được kế hoạch nhắc"),
    "a task text that is not the plan's": ("tasks.0.text", "Đảm bảo giao thông.", "(police-order).text", "nguyên văn"),
    "an explicit deadline of another clause": (
        "tasks.1.deadline.text",
        "trước ngày 20/11/2025",
        "(youth-call).deadline.text",
        "nguyên văn",
    ),
    "an explicit deadline without words": ("tasks.1.deadline.text", None, "deadline.text", "explicit"),
    "an end before its start": ("activities.1.when.end", "2025-10-08", "when.end", "sớm hơn"),
    "a start that is not in the words": ("activities.1.when.start", "2025-10-12", "when.start", "không khớp"),
    "an hour that is not in the words": (
        "activities.0.when.start",
        "2025-10-09T07:30:00+07:00",
        "when.start",
        "không khớp",
    ),
    "a date of the plan that is not in its quote": ("plan.date.value", "2025-10-05", "plan.date.value", "không khớp"),
    "a document's date that is not there": ("plan.basis.0.date", "2025-09-23", "basis.0.date", "không khớp"),
    "a report's day that is not in its quote": ("reports.0.by", "2025-11-21", "reports.0.by", "không khớp"),
    "a deadline's day that is not in its words": ("tasks.1.deadline.date", "2025-10-07", "deadline", "không khớp"),
    "a unit key that does not exist": ("tasks.0.lead", ["army"], "(police-order).lead", "“army”"),
    "a helper's key that does not exist": ("tasks.0.with", ["army"], "(police-order).with", "“army”"),
    "a group's unit that does not exist": ("attendees.0.groups.0.unit", "army", "groups.0.unit", "“army”"),
    "an owner that does not exist": ("programme.0.owner", ["army"], "programme.0.owner", "“army”"),
    "a reporter that does not exist": ("reports.0.who", ["army"], "reports.0.who", "“army”"),
    "desk staff that does not exist": ("desks.0.staff", ["army"], "(payment).staff", "“army”"),
    "an activity of attendees that does not exist": (
        "attendees.0.activity",
        "closing",
        "attendees.0.activity",
        "“closing”",
    ),
    "a deadline's activity that does not exist": (
        "tasks.0.deadline.activity",
        "closing",
        "deadline.activity",
        "“closing”",
    ),
    "a guide that does not exist": ("desks.0.guides", ["cooking"], "(payment).guides", "“cooking”"),
    "a short wording that is too long": ("tasks.0.short", LONG, "(police-order).short", "90 ký tự"),
}


def test_a_sound_pack_has_no_problems() -> None:
    assert check_pack(loaded()) == []


@pytest.mark.parametrize("name", SPOILT)
def test_the_check_finds(name: str) -> None:
    path, value, field, words = SPOILT[name]
    errors = errors_of(loaded(changed(path, value)))
    assert any(field in error.field and words in error.message for error in errors), errors
    assert {error.severity for error in errors} == {"error"}


def test_part_of_the_deadlines_words_is_enough() -> None:
    assert errors_of(loaded(changed("tasks.1.deadline.text", "trước ngày 08/10"))) == []


def test_a_wrong_weekday_is_an_error_that_names_the_right_one() -> None:
    plan = PLAN.replace("thứ Năm", "thứ Sáu")
    data = changed("activities.0.when.weekday", "thứ Sáu")
    data["activities"][0]["when"]["text"] = "13 giờ 30 ngày 09/10/2025 (thứ Sáu)"
    (error,) = errors_of(loaded(data, plan))
    assert error.field.endswith("when.weekday")
    assert "là thứ Năm" in error.message


def test_a_wrong_weekday_of_the_plan_itself_may_stand_once_it_is_among_the_gaps() -> None:
    plan = PLAN.replace("thứ Năm", "thứ Sáu")
    data = changed("activities.0.when.weekday", "thứ Sáu")
    data["activities"][0]["when"]["text"] = "13 giờ 30 ngày 09/10/2025 (thứ Sáu)"
    data["gaps"] = [{"kind": "weekday", "message": "Ngày 09/10/2025 là thứ Năm.", "clauses": ["II.1"]}]
    assert [problem.severity for problem in check_pack(loaded(data, plan))] == ["finding"]


def test_white_space_and_composition_of_letters_do_not_matter() -> None:
    assert errors_of(loaded(changed("activities.0.venue.value", "Hội  trường\nUBND xã"))) == []


def test_a_value_may_stand_in_a_clause_under_the_one_it_names() -> None:
    assert errors_of(loaded(changed("plan.signer", {"clause": "II", "value": "Hội trường UBND xã"}))) == []


def test_beside_errors_the_authored_findings_are_still_listed() -> None:
    data = changed("tasks.0.lead", ["army"])
    data["gaps"] = [{"kind": "gap", "message": "Chưa nêu người dẫn chương trình.", "clauses": ["II.4"]}]
    assert [problem.severity for problem in check_pack(loaded(data))] == ["error", "finding"]

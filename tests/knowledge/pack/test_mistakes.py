"""A malformed pack.yaml is explained in Vietnamese: file, line, field, what to do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from small_pack import changed, write

from knowledge.pack.loading import PackError, load_pack

MISTAKES = {
    "a day that is none": ("tasks.1.deadline.date", "2025-10-32", "không phải ngày hợp lệ"),
    "a date of signing that is none": ("plan.date.value", "2025-10-99", "không phải ngày hợp lệ"),
    "a date of signing with an hour": ("plan.date.value", "2025-10-04T08:00:00+07:00", "không phải ngày hợp lệ"),
    "an hour that is none": ("activities.0.when.start", "2025-10-09T25:30:00+07:00", "không phải ngày hợp lệ"),
    "a moment without Vietnam's offset": ("activities.0.when.start", "2025-10-09T13:30:00", "không phải ngày hợp lệ"),
    "a day written without dashes": ("reports.0.by", "20251120", "không phải ngày hợp lệ"),
    "a word for a number": ("attendees.0.total", "sáu mươi", "“sáu mươi” không phải một số nguyên"),
    "half a person": ("attendees.0.total", 60.5, "không phải một số nguyên"),
    "a text for a list": ("tasks.1.lead", "youth-union", "phải là một danh sách"),
    "a number for a key": ("tasks.1.key", 12, "không phải một dòng chữ"),
    "a kind there is none of": ("activities.0.kind", "party", "Hãy chọn một trong số đó"),
    "a field there is none of": ("tasks.1.leed", ["police"], "không có trường nào tên như vậy"),
    "a text for a part with fields": ("locality", "Tân An", "khóa: giá trị"),
    "a word for yes or no": ("attendees.0.approximate", "chừng", "true hoặc false"),
    "a value and its absence": (
        "plan.signer",
        {"clause": "footer", "value": "A", "absent": "Chưa nêu."},
        "đúng một trong hai",
    ),
}
ENGLISH = re.compile(r"\b(?:input|should|field required|valid|error|expected|permitted)\b", re.IGNORECASE)


def refusal(folder: Path) -> str:
    with pytest.raises(PackError) as refused:
        load_pack(folder)
    return str(refused.value)


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_named_with_file_line_field_and_what_to_do(tmp_path: Path, name: str) -> None:
    path, value, words = MISTAKES[name]
    folder = write(tmp_path / "bad", changed(path, value))

    said = refusal(folder)

    assert words in said
    assert f"trường {path}" in said
    assert re.search(r"[Hh]ãy|cần", said)
    assert not ENGLISH.search(said.replace(str(folder), ""))
    line = int(re.search(r"pack\.yaml, dòng (\d+)", said)[1])  # type: ignore[index]
    assert (
        (folder / "pack.yaml")
        .read_text(encoding="utf-8")
        .splitlines()[line - 1]
        .strip(" -")
        .startswith(path.rpartition(".")[2])
    )


def test_a_missing_field_is_named_at_the_line_of_what_should_hold_it(tmp_path: Path) -> None:
    data = changed("tasks.1.key", "youth-call")
    del data["tasks"][1]["short"]
    folder = write(tmp_path / "bad", data)

    said = refusal(folder)

    assert "trường tasks.1.short: còn thiếu. Hãy thêm trường này" in said
    assert re.search(r"dòng \d+", said)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        ("version: 1\n\tlocality: x\n", "dòng 2"),
        ("version: [1\n", "YAML không đúng"),
        ("a: b: c\n", "dấu hai chấm"),
        ("a: 1\n b: 2\n", "thụt dòng"),
        ("a: @x\n", "dấu nháy"),
        ("a: *x\n", "dấu *"),
    ],
)
def test_what_is_no_yaml_is_named_by_its_line_in_vietnamese(tmp_path: Path, spoil: str, words: str) -> None:
    folder = write(tmp_path / "bad")
    (folder / "pack.yaml").write_text(spoil, encoding="utf-8")

    said = refusal(folder)

    assert words in said
    assert "pack.yaml, dòng " in said
    assert not re.search(r"\b(?:found|mapping|expected|while|token)\b", said.replace(str(folder), ""))


def test_a_file_that_holds_nothing_is_explained(tmp_path: Path) -> None:
    folder = write(tmp_path / "bad")
    (folder / "pack.yaml").write_text("", encoding="utf-8")
    assert "trường (gốc): phải gồm các dòng “khóa: giá trị”" in refusal(folder)

"""How stories are read: several people, captured values, and mistakes that are named."""

from __future__ import annotations

from pathlib import Path

import pytest
from journeys.checking import captured
from journeys.driver import Seen
from journeys.story import SOMEBODY, StoryError, read_story

HEAD = "Chị Hoa mời anh Minh\nđịa phương: binh-long\nbây giờ: 2025-10-08T09:00\n"


def written(folder: Path, body: str, people: str = "người: Chị Hoa, Anh Minh\n") -> Path:
    path = folder / "01.txt"
    path.write_text(f"{HEAD}{people}\n{body}\n", encoding="utf-8")
    return path


def test_each_step_is_somebodys(tmp_path: Path) -> None:
    story = read_story(written(tmp_path, "> một\n@ Anh Minh\n~\n.\n> hai\n@ Chị Hoa\n# ba"))

    assert story.people == ("Chị Hoa", "Anh Minh")
    assert [(step.who, step.action, step.silent) for step in story.steps] == [
        ("Chị Hoa", "say", False),
        ("Anh Minh", "look", True),
        ("Anh Minh", "say", False),
        ("Chị Hoa", "press", False),
    ]


def test_a_story_that_names_nobody_is_one_persons(tmp_path: Path) -> None:
    story = read_story(written(tmp_path, "> một", people=""))

    assert story.steps[0].who == SOMEBODY


def test_a_value_is_the_first_group_and_stands_for_its_name_later(tmp_path: Path) -> None:
    story = read_story(
        written(tmp_path, "> một\n? mã = Mã: (BL-\\w+)\n? năm = \\d{4}\n> mã {mã}\n< {mã}, {địa phương}")
    )
    values = story.values | captured(story, story.steps[0], [Seen("Mã:\n BL-K7QM3T"), Seen("năm 2025")])
    step = story.steps[1].filled(values)

    assert (step.text, step.shown) == ("mã BL-K7QM3T", ["BL-K7QM3T, binh-long"])


def test_a_value_that_was_not_shown_fails(tmp_path: Path) -> None:
    story = read_story(written(tmp_path, "> một\n? mã = BL-\\w+"))

    with pytest.raises(AssertionError, match="không thấy mã"):
        captured(story, story.steps[0], [Seen("Mã: không có")])


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ("@ Ông Tư\n> một", "dòng 6: đầu truyện không có người tên “Ông Tư”"),
        ("< một", "dòng 6: truyện phải bắt đầu"),
        ("> một\n%% hai", "dòng 7: không hiểu dấu “%%”"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, body: str, named: str) -> None:
    with pytest.raises(StoryError, match=named):
        read_story(written(tmp_path, body))


def test_a_name_without_a_value_is_a_mistake(tmp_path: Path) -> None:
    story = read_story(written(tmp_path, "> mã {mã}"))

    with pytest.raises(StoryError, match="chưa có “mã”"):
        story.steps[0].filled(story.values)

"""`questions.txt` of a pack: read, refused with the line, carried along when a pack is taken into use."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from knowledge.answering.answerer import Answerer
from knowledge.pack.example_questions import QuestionsError, parse_questions
from knowledge.pack.installing import install_pack
from knowledge.pack.loading import SHIPPED, PackError, load_active, load_pack, load_shipped, shipped_slugs


def test_a_question_may_have_several_keys() -> None:
    text = "# chú thích\n\nlaunch.when\tlễ bữa nào\nlaunch.when, launch.overview\t9/10 có chi\n"
    assert parse_questions(text) == {
        "launch.when": ("lễ bữa nào", "9/10 có chi"),
        "launch.overview": ("9/10 có chi",),
    }


@pytest.mark.parametrize("line", ["launch.when lễ bữa nào", "launch.when\t "])
def test_a_line_without_a_question_is_named(line: str) -> None:
    with pytest.raises(QuestionsError, match="dòng 2"):
        parse_questions(f"# một\n{line}\n")


def test_a_broken_file_is_refused_with_its_name(tmp_path: Path) -> None:
    folder = shutil.copytree(SHIPPED / "binh-long", tmp_path / "pack")
    (folder / "questions.txt").write_text("không có dấu Tab\n", encoding="utf-8")
    with pytest.raises(PackError, match=r"questions\.txt: dòng 1"):
        load_pack(folder)


def test_a_pack_needs_no_example_questions(tmp_path: Path) -> None:
    folder = shutil.copytree(SHIPPED / "binh-long", tmp_path / "pack")
    (folder / "questions.txt").unlink()
    assert load_pack(folder).questions == {}


def test_example_questions_come_into_use_with_their_pack(tmp_path: Path) -> None:
    folder = shutil.copytree(SHIPPED / "binh-long", tmp_path / "pack")
    (folder / "questions.txt").write_text("launch.when\tlễ bữa nào\n", encoding="utf-8")
    path = folder / "pack.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("\nversion: 1\n", "\nversion: 99\n"), encoding="utf-8")
    install_pack(folder, tmp_path / "data")
    assert load_active("binh-long", tmp_path / "data").questions == {"launch.when": ("lễ bữa nào",)}


@pytest.mark.parametrize("slug", shipped_slugs())
def test_shipped_examples_ask_for_facts_there_are(slug: str) -> None:
    pack = load_shipped(slug)
    assert pack.questions
    assert not pack.questions.keys() - Answerer(pack).by_key.keys()

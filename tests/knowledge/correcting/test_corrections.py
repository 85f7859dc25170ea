"""Corrections: answers tell both values, the preview is exactly what changes, the plan's own words stay."""

from __future__ import annotations

import datetime as dt

import pytest

from knowledge.answering.answerer import Answerer
from knowledge.answering.wording import without_notes
from knowledge.correcting.applying import corrected
from knowledge.correcting.model import CONTACT, Correction, Field, field_of, fields_of
from knowledge.correcting.preview import changed_answers
from knowledge.outcome import MAX_CHARS, Answer
from knowledge.pack.loading import LoadedPack, load_shipped, shipped_slugs

NOW = dt.datetime(2025, 10, 8, 2, tzinfo=dt.UTC)
ON = dt.date(2025, 10, 8)
VALUES = {"day": "2025-11-21", "hour": "15:45", "when": "2025-11-21T15:45"}
VENUE = "Nhà thi đấu mới xây của địa phương"
HOUR = Correction("launch.hour", "14:00", ON)


def every_field(loaded: LoadedPack) -> list[Field]:
    found = [field for activity in loaded.pack.activities for field in fields_of(loaded, activity.key)]
    return [*found, field_of(loaded.pack, CONTACT)]


def told(answerer: Answerer) -> dict[str, str]:
    return {key: answerer.answer_ref(f"q:{key}", NOW).text for key in answerer.by_key}


@pytest.mark.parametrize("slug", shipped_slugs())
def test_the_preview_is_exactly_what_the_running_program_would_answer_otherwise(slug: str) -> None:
    loaded = load_shipped(slug)
    before = told(Answerer(loaded))
    fields = every_field(loaded)
    parts = {field.part: field for field in reversed(fields)}  # the first of each sort: a build takes a while
    for field in parts.values():
        correction = Correction(field.key, VALUES.get(field.part, VENUE), ON)
        after = told(Answerer(corrected(loaded, [correction])))
        preview = changed_answers(loaded, [correction], NOW)
        assert {one.fact for one in preview} == {key for key in after if after[key] != before.get(key)}, field.key
        assert all(one.after == after[one.fact] and one.before == before.get(one.fact, "") for one in preview)


@pytest.mark.parametrize("slug", shipped_slugs())
def test_every_field_changes_an_answer_and_every_changed_answer_says_since_when(slug: str) -> None:
    loaded = load_shipped(slug)
    for field in every_field(loaded):
        preview = changed_answers(loaded, [Correction(field.key, VALUES.get(field.part, VENUE), ON)], NOW)
        assert preview, field.key
        for one in preview:
            assert "cập nhật ngày 8/10/2025" in one.after, (field.key, one)
            assert len(one.after) <= MAX_CHARS
            assert one.after.splitlines()[-1].startswith("(Theo "), one.after


def test_an_answer_has_both_values_and_the_plans_clause() -> None:
    answer = Answerer(corrected(load_shipped("binh-long"), [HOUR])).answer("lễ mấy giờ", NOW)

    assert isinstance(answer, Answer)
    assert answer.text.startswith("Lễ phát động: 14 giờ 00 (chiều)")
    assert "Kế hoạch ghi 13 giờ 30; cập nhật ngày 8/10/2025: 14 giờ." in answer.text
    assert "mục II.3" in answer.text


def test_the_plans_own_words_stay_and_carry_the_note() -> None:
    answer = Answerer(corrected(load_shipped("binh-long"), [HOUR])).answer_ref("c:II.3", NOW)

    assert "“Thời gian: 13 giờ 30 ngày 09/10/2025 (thứ Năm).”" in answer.text
    assert "cập nhật ngày 8/10/2025: 14 giờ." in answer.text


def test_who_presumes_the_old_value_is_put_right() -> None:
    venue = Correction("launch.venue", VENUE, ON)
    answerer = Answerer(corrected(load_shipped("binh-long"), [HOUR, venue]))

    assert answerer.answer("lễ lúc 13 giờ 30 phải không", NOW).text.startswith("Dạ không phải 13 giờ")
    assert answerer.answer("lễ ở hội trường phường phải không", NOW).text.startswith("Dạ không phải ở đó")


def test_what_the_plan_leaves_open_is_said_to_be_open() -> None:
    kinh_mon = corrected(load_shipped("kinh-mon"), [Correction("launch.day", "2025-10-20", ON)])
    text = Answerer(kinh_mon).answer("lễ phát động ngày nào", NOW).text

    assert "thứ Hai, ngày 20/10/2025" in text
    assert "Kế hoạch chưa nêu ngày tổ chức; cập nhật ngày 8/10/2025: ngày 20/10/2025." in text


def test_deadlines_that_hang_on_the_event_move_with_it() -> None:
    plain = load_shipped("binh-long")
    moved = corrected(plain, [Correction("launch.day", "2025-10-12", ON)])
    pairs = [
        (old.deadline, new.deadline)
        for old, new in zip(plain.pack.tasks, moved.pack.tasks, strict=True)
        if old.deadline.activity == "launch" and old.deadline.date
    ]

    assert len(pairs) > 5
    assert {(old.date or "")[:10] for old, _ in pairs} == {"2025-10-09"}
    assert {(new.date or "")[:10] for _, new in pairs} == {"2025-10-12"}


def test_revoking_one_of_two_corrections_leaves_the_other() -> None:
    venue = Correction("launch.venue", VENUE, ON)
    both = corrected(load_shipped("binh-long"), [HOUR, venue])
    text = Answerer(corrected(both, [venue])).answer("lễ khi nào ở đâu", NOW).text

    assert "13 giờ 30 (chiều)" in text
    assert VENUE in text
    assert corrected(both, []).pack == load_shipped("binh-long").pack


def test_a_correction_of_a_field_that_a_newer_pack_has_not_is_left_aside() -> None:
    loaded = corrected(load_shipped("dai-phuoc"), [HOUR])

    assert loaded.corrections == ()
    assert loaded.pack == load_shipped("dai-phuoc").pack


def test_a_note_can_be_told_from_the_answer() -> None:
    answer = Answerer(corrected(load_shipped("binh-long"), [HOUR])).answer("lễ mấy giờ", NOW)

    assert "13 giờ 30" in answer.text
    assert "13 giờ 30" not in without_notes(answer.text)

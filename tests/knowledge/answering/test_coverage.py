"""Every fact is within reach of people who ask in their own words, and every table of asks is needed for it.

The words are `knowledge/words/paraphrases.yaml`, written by hand from the plan texts alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

import pytest

from knowledge.answering import keeping, lexicon
from knowledge.answering.answerer import Answerer
from knowledge.answering.coverage import Asked, Tried, cover, questions_of, reaches, report, report_missed, summary
from knowledge.answering.wants import families, typed, wants_of
from knowledge.outcome import Guide
from knowledge.pack.loading import load_shipped, read_yaml, shipped_slugs

NOW = dt.datetime(2025, 9, 20, 1, 0, tzinfo=dt.UTC)
REACHED_AT_LEAST = 0.794
MOST_QUESTIONS = 4000
EXCUSED = {
    ("binh-long", "attendees.locality"): "“đại biểu phường dự lễ”: the whole list of attendees is told, they are in it",
    ("binh-long", "attendees.guest"): "as above: the whole list is told",
    ("binh-long", "attendees.mobilised"): "as above: the whole list is told",
    ("binh-phuoc", "attendees.guest"): "as above: the whole list is told",
    ("binh-phuoc", "attendees.mobilised"): "as above: the whole list is told",
    ("thien-tin", "attendees.locality"): "as above: the whole list is told",
    ("binh-phuoc", "task.science-performances.detail0"): "programme.1 tells the same 15 minutes from another clause",
    ("binh-phuoc", "performances.overview"): "programme.1 tells the same performances as an item of the ceremony",
    ("binh-long", "plan.detail7"): "“đối tượng của phong trào”: asked back between the movement and the launch",
    ("thien-tin", "launch.detail15"): "“phong trào bình dân học vụ số ngày nào”: the plan before this one is told",
}
"""Facts no question reaches yet, each with the reason."""
UNASKED = {"plan.contact": "whom to ask stands in every refusal; it is no fact of its own"}
"""Families no fact is asked by."""
LIVES_BY = {
    "when": ["launch.when", "activity.when", "model.when"],
    "hour": ["launch.hour"],
    "date": ["launch.date", "detail.date", "document.date"],
    "weekday": ["launch.weekday"],
    "duration": ["launch.duration", "activity.duration", "detail.duration"],
    "remaining": ["launch.remaining"],
    "deadline": ["unit.deadline", "report.deadline"],
    "until": ["launch.end"],
    "place": ["launch.venue", "activity.place"],
    "address": ["launch.address"],
    "who": ["activity.who", "document.issuer", "launch.chair", "plan.signer"],
    "partner": ["task.partner", "activity.partner"],
    "audience": ["activity.audience", "launch.attendees"],
    "invited": ["attendees.invited"],
    "count": ["detail.count", "launch.headcount"],
    "percent": ["target.percent", "detail.percent"],
    "age": ["detail.age"],
    "money": ["detail.price", "service.fee"],
    "number": ["plan.number"],
    "name": ["detail.name", "theme"],
    "what": ["model.what", "plan.purpose", "activity.overview", "detail.text"],
    "why": ["plan.purpose"],
    "form": ["launch.form", "activity.form"],
    "content": ["desk.about", "model.what"],
    "duty": ["unit.tasks", "unit.count"],
    "list": ["activity.list", "programme.all", "plan.basis", "target.list", "model.list"],
    "order": ["programme.first"],
    "desk": ["desk.for_need"],
    "yesno": ["yesno.date", "yesno.venue"],
    "compare": ["compare.targets"],
}
"""For each ask of `asks.yaml` the families that live by it."""
GUIDES_ONLY = "howto"
"""Asks for a guide; no fact of a plan answers it."""
TWICE = {"organiser": "“ai tổ chức” holds “ai”, so that `who` finds the organiser as well"}
"""Asks whose words another ask reads as well: their loss is not seen here."""
HOW_TO = (
    "chỉ tui cách nộp hồ sơ trực tuyến với",
    "làm sao để kích hoạt định danh mức 2",
    "chữ ký số đăng ký thế nào",
    "hướng dẫn quét mã QR để trả tiền",
)


@cache
def answerer(slug: str) -> Answerer:
    return Answerer(load_shipped(slug))


@cache
def covered(slug: str) -> list[Asked]:
    return cover(answerer(slug), NOW)


@pytest.fixture
def take_out(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Takes an ask out of the tables until the test ends."""
    read = lexicon._table

    def without(ask: str) -> None:
        kept = {name: phrases for name, phrases in read("asks").items() if name != ask}
        monkeypatch.setattr(lexicon, "_table", lambda name: kept if name == "asks" else read(name))
        monkeypatch.setattr(keeping, "folders", list)  # tables that lie in no file are not kept
        lexicon.tables.cache_clear()

    yield without
    monkeypatch.undo()
    lexicon.tables.cache_clear()


def test_every_family_has_eight_sentences_with_all_its_slots() -> None:
    for family in families().values():
        assert len(set(family.ask)) >= 8, family.name
        for sentence in family.ask:
            assert all("{" + slot + "}" in sentence for slot in family.slots), sentence


def test_a_name_is_typed_without_diacritics_where_the_sentence_is() -> None:
    assert typed("ai lo {task}", {"task": "Sân khấu"}) == "ai lo Sân khấu"
    assert typed("{task} ben nao lo vay", {"task": "Sân khấu"}) == "san khau ben nao lo vay"


def test_every_family_asks_for_some_fact_of_some_pack() -> None:
    used = {
        want.family for slug in shipped_slugs() for want in wants_of(answerer(slug).pack, answerer(slug).by_key, NOW)
    }
    assert families().keys() - used == UNASKED.keys()


@pytest.mark.parametrize("slug", shipped_slugs())
def test_every_typed_fact_is_reached(slug: str) -> None:
    asked = covered(slug)
    assert {one.fact.key for one in asked if not one.reached} <= {key for place, key in EXCUSED if place == slug}
    assert all(len({tried.question for tried in one.tried}) >= 5 for one in asked), "asked in fewer than five ways"
    assert sum(len(one.tried) for one in asked) <= MOST_QUESTIONS


def test_most_questions_reach_their_fact() -> None:
    tried = [one for slug in shipped_slugs() for asked in covered(slug) for one in asked.tried]
    assert sum(one.reached for one in tried) / len(tried) >= REACHED_AT_LEAST


def test_every_ask_is_put_to_the_test() -> None:
    asks = read_yaml(lexicon.FOLDER / "asks.yaml").keys()
    assert LIVES_BY.keys() | TWICE.keys() | {GUIDES_ONLY} == asks


def living_by(ask: str, slug: str) -> list[Tried]:
    """The questions of the families that live by an ask, as far as they are read to ask for it."""
    tried = (one for asked in covered(slug) for one in asked.tried if one.want.family in LIVES_BY[ask])
    return [one for one in tried if ask in answerer(slug).reader.read(one.question).asks]


@pytest.mark.parametrize("ask", LIVES_BY)
def test_deleting_an_intent_turns_coverage_red(ask: str, take_out: Callable[[str], None]) -> None:
    tried = {slug: living_by(ask, slug) for slug in shipped_slugs()}
    before = sum(reached_by_names(slug, questions) for slug, questions in tried.items())
    take_out(ask)
    after = sum(reached_by_names(slug, questions) for slug, questions in tried.items())
    assert after < before


def reached_by_names(slug: str, tried: list[Tried]) -> int:
    """How many are reached without example questions, which find some facts whatever is asked; the tables are read as
    they are now."""
    names_alone = Answerer(replace(load_shipped(slug), questions={}))
    return sum(reaches(names_alone, one.want, names_alone.answer(one.question, NOW), NOW) for one in tried)


def test_deleting_howto_loses_guides(take_out: Callable[[str], None]) -> None:
    assert all(isinstance(answerer("binh-long").answer(question, NOW), Guide) for question in HOW_TO)
    take_out(GUIDES_ONLY)
    assert not all(isinstance(answerer("binh-long").answer(question, NOW), Guide) for question in HOW_TO)


def test_a_part_left_open_is_reached_by_saying_so() -> None:
    assistant = answerer("kinh-mon")
    want = next(want for want, _ in questions_of(assistant, NOW) if want.family == "launch.hour")
    assert reaches(assistant, want, assistant.answer("Lễ phát động lúc mấy giờ?", NOW), NOW)
    assert not reaches(assistant, want, assistant.answer("Ai chủ trì lễ phát động?", NOW), NOW)


def test_the_report_shows_questions_and_the_answer_and_what_was_missed() -> None:
    asked = [one for one in covered("binh-long") if one.fact.key == "launch.venue"]
    assert "launch.venue: Lễ phát động ở đâu?\n  hỏi: " in report(asked)
    assert "\n  đáp: Lễ phát động tổ chức tại Hội trường UBND phường Bình Long" in report(asked)
    assert summary(asked).startswith("Tới được 1/1 dữ kiện; ")
    assert report_missed(covered("binh-long")).count("  đáp: (") > 0

"""The guides as citizens read them: whole, short, sourced, and silent about what nobody has confirmed."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

import pytest
import yaml

from knowledge.guides import loading as guides
from knowledge.guides.checking import check_guides, problems_of, shown_texts, unconfirmed_in
from knowledge.guides.loading import GuideError, guide_names, load_guide, load_guides, overdue_reviews
from knowledge.guides.model import Guide, Value
from knowledge.guides.sheet import sheet, values_sheet
from knowledge.text import fold

SLUGS = [
    "digital-signature",
    "vneid-level2",
    "vneid-documents-wallet",
    "dvc-online-account",
    "dvc-submit",
    "digital-payment",
    "vssid",
    "health-record",
    "ai-tools",
    "online-safety",
    "binhdanhocvuso-platform",
    "citizen-app",
    "digital-family",
    "tcnscd",
]


def changed(guide: Guide, **parts: object) -> Guide:
    """The guide with some parts replaced, validated anew."""
    return Guide.model_validate({**guide.model_dump(), **parts})


def value(status: str, text: str = "1900 1234", kind: str = "phone") -> dict[str, object]:
    return {"key": "new", "kind": kind, "value": text, "about": "Số thử", "status": status, "sources": ["1"]}


def test_the_fourteen_guides_are_there_in_the_order_of_the_index() -> None:
    assert list(load_guides()) == SLUGS


def test_the_check_of_the_shipped_guides_finds_nothing() -> None:
    assert check_guides() == []


@pytest.mark.parametrize("slug", SLUGS)
def test_an_introduction_is_short_and_says_what_to_prepare_and_how_to_begin(slug: str) -> None:
    guide = load_guide(slug)
    text = guide.introduction()

    assert len(text) <= 900
    assert guide.purpose in text
    assert guide.prepare[0] in text
    assert f"Có {len(guide.paths[0].steps)} bước." in text
    assert guide.paths[0].steps[1].do in text, "one step alone is too little to begin with"
    assert guide.warnings[0] in text
    assert guide.helpers in text


@pytest.mark.parametrize("slug", SLUGS)
def test_no_step_is_longer_than_300_characters(slug: str) -> None:
    for way in load_guide(slug).paths:
        for step in way.steps:
            assert len(step.do) <= 300
            assert len(step.see) <= 300


@pytest.mark.parametrize("slug", SLUGS)
def test_every_path_is_a_question_and_tells_its_steps_in_order(slug: str) -> None:
    guide = load_guide(slug)
    for way in guide.paths:
        assert way.question.endswith("?")
        text = guide.steps_text(way.key)
        assert text.startswith(way.question)
        assert text.index(way.steps[0].do) < text.index(way.steps[-1].see)
        assert f"\n{len(way.steps)}. {way.steps[-1].do}" in text


@pytest.mark.parametrize("slug", SLUGS)
def test_whatever_is_not_confirmed_stays_out_of_everything_citizens_read(slug: str) -> None:
    guide = load_guide(slug)
    shown = "\n".join([sheet(guide), guide.introduction(), *(guide.steps_text(way.key) for way in guide.paths)])

    for hidden in guide.values:
        if hidden.status != "C":
            assert f"{hidden.about}: {hidden.value}" not in shown
        if hidden.status != "C" and hidden.kind in ("phone", "web", "app", "sms"):
            assert hidden.value not in shown
    for law in guide.legal_basis:
        assert (law.text in shown) == (law.status == "C")
    for where, text in shown_texts(guide):
        assert unconfirmed_in(text, guide.values) == [], where


@pytest.mark.parametrize(
    "secret",
    ["1800 1096", "1900 9068", "18001260", "18008000", "tingia.gov.vn", "18008108", "canhbao.khonggianmang.vn", "1022"],
)
def test_hotlines_and_pages_from_secondary_sources_are_kept_in_the_files_but_never_shown(
    secret: str,
) -> None:
    everything = load_guides().values()

    assert any(secret in values_sheet(guide) for guide in everything)
    assert not any(secret in sheet(guide) for guide in everything)


@pytest.mark.parametrize(
    "text",
    [
        "Bác gọi 1900 1234 để hỏi.",
        "Bác gọi 19001234.",
        "Bác gọi (0251) 1022 nhé.",
        "Bác gọi 113, có người nghe máy.",
        "Bác vào trang vi-du.gov.vn xem.",
        "Phí là 50.000 đồng.",
        "Làm việc này miễn phí.",
        "Ba bên trả 2 triệu mỗi lần.",
        "Chờ 3 ngày làm việc.",
        "Bác cài MySign.",
    ],
)
def test_a_number_address_price_time_or_app_without_a_confirmed_value_is_found(text: str) -> None:
    assert unconfirmed_in(text, []) != []


@pytest.mark.parametrize(
    "text",
    [
        "Nhập 12 số trên thẻ căn cước.",
        "Từ năm 2026 các nơi khám nối dữ liệu.",
        "Đặt mật khẩu 8 đến 20 ký tự.",
        "Trang thật có đuôi .gov.vn.",
        "Bác chờ ít phút rồi gửi lại.",
    ],
)
def test_plain_words_and_counts_of_digits_are_no_values(text: str) -> None:
    assert unconfirmed_in(text, []) == []


def test_the_same_number_is_fine_once_it_is_confirmed_however_it_is_spaced() -> None:
    confirmed = Value.model_validate(value("C"))

    assert unconfirmed_in("Gọi 1900 1234 hoặc 19001234.", [confirmed]) == []
    assert unconfirmed_in("Gọi 1900 1234.", [Value.model_validate(value("U"))]) != []


def test_a_hotline_slipped_into_a_step_is_reported_with_its_place() -> None:
    guide = load_guide("tcnscd")
    paths = [way.model_dump() for way in guide.paths]
    paths[0]["steps"][2]["do"] = "Bác gọi 1800 1096 hỏi trước."

    (problem,) = problems_of(changed(guide, paths=paths))

    assert "tcnscd: paths.nho-giup.3.do" in problem
    assert "1800 1096" in problem


def test_a_step_that_grows_too_long_is_reported() -> None:
    guide = load_guide("tcnscd")
    paths = [way.model_dump() for way in guide.paths]
    paths[0]["steps"][4]["see"] = "dài " * 80

    assert any("paths.nho-giup.5.see dài 320 ký tự" in problem for problem in problems_of(changed(guide, paths=paths)))


def test_sources_must_be_listed_and_listed_sources_used() -> None:
    guide = load_guide("tcnscd")

    unused = problems_of(changed(guide, sources={**guide.sources, "99": "Trang không ai dẫn"}))
    unlisted = problems_of(changed(guide, sources={key: text for key, text in guide.sources.items() if key != "8"}))
    nowhere = problems_of(changed(guide, links=[{**value("C", "VNeID", "app"), "sources": ["vneid-level2/999"]}]))

    assert any("nguồn 99 không được dùng" in problem for problem in unused)
    assert any("nguồn 8 không có trong danh sách" in problem for problem in unlisted)
    assert any("nguồn vneid-level2/999 không có" in problem for problem in nowhere)


def test_a_confirmed_value_needs_a_source() -> None:
    guide = load_guide("tcnscd")
    bare = {**value("C"), "sources": []}

    assert any("ghi C mà không có nguồn" in problem for problem in problems_of(changed(guide, links=[bare])))


def test_no_two_guides_share_a_name_even_without_diacritics() -> None:
    seen: dict[str, str] = {}
    for slug, named in guide_names().items():
        for phrase in [*named.names, *named.asks]:
            assert phrase == phrase.lower()
            assert seen.setdefault(fold(phrase), slug) == slug, phrase


@pytest.mark.parametrize("slug", SLUGS)
def test_a_guide_is_known_by_many_names_and_asks(slug: str) -> None:
    assert len(guide_names()[slug].names) >= 12
    assert len(guide_names()[slug].asks) >= 8


@pytest.mark.parametrize(
    "word", ["ai", "app", "hồ sơ", "bình dân học vụ số", "trợ lý ảo", "căn cước", "mã", "156", "5656"]
)
def test_words_that_mean_something_else_in_a_question_about_a_plan_name_no_guide(word: str) -> None:
    assert all(word not in [*named.names, *named.asks] for named in guide_names().values())


def test_an_overdue_review_is_named_from_the_day_after_it_was_due() -> None:
    guide = load_guide("citizen-app")

    assert overdue_reviews(guide.reviewed_on) == []
    assert overdue_reviews(guide.review_due_on) == []
    late = overdue_reviews(guide.review_due_on + dt.timedelta(days=1))
    assert [sentence.split(":")[0] for sentence in late] == ["citizen-app"]
    assert f"{guide.review_due_on:%d/%m/%Y}" in late[0]


def test_an_unknown_guide_is_refused_with_those_there_are() -> None:
    with pytest.raises(GuideError, match=r"ho-chieu.*digital-signature"):
        load_guide("ho-chieu")


def test_an_unknown_path_is_a_key_error() -> None:
    with pytest.raises(KeyError, match="khong-co"):
        load_guide("vssid").steps_text("khong-co")


def test_a_broken_guide_file_is_named_with_its_field(tmp_path: Path) -> None:
    path = tmp_path / "thu.yaml"
    raw = yaml.safe_load((guides.FOLDER / "tcnscd.yaml").read_text(encoding="utf-8"))
    raw["review_every_days"] = 0
    path.write_text(yaml.safe_dump(raw, allow_unicode=True), encoding="utf-8")

    with pytest.raises(GuideError, match=r"thu\.yaml.*review_every_days"):
        guides.read_guide("tcnscd", path)


def test_reading_all_guides_takes_less_than_80_milliseconds() -> None:
    load_guides()  # warm the imports; the files themselves are read again below
    best = min(_seconds_to_read_all() for _ in range(5))

    assert best <= 0.080


def _seconds_to_read_all() -> float:
    begun = time.perf_counter()
    for slug in SLUGS:
        guides.read_guide(slug, guides.FOLDER / f"{slug}.yaml")
    return time.perf_counter() - begun

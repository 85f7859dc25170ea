"""What citizens see: tense, corrections, follow-ups, honest refusals, other places."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pytest

from knowledge.answering.answerer import Answerer
from knowledge.answering.lexicon import tables
from knowledge.outcome import Answer, Clarify, Refuse
from knowledge.pack.loading import load_shipped

BEFORE = dt.datetime(2025, 9, 20, 1, 0, tzinfo=dt.UTC)
THE_DAY = dt.datetime(2025, 10, 9, 1, 0, tzinfo=dt.UTC)
AFTER = dt.datetime(2025, 10, 19, 1, 0, tzinfo=dt.UTC)


@cache
def answerer(slug: str = "binh-long") -> Answerer:
    return Answerer(load_shipped(slug))


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (BEFORE, "Còn 19 ngày nữa."),
        (THE_DAY - dt.timedelta(days=1), "Đó là ngày mai."),
        (THE_DAY, "Đó là hôm nay."),
        (THE_DAY + dt.timedelta(hours=6), "Đó là hôm nay, đã bắt đầu lúc 13 giờ 30."),
        (AFTER, "Việc này đã diễn ra."),
    ],
)
def test_the_tense_follows_the_clock(now: dt.datetime, words: str) -> None:
    assert words in answerer().answer("lễ phát động ngày nào?", now).text


def test_the_day_is_the_day_of_vietnam_not_of_utc() -> None:
    late_evening_utc = dt.datetime(2025, 10, 8, 18, 0, tzinfo=dt.UTC)
    assert "Đó là hôm nay." in answerer().answer("lễ hôm nào", late_evening_utc).text


@pytest.mark.parametrize(
    ("question", "beginning"),
    [
        ("lễ buổi sáng phải không?", "Dạ không phải buổi sáng"),
        ("le buoi chieu phai khong", "Dạ đúng"),
        ("lễ ngày 10/10 phải không", "Dạ không phải ngày 10/10"),
        ("lễ ngày 9/10 đúng không", "Dạ đúng"),
    ],
)
def test_a_wrong_presumption_is_corrected(question: str, beginning: str) -> None:
    outcome = answerer().answer(question, BEFORE)
    assert isinstance(outcome, Answer)
    assert outcome.text.startswith(beginning)
    assert "13 giờ 30" in outcome.text


def test_typing_without_diacritics_gives_the_same_answer() -> None:
    with_marks = answerer().answer("bàn nào giúp thanh toán số?", BEFORE)
    without = answerer().answer("ban nao giup thanh toan so?", BEFORE)
    assert with_marks.text == without.text
    assert "Thanh toán số" in without.text


@pytest.mark.parametrize("typed", ["chữ ký số", "chu ky so", "chuwx kys soos", "CKS"])
def test_the_campaign_is_found_however_it_is_typed(typed: str) -> None:
    outcome = answerer().answer(f"chiến dịch {typed} từ ngày nào đến ngày nào", BEFORE)
    assert "01/10/2025" in outcome.text
    assert "01/11/2025" in outcome.text


def test_a_question_without_a_subject_is_asked_back_unless_there_is_a_topic() -> None:
    assert isinstance(answerer().answer("ở đâu vậy?", BEFORE), Clarify)
    outcome = answerer().answer("ở đâu vậy?", BEFORE, topic="launch.when|hour")
    assert "Hội trường UBND phường Bình Long" in outcome.text


def test_two_questions_in_one_message_are_both_answered() -> None:
    text = answerer("binh-phuoc").answer("lễ tổ chức khi nào và ở đâu?", BEFORE).text
    assert "tuần làm việc thứ 16/2025" in text
    assert "Trung tâm Chính trị thành phố Đồng Xoài" in text


@pytest.mark.parametrize(
    ("slug", "question", "words"),
    [
        ("kinh-mon", "lễ phát động ngày nào", "chưa nêu"),
        ("thien-tin", "kế hoạch số mấy", "để trống"),
        ("binh-phuoc", "lễ bắt đầu lúc mấy giờ", "chưa nêu giờ"),
        ("dai-phuoc", "Buổi tập huấn khởi nghiệp bắt đầu lúc mấy giờ?", "chưa nêu giờ"),
        ("binh-long", "ai ký kế hoạch", "chưa nêu tên người ký"),
    ],
)
def test_what_the_plan_leaves_open_is_said_with_whom_to_ask(slug: str, question: str, words: str) -> None:
    outcome = answerer(slug).answer(question, BEFORE)
    assert isinstance(outcome, Refuse)
    assert outcome.reason == "plan_silent"
    assert words in outcome.text
    assert "Bác vui lòng hỏi" in outcome.text


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("phường An Lộc làm lễ ngày nào?", "other_locality"),
        ("lễ ở Đồng Xoài mấy giờ", "other_locality"),
        ("cho xin số điện thoại của chủ tịch phường", "personal_data"),
        ("chiều nay trời có mưa không", "off_topic"),
        ("lễ có tặng quà không", "plan_silent"),
    ],
)
def test_what_is_not_ours_to_answer_is_refused_with_its_reason(question: str, reason: str) -> None:
    outcome = answerer().answer(question, BEFORE)
    assert isinstance(outcome, Refuse)
    assert outcome.reason == reason


def test_the_plans_own_words_are_shown_by_their_button() -> None:
    outcome = answerer().answer_ref("c:II.3", BEFORE)
    assert "13 giờ 30 ngày 09/10/2025 (thứ Năm)" in outcome.text


@pytest.mark.parametrize("question", ["", "   ", "???", "🙂", "0", "a" * 5000, "ai " * 400])
def test_strange_input_gets_a_polite_word(question: str) -> None:
    assert answerer().answer(question, BEFORE).text


def test_a_guide_leads_on_to_all_its_steps_and_to_help() -> None:
    introduction = answerer().answer("làm sao để lên định danh mức 2", BEFORE)
    assert introduction.kind == "guide"
    assert len(introduction.choices) >= 3
    steps = [answerer().answer_ref(choice.ref, BEFORE) for choice in introduction.choices]
    assert all(step.kind == "guide" and step.choices for step in steps)
    assert "6. " in steps[0].text


def test_an_unasked_year_tells_the_targets_of_both_years() -> None:
    text = answerer("kinh-mon").answer("bao nhieu % nguoi dan duoc xac nhan vneid", BEFORE).text
    assert "40%" in text
    assert "60%" in text


def test_a_plan_without_a_launch_says_so_and_lists_what_it_has() -> None:
    outcome = answerer("dai-phuoc").answer("Lễ phát động tổ chức khi nào?", BEFORE)
    assert isinstance(outcome, Refuse)
    assert "không có lễ phát động riêng" in outcome.text
    assert len(outcome.text) <= 1200
    assert outcome.choices


@pytest.mark.parametrize(
    ("question", "words"), [("tháng này có gì", "30/09/2025"), ("ngày 2/10 có gì", "Tổ Công nghệ số")]
)
def test_what_happens_in_a_month_or_on_a_day(question: str, words: str) -> None:
    assert words in answerer("dai-phuoc").answer(question, BEFORE).text


@pytest.mark.parametrize("question", ["bao giờ xong lễ", "lễ kết thúc lúc nào", "mấy giờ bế mạc"])
def test_an_end_the_plan_leaves_open_is_not_answered_with_the_beginning(question: str) -> None:
    outcome = answerer().answer(question, BEFORE)
    assert isinstance(outcome, Refuse)


def test_the_section_behind_a_button_is_shown_whole() -> None:
    text = answerer().answer_ref("c:VI.1", BEFORE).text
    assert "Xây dựng kịch bản" in text
    assert "Xây dựng video" in text


def test_what_was_said_is_not_said_again_for_the_next_question() -> None:
    text = answerer().answer("lễ tổ chức ngày nào, ở đâu, ai chủ trì?", BEFORE).text
    assert text.count("Hội trường UBND phường Bình Long") == 1
    assert "Phòng Văn hóa - Xã hội phường" in text


@pytest.mark.parametrize("question", ["Công an phải làm gì?", "cong an xa co viec gi khong", "mobifone phai lam gi"])
def test_a_body_without_duties_in_the_plan_is_said_to_have_none(question: str) -> None:
    outcome = answerer("dai-phuoc").answer(question, BEFORE)
    assert isinstance(outcome, Refuse), outcome.text
    assert outcome.reason == "plan_silent"
    assert "chưa nêu" in outcome.text


@pytest.mark.parametrize("slug", ["binh-long", "binh-phuoc"])
def test_a_message_may_end_with_any_known_place(slug: str) -> None:
    """Longer names beginning with the same word once made the answer fail."""
    names = [str(name) for name in (*tables().places["provinces"], *tables().places["localities"])]
    outcomes = [answerer(slug).answer(f"lễ tổ chức ở đâu hay là ở {name}", BEFORE) for name in names]
    assert all(outcome.text for outcome in outcomes)
    assert any(isinstance(outcome, Refuse) and outcome.reason == "other_locality" for outcome in outcomes)


def test_a_body_that_has_a_part_in_it_is_not_denied() -> None:
    """The launch is another body's to hold, but VNPT helps: "Dạ không phải VNPT" would be untrue."""
    outcome = answerer("thien-tin").answer("VNPT có hỗ trợ tổ chức lễ không", BEFORE)
    assert isinstance(outcome, Answer)
    assert not outcome.text.startswith("Dạ không phải")
    assert "VNPT" in outcome.text

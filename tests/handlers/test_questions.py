"""Free questions and what is remembered of them."""

import pytest

from handlers.replies import MAX_REF_BYTES, ButtonTooLong, keyboard
from knowledge.outcome import Choice


async def test_an_answer_offers_related_questions_and_the_plans_own_words(talk):
    (answer,) = await talk().say("Lễ khi nào?")
    assert answer.labels == ["Lễ ở đâu?", "Ai chủ trì lễ?", "Xem nguyên văn mục II.3"]
    assert answer.refs[-1] == "c:II.3"


async def test_the_plans_own_words_do_not_offer_themselves_again(talk):
    (words,) = await talk().press("c:II.3")
    assert words.text == "“Thời gian: 13 giờ 30 ngày 09/10/2025.”"
    assert words.labels == []


async def test_what_is_told_is_recorded(talk):
    lan = talk()
    await lan.say("Lễ khi nào?")
    await lan.press("q:launch.where")
    await lan.say("ai ký?")
    assert lan.work.told == ["launch.when", "q:launch.where"]


async def test_a_follow_up_reaches_the_answerer_with_the_last_topic(talk):
    lan = talk()
    await lan.say("Lễ khi nào?")
    await lan.say("xin chào")
    await lan.say("còn ở đâu?")
    assert lan.answerer.asked[-1] == ("còn ở đâu?", "launch")


async def test_a_refusal_that_names_a_clause_shows_it(talk):
    (refusal,) = await talk().say("ai ký?")
    assert refusal.labels == ["Xem nguyên văn mục II.3", "Hỏi người thật"]


async def test_a_refusal_leaves_nobody_without_a_way_on(talk):
    lan = talk()
    (refusal,) = await lan.say("giá vàng hôm nay")
    assert refusal.labels == ["Xem các mục để chọn", "Hỏi người thật"]
    (menu,) = await lan.say("1")
    assert "Máy này là gì?" in menu.labels


async def test_a_clarifying_question_is_answered_by_its_number(talk):
    lan = talk()
    await lan.say("bàn nào?")
    (answer,) = await lan.say("1")
    assert answer.text == "Trả lời cho q:desk.desk1"


def test_a_ref_too_long_for_a_button_is_refused_by_name():
    keyboard((Choice("vừa", "c:" + "x" * (MAX_REF_BYTES - 2)),))
    with pytest.raises(ButtonTooLong, match="65 byte"):
        keyboard((Choice("dài", "c:" + "x" * (MAX_REF_BYTES - 1)),))

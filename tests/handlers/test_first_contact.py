"""The first message of a newcomer."""

import datetime as dt

from scheduler.organisers import Organiser
from scheduler.standing import Standing

NOW = dt.datetime(2025, 10, 8, 2, 0, tzinfo=dt.UTC)


async def test_a_newcomer_is_told_that_a_machine_answers_and_gets_the_answer_right_after(talk):
    lan = talk(welcomed=False)
    welcome, answer = await lan.say("Lễ khi nào?")
    assert "máy trả lời tự động" in welcome.text
    assert answer.text.startswith("13 giờ 30")


async def test_the_welcome_says_what_is_kept_and_how_to_stop(talk):
    (welcome,) = await talk(welcomed=False).say("/start")
    assert "30 ngày" in welcome.text
    assert "OTP" in welcome.text
    assert "/dung" in welcome.text


async def test_the_trial_notice_stands_until_an_organiser_has_claimed_the_locality(talk):
    lan = talk(welcomed=False)
    (welcome,) = await lan.say("/start")
    assert "Bản dùng thử, không phải kênh chính thức của UBND phường An Hòa." in welcome.text
    minh = talk(welcomed=False)
    minh.standing = Standing((Organiser(1, "Anh Ba", NOW),))
    (welcome,) = await minh.say("/start")
    assert "dùng thử" not in welcome.text


async def test_the_welcome_comes_once(talk):
    lan = talk(welcomed=False)
    await lan.say("Lễ khi nào?")
    replies = await lan.say("Lễ khi nào?")
    assert len(replies) == 1


async def test_a_greeting_at_first_contact_is_answered_by_the_welcome_alone(talk):
    replies = await talk(welcomed=False).say("xin chào")
    assert len(replies) == 1


async def test_a_sticker_at_first_contact_brings_welcome_and_kind_words(talk):
    sticker = {"file_id": "a", "file_unique_id": "b", "type": "regular", "width": 1, "height": 1,
               "is_animated": False, "is_video": False}  # fmt: skip
    welcome, words = await talk(welcomed=False).send(sticker=sticker)
    assert "máy trả lời tự động" in welcome.text
    assert "chỉ đọc được chữ" in words.text


async def test_five_large_buttons_fit_a_pack_with_launch_and_desks(talk):
    (welcome,) = await talk(welcomed=False).say("/start")
    assert welcome.labels == [
        "Lễ diễn ra khi nào, ở đâu?",
        "Bàn nào giúp việc gì?",
        "Ai làm việc gì?",
        "Hướng dẫn từng bước",
        "Máy này là gì?",
    ]
    assert welcome.widest_row == 1


async def test_a_plan_without_launch_and_desks_offers_its_activities(talk, pack):
    lan = talk(pack(launch=False, desks=0, activities=12), welcomed=False)
    lan.answerer.unknown_refs = {"q:launch.when", "q:programme", "q:target.list"}
    (welcome,) = await lan.say("/start")
    assert "Có những hoạt động nào?" in welcome.labels
    assert not any("Lễ" in label or "Bàn" in label for label in welcome.labels)


async def test_start_again_shows_the_welcome_again(talk):
    (welcome,) = await talk().say("/start")
    assert "máy trả lời tự động" in welcome.text


async def test_a_link_of_a_poster_leads_to_its_answer(talk):
    _, answer = await talk(welcomed=False).say("/start q_launch")
    assert answer.text == "Trả lời cho q:launch.when"
    (desk,) = await talk().say("/start desk_desk2")
    assert desk.text == "Trả lời cho q:desk.desk2"
    (guide,) = await talk().say("/start guide_vneid-level2")
    assert guide.text == "Trả lời cho g:vneid-level2"


async def test_an_unknown_link_brings_the_plain_welcome(talk):
    lan = talk(welcomed=False)
    lan.answerer.unknown_refs = {"q:desk.gone"}
    assert len(await lan.say("/start desk_gone")) == 1
    (welcome,) = await talk().say("/start xyz_1")
    assert "máy trả lời tự động" in welcome.text

"""Commands, secrets, over-long texts, and what is no text."""

import pytest


@pytest.mark.parametrize("command", ["/help", "/trogiup", "/TroGiup", "/trợ_giúp", "trợ giúp", "giup voi"])
async def test_help_is_found_by_many_names(talk, command):
    (words,) = await talk().say(command)
    assert "Ví dụ" in words.text
    assert "Bàn “Bàn" not in words.text


async def test_help_shows_examples_of_this_pack(talk, pack):
    (words,) = await talk(pack(launch=False, desks=0, activities=2)).say("/trogiup")
    assert "hoạt động gì" in words.text
    assert "Lễ" not in words.text


@pytest.mark.parametrize("command", ["/menu", "menu", "mục lục"])
async def test_the_main_menu_opens(talk, command):
    (menu,) = await talk().say(command)
    assert len(menu.labels) == 5


@pytest.mark.parametrize("command", ["/dung", "/stop", "dừng"])
async def test_stopping_promises_silence(talk, command):
    (words,) = await talk().say(command)
    assert "không tự nhắn" in words.text


@pytest.mark.parametrize("command", ["/abc", "/", "/settings@bot 1"])
async def test_an_unknown_command_gets_kind_words_and_a_way_on(talk, command):
    (words,) = await talk().say(command)
    assert "không có lệnh này" in words.text
    assert words.labels


async def test_a_secret_is_warned_about_and_never_reaches_the_answerer(talk):
    lan = talk()
    warning, *_ = await lan.say("cccd của tui là 079123456789")
    assert "số giấy tờ" in warning.text
    assert all("079123456789" not in question for question, _ in lan.answerer.asked)


async def test_a_question_beside_a_secret_is_still_answered(talk):
    lan = talk()
    lan.answerer.answer = lambda question, now, topic=None: lan.answerer.answer_ref("q:launch.when", now)
    warning, answer = await lan.say("tui tên Lan cccd 079123456789 lễ khi nào")
    assert "đã xóa" in warning.text
    assert answer.text == "Trả lời cho q:launch.when"


async def test_a_phone_number_is_turned_down_mildly(talk):
    (warning,) = await talk().say("gọi tui 0912 345 678")
    assert "không lưu số này" in warning.text
    assert "OTP" not in warning.text


async def test_a_message_of_over_1000_characters_is_politely_sent_back(talk):
    lan = talk()
    (words,) = await lan.say("a" * 1001)
    assert "1.000 ký tự" in words.text
    await lan.say("b" * 1000)
    assert [question for question, _ in lan.answerer.asked] == ["b" * 1000]


@pytest.mark.parametrize("text", ["   ", "\n"])
async def test_an_empty_text_is_asked_for_words(talk, text):
    (words,) = await talk().say(text)
    assert "chưa thấy chữ nào" in words.text


FILE = {"file_id": "a", "file_unique_id": "b"}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({"photo": [{**FILE, "width": 1, "height": 1}]}, "không xem được hình"),
        ({"voice": {**FILE, "duration": 1}}, "chưa nghe được tiếng"),
        ({"video": {**FILE, "width": 1, "height": 1, "duration": 1}}, "không xem được video"),
        ({"document": FILE}, "không mở được tệp"),
        ({"contact": {"phone_number": "0912345678", "first_name": "Lan"}}, "không lưu lại"),
        ({"location": {"latitude": 11.6, "longitude": 106.6}}, "không xem vị trí"),
        ({"dice": {"emoji": "🎲", "value": 1}}, "chỉ đọc được chữ"),
        ({"poll": {"id": "1", "question": "?", "options": [], "total_voter_count": 0, "is_closed": False,
                   "is_anonymous": True, "type": "regular", "allows_multiple_answers": False,
                   "allows_revoting": False, "members_only": False}}, "chỉ đọc được chữ"),
    ],
)  # fmt: skip
async def test_what_is_no_text_gets_kind_words(talk, content, words):
    (reply,) = await talk().send(**content)
    assert words in reply.text

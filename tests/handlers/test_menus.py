"""Menus, numbers, labels and buttons."""

import pytest

from handlers.choosing import chosen


async def test_a_menu_numbers_its_large_buttons(talk):
    (menu,) = await talk().press("m:desks")
    assert menu.labels == ["1. Bàn số hóa 1", "2. Bàn số hóa 2", "3. Bàn số hóa 3"]
    assert menu.widest_row == 1


async def test_a_long_menu_leads_on_after_seven_and_ends(talk, pack):
    lan = talk(pack(launch=False, activities=12))
    (first,) = await lan.press("m:activities")
    assert len(first.labels) == 8
    assert first.labels[-1] == "8. Xem tiếp"
    (second,) = await lan.say("8")
    assert second.labels == [f"{n}. Lớp tập huấn số {n + 7}" for n in range(1, 6)]


async def test_a_typed_number_chooses_from_the_newest_menu_only(talk):
    lan = talk()
    await lan.press("m:desks")
    await lan.say("Lễ khi nào?")
    (answer,) = await lan.say("2")
    assert answer.text == "Trả lời cho q:launch.chair"


async def test_a_typed_label_chooses_like_its_button(talk):
    lan = talk()
    await lan.press("m:desks")
    (answer,) = await lan.say("ban so hoa 3")
    assert answer.text == "Trả lời cho q:desk.desk3"


async def test_a_number_without_a_menu_gets_a_kind_word_and_the_main_menu(talk):
    lan = talk()
    (words,) = await lan.say("7")
    assert "chưa rõ số này" in words.text
    assert "Máy này là gì?" in words.labels
    assert lan.answerer.asked == []


async def test_a_number_beyond_the_menu_chooses_nothing(talk):
    lan = talk()
    await lan.press("m:desks")
    (words,) = await lan.say("9")
    assert "chưa rõ số này" in words.text


async def test_a_button_of_an_older_pack_gets_kind_words_and_a_way_on(talk):
    lan = talk()
    lan.answerer.unknown_refs = {"q:old.fact"}
    for ref in ("q:old.fact", "m:nothing", "c:IX.9", "m:desks:7", "x", ""):
        if ref in ("x", ""):
            lan.answerer.unknown_refs.add(ref)
        (words,) = await lan.press(ref)
        assert "nút này đã cũ" in words.text
        assert words.labels


async def test_what_the_answerer_cannot_answer_is_not_offered(talk):
    lan = talk()
    lan.answerer.unknown_refs = {f"q:desk.desk{n}" for n in (1, 2, 3)}
    (menu,) = await lan.say("/menu")
    assert "Bàn nào giúp việc gì?" not in menu.labels


async def test_the_machine_tells_what_it_is(talk):
    (words,) = await talk().press("m:about")
    assert "máy trả lời tự động, không phải cán bộ" in words.text
    assert "Bản dùng thử" in words.text


@pytest.mark.parametrize(
    ("typed", "ref"),
    [("2", "b"), ("số 2", "b"), ("chon 1", "a"), ("1.", "a"), ("Ai chủ trì?", "a"), ("thanh toan so", "b"), ("3", None),
     ("0", None), ("mục 2", None), ("2 bàn", None), ("", None)],
)  # fmt: skip
def test_numbers_and_labels_as_people_type_them(typed, ref):
    assert chosen((("Ai chủ trì?", "a"), ("2. Thanh toán số", "b")), typed) == ref

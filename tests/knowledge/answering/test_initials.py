"""Officials write bodies by their initials; those of two bodies, and those in numbers of documents, mean nothing."""

from __future__ import annotations

import pytest
from reader_cast import reader

from knowledge.answering.initials import Initials

NAMES = {
    "centre": ("Trung tâm Văn hóa, Thể thao và Truyền thông",),
    "economy": ("Phòng Kinh tế, Hạ tầng và Đô thị", "phòng đô thị"),
    "office": ("Văn phòng HĐND - UBND phường",),
}


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("TT VH-TT-TT phải làm gì", "trung tâm văn hóa thể thao và truyền thông phải làm gì"),
        ("tt vh tt tt lam gi", "trung tâm văn hóa thể thao và truyền thông lam gi"),
        ("P.KTHTĐT lo gì", "phòng kinh tế hạ tầng và đô thị lo gì"),
        ("phòng KTHT&ĐT lo gì", "phòng kinh tế hạ tầng và đô thị lo gì"),
        ("VP HĐND-UBND chủ trì gì", "văn phòng hđnd ubnd phường chủ trì gì"),
        ("thường trực HĐND-UBND dự không", "thường trực HĐND-UBND dự không"),
        ("văn hóa thể thao thế nào", "văn hóa thể thao thế nào"),
        ("tờ trình 449/TTr-KTHTĐT", "tờ trình 449/TTr-KTHTĐT"),
    ],
)
def test_initials_are_written_out(typed: str, written: str) -> None:
    assert Initials(NAMES).spell_out(typed) == written


def test_initials_of_two_bodies_are_left_alone() -> None:
    two = {"one": ("Phòng Kinh tế Hạ tầng",), "other": ("Phòng Khám tư Hồng Thập",)}
    assert Initials(two).spell_out("PKTHT làm gì") == "PKTHT làm gì"


def test_what_the_table_of_short_forms_knows_is_left_to_it() -> None:
    assert Initials(NAMES, {"vhtttt"}).spell_out("VHTTTT làm gì") == "VHTTTT làm gì"


@pytest.mark.parametrize(
    ("slug", "question", "unit"),
    [
        ("kinh-mon", "TT VH-TT-TT phải làm gì", "culture-centre"),
        ("thien-tin", "TTCUDVC có phải đưa tin bài ko", "public-service-supply-centre"),
        ("thien-tin", "VPHĐND&UBND xã làm gì", "council-office"),
    ],
)
def test_a_body_is_known_by_its_initials(slug: str, question: str, unit: str) -> None:
    assert reader(slug).read(question).units[:1] == [unit]

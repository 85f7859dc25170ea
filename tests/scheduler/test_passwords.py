"""Passwords people type are never stored; questions about passwords stay whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.scrubbing import MARK, fold, scrub

PASSWORDS = [
    ("mật khẩu của tôi là hoaiyeu", "hoaiyeu"),
    ("mật khẩu là 12ab!@", "12ab!@"),
    ("mật khẩu Abc12345", "Abc12345"),
    ("Mật khẩu: hoaiyeu", "hoaiyeu"),
    ("mật khẩu:hoaiyeu", "hoaiyeu"),
    ("MẬT KHẨU LÀ HOAIYEU", "HOAIYEU"),
    ("mật khẩu là hoa nhé", "hoa"),
    ("mật khẩu là Hoàiyêu", "Hoàiyêu"),
    ("mật khẩu là 123", "123"),
    ("mật khẩu là 09/10/1965", "09/10/1965"),
    ('mật khẩu là "hoaiyeu"', "hoaiyeu"),
    ("mật khẩu của tui nè: conmeo", "conmeo"),
    ("mật khẩu là như sau: conmeo", "conmeo"),
    ("mật khẩu của tôi là con mèo đen", "con mèo đen"),
    ("mật khẩu của em là ......abc", "......abc"),
    ("mật khẩu VNeID của tôi là hoaiyeu", "hoaiyeu"),
    ("mật khẩu vneid tôi đặt là Lan@1965", "Lan@1965"),
    ("mật khẩu tài khoản dịch vụ công là anbinh1", "anbinh1"),
    ("mật khẩu nhập abc123 mà không vào được", "abc123"),
    ("tôi quên mật khẩu rồi, mật khẩu cũ là Lan1958", "Lan1958"),
    ("tui đổi mật khẩu thành hoaiyeu rồi", "hoaiyeu"),
    ("mật khẩu là hoaiyeu, lễ ở đâu?", "hoaiyeu"),
    ("mật khẩu\nAbc12345", "Abc12345"),
    ("mã PIN của bác là 12ab", "12ab"),
    ("mk của mình là meoconxinh", "meoconxinh"),
    ("pass là hoa", "hoa"),
    ("PIN của tôi là 12ab!", "12ab!"),
    ("mat khau cua toi la hoaiyeu", "hoaiyeu"),
    ("mat khau la 12ab!@", "12ab!@"),
    ("mat khau Abc12345", "Abc12345"),
    ("mat khau: hoaiyeu", "hoaiyeu"),
    ("matkhau: abcxyz", "abcxyz"),
    ("mat khau hoaiyeu nhe", "hoaiyeu"),
    ("mat khau - hoaiyeu", "hoaiyeu"),
    ("mat khau wifi nha toi la hoahong", "hoahong"),
    ("mat khau cua con toi la Bin2010!", "Bin2010!"),
    ("mat khau cua bac = hoa", "hoa"),
    ("ma pin la hoa", "hoa"),
    ("ma pin: ab12", "ab12"),
    ("PIN: ab12", "ab12"),
    ("pin la 12ab!", "12ab!"),
    ("mk Abc12345", "Abc12345"),
    ("mk: hoaiyeu", "hoaiyeu"),
    ("mk = abc", "abc"),
    ("mk la hoaiyeu65", "hoaiyeu65"),
    ("password: hoaiyeu", "hoaiyeu"),
    ("password=Hoaiyeu123", "Hoaiyeu123"),
    ("pass hoaiyeu", "hoaiyeu"),
    ("pass cua em: hoa@1965", "hoa@1965"),
    ("pass wifi: 88888888", "88888888"),
    ("passcode 12ab34", "12ab34"),
    ("nhap mat khau ab12cd ma sai hoai", "ab12cd"),
]

QUESTIONS = [
    "quên mật khẩu VNeID",
    "quên mật khẩu VNeID thì làm sao",
    "mật khẩu là gì",
    "mật khẩu là gì vậy em?",
    "mật khẩu của tôi là gì",
    "đặt mật khẩu thế nào",
    "đổi mật khẩu ở đâu",
    "đổi mật khẩu VssID",
    "mật khẩu không đúng",
    "mật khẩu đúng mà không vào được",
    "mật khẩu bị sai làm sao",
    "mật khẩu của con tôi quên rồi",
    "mật khẩu phải có mấy ký tự",
    "mật khẩu là bao nhiêu ký tự",
    "mật khẩu là 8 ký tự phải không",
    "mật khẩu: quên thì làm sao",
    "mật khẩu/PIN có giống nhau không",
    "mật khẩu và mã OTP có được cho ai không",
    "mật khẩu mạnh là như thế nào",
    "mật khẩu định danh mức 2",
    "mật khẩu là do ai cấp",
    "mật khẩu là thông tin riêng phải không",
    "mật khẩu đổi thành công chưa",
    "mật khẩu iCloud làm sao lấy lại",
    "mật khẩu (VNeID) quên rồi",
    "mật khẩu tại https://vneid.gov.vn/x1",
    "mã PIN là gì",
    "mã PIN là 6 số hả em",
    "thẻ bị mất mà không tìm được",
    "điện thoại hết pin",
    "mk là giáo viên",
    "bàn nào cấp mật khẩu chữ ký số",
    "quen mat khau vneid",
    "mat khau la gi",
    "mat khau cua toi la gi",
    "dat mat khau the nao",
    "doi mat khau o dau",
    "doi mat khau facebok the nao",
    "mat khau khong dung",
    "mat khau bi sai lam sao",
    "mat khau la may so",
    "mat khau la do minh tu dat ha",
    "mat khau bao gom nhung gi",
    "mat khau mac dinh la gi",
    "mat khau ntn la manh",
    "mat khau o dau",
    "nhap sai mat khau 5 lan",
    "lay lai mat khau facebook",
    "lay lai mat khau gmail giup toi",
    "ma pin la gi",
    "ma pin la may so",
    "pin la loai nao",
    "pin du phong co duoc mang khong",
    "passcode vneid la gi",
    "pass wifi o dau",
    "pass la sao",
    "mk hoi le o dau",
    "mk la nguoi dan o day",
    "mk 35 tuoi co duoc hoc khong",
    "co can mat khau khong",
]


@pytest.mark.parametrize(("text", "password"), PASSWORDS)
def test_a_password_typed_after_its_announcement_is_not_stored(text, password):
    scrubbed = scrub(text)
    assert scrubbed.found == {"code"}
    assert password not in scrubbed.text
    assert scrubbed.text == text.replace(password, MARK) or len(scrubbed.text) < len(text) + len(MARK)


@pytest.mark.parametrize("text", QUESTIONS)
def test_a_question_about_passwords_stays_whole(text):
    assert scrub(text).text == text
    assert scrub(text).found == frozenset()


def test_a_password_among_a_question_leaves_the_question_to_answer():
    scrubbed = scrub("mật khẩu của tôi là hoaiyeu, lễ phát động mấy giờ?")
    assert scrubbed.text == f"mật khẩu của tôi là {MARK} lễ phát động mấy giờ?"
    assert scrubbed.words == "lễ phát động mấy giờ?"


ANNOUNCEMENTS = st.sampled_from(
    ["mật khẩu", "mat khau", "Mật Khẩu", "pass", "password", "passcode", "mã PIN", "ma pin", "PIN", "mk"]
)
OWNERS = st.sampled_from(["", " của tôi", " của em", " cua minh", " của tui", " cua bac"])
SIGNS = st.sampled_from([": ", ":", " = ", "="])
CHARACTERS = "abcdeghiklmnopqrstuvxyzABCDEGHIKLM0123456789!@#$%^&*"


@given(
    announcement=ANNOUNCEMENTS,
    owner=OWNERS,
    sign=SIGNS,
    password=st.from_regex(rf"\A[a-z][0-9][{CHARACTERS}]{{3,20}}\Z"),
    after=st.sampled_from(["", " nhé", "\nlễ ở đâu", ", giúp tôi với"]),
)
def test_whatever_characters_a_password_has_none_of_it_is_stored(announcement, owner, sign, password, after):
    scrubbed = scrub(f"{announcement}{owner}{sign}{password}{after}")
    assert scrubbed.found
    assert password not in scrubbed.text
    kept = scrubbed.text.replace(MARK, "").removeprefix(f"{announcement}{owner}{sign}".strip())
    assert fold(kept).strip(" ,\n") in ("", "nhe", "le o dau", "giup toi voi")


PIECES = ["mật", "khẩu", "mk", "pass", "pin", "là", ":", "=", "gì", "quên", "của", "tôi", "hoaiyeu", "ab12!", "482913"]


@given(text=st.lists(st.sampled_from([*PIECES, MARK])))
def test_what_was_scrubbed_of_passwords_once_has_nothing_left_to_scrub(text):
    once = scrub(" ".join(text))
    assert scrub(once.text).found == frozenset()

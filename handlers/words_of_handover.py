"""What both sides of a hand-over (chuyển cho người thật) read, in one place for an official to review."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from handlers.dialogue import office_of, place_of
from handlers.organiser_words import moment
from knowledge.pack.loading import LoadedPack

YES_HAND_OVER, NO_STAY = "Đồng ý, chuyển giúp tôi", "Thôi, tôi hỏi máy"
TAKE, ALSO_END = "Tôi nhận", "Xong, kết thúc"
ASK_AGAIN = "Hỏi người thật lần nữa"

LINE_CHARS, OUR_LINE_CHARS = 300, 100
"""A message of a transcript is cut here; what the machine said the organiser knows."""


# --- the citizen ("bác") ----------------------------------------------------------------------------------------------


def nobody_here(pack: LoadedPack) -> str:
    """No organiser stands behind this locality yet."""
    return (
        f"Dạ, ở đây chưa có cán bộ trực qua máy. Bác cần gặp người thật, xin bác đến hoặc gọi {office_of(pack)} "
        "trong giờ làm việc ạ."
    )


def nobody_on_duty(pack: LoadedPack, opens_at: dt.datetime | None) -> str:
    """Organisers there are, but none is on duty now."""
    when = f" Cán bộ trực lại lúc {moment(opens_at)}: bác nhắn lại giúp em lúc đó." if opens_at else ""
    return (
        f"Dạ, lúc này chưa có cán bộ nào trực.{when}\n\n"
        f"Bác cần gấp, xin bác đến hoặc gọi {office_of(pack)} trong giờ làm việc ạ."
    )


def sure(pack: LoadedPack) -> str:
    """Before anything is handed over: what goes to whom."""
    return (
        f"Em chuyển bác sang cán bộ trực của {place_of(pack)} nhé? Cán bộ sẽ đọc được các tin gần đây của bác với em. "
        "Xin bác đừng viết số căn cước, mã OTP hay mật khẩu."
    )


STAYED = "Vâng, bác cứ hỏi em tiếp ạ."
HANDED_OVER = (
    "Em đã báo cán bộ trực. Từ giờ em không trả lời nữa, bác viết gì cán bộ đọc nấy. Có người nhận em báo bác ngay.\n\n"
    "Bác muốn quay lại hỏi máy thì gõ /bot."
)
ALREADY_WAITING = "Bác chờ thêm một chút ạ, em đã báo cán bộ rồi. Muốn quay lại hỏi máy, bác gõ /bot."
ADDED = "Em ghi thêm cho cán bộ đọc. Bác chờ một chút, hoặc gõ /bot để quay lại hỏi máy."
WITH_HUMAN = "Bác đang nói chuyện với cán bộ nên em không trả lời. Muốn quay lại hỏi máy, bác gõ /bot."
TEXT_ONLY = "Em chỉ chuyển được chữ. Xin viết lại bằng chữ giúp em."
NOT_IN_GROUPS = "Trong nhóm em không chuyển được. Bác nhắn riêng cho em rồi bấm “Hỏi người thật” nhé."


def taken_for_citizen(name: str) -> str:
    return f"{name} đã nhận và sẽ trả lời bác ngay tại đây. Bác viết tiếp được ạ. Xong việc, bác gõ “xong” hoặc /bot."


def from_human(name: str, text: str) -> str:
    """The human's words, told from the machine's."""
    return f"{name}: {text}"


BACK_TO_MACHINE = "Em trả lời bác trở lại. Bác cần cán bộ lần nữa thì bấm “Hỏi người thật”."


def ended_by_human(name: str) -> str:
    return f"{name} đã xong phần trả lời. Em là máy, xin trả lời bác trở lại ạ."


HUMAN_LEFT = "Cán bộ đang trả lời bác nay không còn trực nữa. Em trả lời bác trở lại; bác cần thì bấm hỏi lần nữa."


def overdue_for_citizen(pack: LoadedPack) -> str:
    return (
        "Dạ, em xin lỗi bác: đã qua một ngày làm việc mà chưa có cán bộ nào trả lời. Em đã báo lại người phụ trách, "
        f"và em trả lời bác trở lại. Bác cần gấp, xin đến hoặc gọi {office_of(pack)} ạ."
    )


# --- the organiser ("anh/chị") ----------------------------------------------------------------------------------------


def request(lines: Sequence[tuple[bool, str]], due_at: dt.datetime) -> str:
    """To everybody on duty. ``lines``: (written by the citizen, text), oldest first."""
    return f"Có bà con cần người thật.\n\n{transcript(lines)}\n\nXin một người nhận, và trả lời trước {moment(due_at)}."


def transcript(lines: Sequence[tuple[bool, str]]) -> str:
    """The newest messages, each cut to a length that can be read on a phone."""
    return "\n".join(
        f"Bà con: {_cut(text, LINE_CHARS)}" if theirs else f"Máy: {_cut(text, OUR_LINE_CHARS)}"
        for theirs, text in lines
    )


def _cut(text: str, chars: int) -> str:
    words = " ".join(text.split())
    return words if len(words) <= chars else words[: chars - 1].rsplit(" ", 1)[0] + "…"


def taken(lines: Sequence[tuple[bool, str]]) -> str:
    """To the one who took it."""
    return (
        f"Anh/chị đã nhận. Các tin gần đây:\n\n{transcript(lines)}\n\n"
        "Anh/chị viết gì, bà con đọc nấy, kèm tên anh/chị. Xong thì gõ “xong”. Các lệnh như /quanly vẫn dùng được."
    )


def taken_by_other(name: str) -> str:
    return f"{name} đã nhận người này rồi."


NOT_OPEN = "Người này đã được trả lời hoặc đã quay lại hỏi máy."
ONE_AT_A_TIME = "Anh/chị đang trả lời một người. Xong người ấy (gõ “xong”) rồi nhận người tiếp giúp em."
CITIZEN_LEFT = "Bà con đã quay lại hỏi máy. Em cảm ơn anh/chị."
YOU_ENDED = "Em đã báo bà con. Em cảm ơn anh/chị."


def from_citizen(text: str) -> str:
    return f"Bà con: {text}"


def overdue(asked_at: dt.datetime) -> str:
    """The alarm to every organiser."""
    return (
        f"Cảnh báo: người cần gặp cán bộ từ {moment(asked_at)} chưa được ai trả lời sau một ngày làm việc. "
        "Em đã xin lỗi bà con và chỉ đến trụ sở. Anh/chị xem lại giờ trực bằng /truc giúp em."
    )


DUTY_HOW = (
    "Giờ trực của anh/chị: {hours}.\n\nĐổi bằng cách gõ, ví dụ:\n/truc 7:30-11:30 13:30-17:00 t2-t6\n"
    "/truc luôn (mọi lúc)\n/truc nghỉ (không trực)\nNgày lễ em coi là ngày nghỉ."
)
BAD_DUTY = "Em chưa đọc được giờ trực này. Xin gõ như: /truc 7:30-11:30 13:30-17:00 t2-t6"


def duty_set(hours: str) -> str:
    return f"Từ nay giờ trực của anh/chị: {hours}."

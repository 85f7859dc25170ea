"""What is read while a locality is paused (tạm dừng), by citizens ("bác") and by organisers ("anh/chị")."""

from __future__ import annotations

from handlers.dialogue import office_of
from handlers.organiser_words import moment
from knowledge.pack.loading import LoadedPack
from scheduler.pausing import Pause


def notice(pack: LoadedPack, pause: Pause) -> str:
    """What a citizen reads instead of an answer."""
    return f"Dạ, {_line(pause)} Câu hỏi của bác em vẫn giữ lại. Bác cần gấp, xin bác liên hệ {office_of(pack)} ạ."


def head(pack: LoadedPack, pause: Pause) -> str:
    """The line at the head of the web chat."""
    return f"{_line(pause)[:1].upper()}{_line(pause)[1:]} Bà con cần gấp xin liên hệ {office_of(pack)}."


def _line(pause: Pause) -> str:
    return f"trợ lý đang tạm dừng từ {moment(pause.since)}."


SURE = (
    "Tạm dừng trả lời bà con ngay bây giờ? Ai nhắn đến sẽ thấy là trợ lý đang tạm dừng và nên liên hệ nơi nào. "
    "Câu hỏi của bà con vẫn được giữ lại. Các lệnh của người tổ chức vẫn dùng được."
)
YES_PAUSE, NO_PAUSE = "Tạm dừng ngay", "Không, cứ trả lời"
NOT_PAUSED = "Vâng, em vẫn trả lời bà con như thường."
PAUSED = "Đã tạm dừng. Từ lúc này em không trả lời bà con nữa. Khi nào muốn em trả lời lại, anh/chị gõ /tieptuc."
RESUMED = "Em trả lời bà con lại từ lúc này. Xem các câu chưa được trả lời: /cauhoi."
WAS_NOT_PAUSED = "Em đang trả lời bà con như thường, không có gì phải tiếp tục."


def already_paused(pause: Pause, name: str) -> str:
    return f"{name} đã tạm dừng từ {moment(pause.since)}. Muốn em trả lời lại, anh/chị gõ /tieptuc."


def told_of_pause(name: str) -> str:
    """To the other organisers."""
    return f"{name} vừa tạm dừng: em không trả lời bà con nữa, đến khi có người gõ /tieptuc."


def told_of_resuming(name: str) -> str:
    """To the other organisers."""
    return f"{name} vừa cho em trả lời bà con lại."

"""What organisers read about citizens' questions: counts of the day, unanswered ones, answers of their own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from handlers.organiser_words import moment
from knowledge.answering.own_answers import OwnAnswer
from scheduler.people import Channel
from scheduler.questions import Counts
from scheduler.unanswered import Group
from scheduler.working_days import VIETNAM

_SHOWN = 160

_CHANNELS = {
    Channel.WEB: "trang web",
    Channel.TERMINAL: "cửa sổ lệnh",
    Channel.TELEGRAM: "Telegram",
    Channel.ZALO_BOT: "Zalo Bot",
    Channel.ZALO_OA: "Zalo OA",
}


def today(counts: Counts, now: dt.datetime) -> str:
    """/homnay"""
    when = f"{now.astimezone(VIETNAM):Hôm nay, ngày %d/%m/%Y, đến %H:%M}"
    if not counts.outcomes:
        return f"{when}: chưa có ai hỏi."
    count = counts.outcomes.get
    lines = [
        f"{when}:",
        f"Số người hỏi: {counts.people}",
        f"Số câu hỏi: {counts.questions}",
        f"– Đã trả lời: {count('answer', 0)}",
        f"– Chỉ tới hướng dẫn từng bước: {count('guide', 0)}",
        f"– Hỏi lại cho rõ: {count('clarify', 0)}",
        f"– Chưa có để trả lời: {count('refuse', 0)}",
        f"– Chưa hiểu: {count('not_understood', 0)}",
        f"– Xin thông tin riêng của người khác, không trả lời: {count('personal', 0)}",
    ]
    if count("paused", 0):
        lines.append(f"– Đến lúc đang tạm dừng: {count('paused', 0)}")
    lines.append(f"Xin gặp người thật: {count('human', 0)}; đã chuyển cho cán bộ: {count('handed_over', 0)}")
    channels = [f"{_CHANNELS[channel]} {asked}" for channel, asked in counts.channels.items()]
    lines += [f"Theo kênh: {', '.join(channels)}"] if channels else []
    return "\n".join([*lines, "", "Xem các câu chưa trả lời được: /cauhoi"])


PAGE = 5
NO_QUESTIONS = "30 ngày qua không còn câu hỏi nào chưa trả lời được."
MORE = "Xem tiếp"
YES, AGAIN, NO = "Đúng, trả lời chung", "Gõ lại", "Thôi, không gửi"
LEFT = "Vâng, em không gửi gì."
GONE = "Câu hỏi này không còn trong danh sách. Anh/chị gõ /cauhoi để xem lại."
NUMBER_TYPED = (
    "Trong phần vừa gõ có số giống số giấy tờ, số điện thoại hoặc mã, nên em không nhận. Anh/chị gõ lại, bỏ số ấy đi, "
    "hoặc gõ /huy để thôi."
)


def unanswered(groups: Sequence[Group], first: int, total: int) -> str:
    """A page of /cauhoi: the largest group first."""
    lines = [
        f"{number}. “{_short(group.newest.text)}”\n   {len(group.questions)} lần, {len(group.addresses)} người hỏi, "
        f"gần nhất {moment(group.newest.at)}"
        for number, group in enumerate(groups, start=first + 1)
    ]
    return f"Câu chưa trả lời được trong 30 ngày qua ({total} nhóm):\n" + "\n".join(lines)


def answer_label(number: int) -> str:
    return f"Trả lời chung câu {number}"


def ask_answer(group: Group, most: int) -> str:
    """Before the answer is typed."""
    others = [f"– {_short(text)}" for text in group.wordings(4)]
    return (
        "Bà con đã hỏi:\n" + "\n".join(others) + f"\n\nAnh/chị gõ câu trả lời (nhiều nhất {most} chữ cái). "
        "Em nói lại đúng như vậy với ai hỏi giống thế. Gõ /huy để thôi."
    )


def bad_length(shortest: int, longest: int) -> str:
    return f"Câu trả lời cần từ {shortest} đến {longest} chữ cái. Anh/chị gõ lại, hoặc gõ /huy để thôi."


def preview(group: Group, said: str, told: int) -> str:
    """What people will read."""
    more = len(group.addresses) - told
    rest = f" ({more} người hỏi lâu hơn không nhận tin, nhưng hỏi lại sẽ thấy)" if more else ""
    return (
        f"Ai hỏi như “{_short(group.newest.text)}” sẽ thấy:\n\n{said}\n\n"
        f"Em gửi ngay cho {told} người đã hỏi{rest}. Kế hoạch đã có câu trả lời thì em vẫn nói theo kế hoạch."
    )


def kept(told: int) -> str:
    return f"Đã lưu và gửi cho {told} người. Xem hoặc bỏ: /traloi."


def note(question: str, said: str) -> str:
    """To somebody who asked and got no answer then."""
    return f"Dạ, trước đây bác có hỏi: “{_short(question)}”\n\n{said}"


NO_OWN = "Chưa có câu trả lời chung nào. Xem các câu chưa trả lời được: /cauhoi."


def own_answers(answers: Sequence[OwnAnswer]) -> str:
    """/traloi"""
    lines = [f"{one.id}. “{_short(one.questions[0])}”\n   {one.said}" for one in answers]
    return "Các câu đã trả lời chung:\n" + "\n".join(lines)


def revoke_label(answer_id: int) -> str:
    return f"Bỏ câu {answer_id}"


def revoked(answer_id: int) -> str:
    return f"Đã bỏ câu trả lời chung số {answer_id}. Từ lúc này em không nói câu đó nữa."


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"

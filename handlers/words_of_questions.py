"""What organisers read about citizens' questions: counts of the day, unanswered ones, answers of their own."""

from __future__ import annotations

import datetime as dt

from scheduler.people import Channel
from scheduler.questions import VIETNAM, Counts

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
    lines.append(f"Xin gặp người thật: {count('human', 0)}")
    channels = [f"{_CHANNELS[channel]} {asked}" for channel, asked in counts.channels.items()]
    lines += [f"Theo kênh: {', '.join(channels)}"] if channels else []
    return "\n".join([*lines, "", "Xem các câu chưa trả lời được: /cauhoi"])

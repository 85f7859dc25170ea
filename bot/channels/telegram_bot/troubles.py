"""What can be wrong with an account, in words for whoever runs the program, and when to try again."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Literal

from aiogram.exceptions import (
    ClientDecodeError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)

from bot.channels.telegram_bot.receiving import NotReady
from bot.settings import variable
from storage.errors import StorageUnavailable

Kind = Literal["refused", "conflict", "unreachable", "faulty", "too_fast", "webhook_refused", "storage", "unknown"]

_LONGEST_PAUSE_S = 30.0
_REFUSED_PAUSE_S = 300.0
_CONFLICT_PAUSE_S = 10.0


@dataclass(frozen=True, slots=True)
class Trouble:
    """``kind`` goes into the log, ``text`` (Vietnamese, with what to do) to the operator; ``pause_s``: asked for by
    Telegram or fitting the kind, None: grow from try to try."""

    kind: Kind
    text: str
    pause_s: float | None = None

    def pause(self, failures: int) -> float:
        """Seconds to wait after so many failures in a row (1 and more)."""
        if self.pause_s is not None:
            return self.pause_s
        return min(0.5 * 2.0 ** min(failures - 1, 10), _LONGEST_PAUSE_S) * random.uniform(0.8, 1.2)  # noqa: S311


def trouble_of(error: Exception) -> Trouble:
    """What an error of a call to Telegram means."""
    match error:
        case TelegramUnauthorizedError() | TelegramNotFound():
            return Trouble(
                "refused",
                "Telegram không nhận mã của bot này: mã sai hoặc đã bị thu hồi. Hãy lấy lại mã ở @BotFather, "
                f"sửa {variable('telegram_tokens')} rồi chạy lại.",
                _REFUSED_PAUSE_S,
            )
        case TelegramConflictError():
            return Trouble(
                "conflict",
                "một chương trình khác đang dùng cùng bot này. Hãy tắt chương trình kia; máy tự thử lại.",
                _CONFLICT_PAUSE_S,
            )
        case TelegramRetryAfter(retry_after=seconds):
            return Trouble("too_fast", f"Telegram bảo đợi {seconds} giây; máy tự thử lại.", float(seconds))
        case TelegramNetworkError():
            return Trouble(
                "unreachable",
                "chưa nối được máy chủ Telegram. Hãy xem đường mạng; nếu mạng chặn Telegram thì đặt "
                f"{variable('proxy')}. Máy tự thử lại.",
            )
        case TelegramServerError() | ClientDecodeError():
            return Trouble("faulty", "máy chủ Telegram đang trục trặc; máy tự thử lại.")
        case TelegramBadRequest():
            return Trouble(
                "webhook_refused",
                f"Telegram không nhận địa chỉ webhook ({error.message}). Hãy xem {variable('public_url')}.",
                _LONGEST_PAUSE_S,
            )
        case StorageUnavailable() | NotReady():
            return Trouble("storage", "chưa ghi được tin nhắn vào cơ sở dữ liệu; máy tự thử lại.")
        case _:
            return Trouble("unknown", f"lỗi chưa rõ ({type(error).__name__}); máy tự thử lại.")

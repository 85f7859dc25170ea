"""A Telegram to test against, without a token and without the internet.

As a program: ``python tests/emulators/telegram_server.py --port 8081`` prints its address and a token, and shows the
chats on a page at that address. In tests: ``async with TelegramServer() as telegram: token = telegram.add_bot()``.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

from emulators.telegram.faults import ALWAYS
from emulators.telegram.limits import NO_LIMITS, Limits
from emulators.telegram.people import Group, Person
from emulators.telegram.server import TelegramServer

__all__ = ["ALWAYS", "NO_LIMITS", "Group", "Limits", "Person", "TelegramServer", "main"]


def main() -> int:
    """Run until interrupted."""
    parser = argparse.ArgumentParser(description="Máy chủ Telegram giả để thử trợ lý, chạy ngay trên máy này.")
    parser.add_argument("--port", type=int, default=8081, help="cổng (mặc định 8081)")
    parser.add_argument("--host", default="127.0.0.1", help="địa chỉ lắng nghe (mặc định 127.0.0.1)")
    parser.add_argument("--token", default="", help="mã của bot; để trống thì máy chủ tự tạo")
    parser.add_argument("--no-limits", action="store_true", help="nhận bao nhiêu tin cũng được, không trả lỗi 429")
    parser.add_argument("--name", default="Bot thử", help="tên của bot")
    parser.add_argument("--person", action="append", help="tên một người thử; dùng nhiều lần được")
    options = parser.parse_args()
    try:
        asyncio.run(_serve(options))
    except KeyboardInterrupt:
        print("Đã dừng.")
    return 0


async def _serve(options: argparse.Namespace) -> None:
    limits = NO_LIMITS if options.no_limits else Limits()
    async with TelegramServer(port=options.port, host=options.host, limits=limits) as telegram:
        token = telegram.add_bot(options.name, token=options.token)
        for name in options.person or ["Cô Lan"]:
            telegram.person(name)
        print(f"Địa chỉ:  {telegram.base_url}")
        print(f"Mã bot:   {token}", flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    raise SystemExit(main())

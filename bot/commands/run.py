"""`hocvuso run`: everything in one process, until Ctrl+C or SIGTERM."""

from __future__ import annotations

import argparse
import gc
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from bot.commands.now import add_now_argument

if TYPE_CHECKING:
    from bot.app import Assistant
    from bot.settings import Settings

KNOWN_WITHIN_S = 2.0
"""How long the start waits to tell whether the platforms answer."""


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    parser = subparsers.add_parser(
        "run",
        help="chạy trợ lý: trang trò chuyện và mọi kênh đã cài đặt",
        description="Chạy trợ lý trên máy này. Lần đầu không cần cài đặt gì. Dừng bằng Ctrl+C.",
    )
    add_now_argument(parser)
    parser.add_argument("--port", type=int, metavar="CỔNG", help="cổng để nghe, thay cho HOCVUSO_PORT (8080)")
    parser.add_argument("--lan", action="store_true", help="cho điện thoại cùng mạng mở được; in địa chỉ và mã QR")
    parser.set_defaults(run=run_run)


def run_run(args: argparse.Namespace) -> int:
    """Run until told to stop; 0 after a stop, 1 when it could not start, with the reason and what to do."""
    began = time.monotonic()
    gc.disable()  # starting builds much and drops little: half a second less, until `tune_garbage_collection`
    _say("hocvuso đang khởi động…")
    import asyncio

    from bot.settings import SettingsError, read_settings

    options: dict[str, Any] = {"host": "0.0.0.0"} if args.lan else {}  # noqa: S104 - asked for by --lan
    if args.port is not None:
        options["port"] = args.port
    try:
        settings = read_settings(**options)
    except SettingsError as error:
        return _fail(error)
    with _explained(settings) as failure:
        from bot.data_folder import make_ready
        from bot.instance_lock import hold
        from bot.listening import listen
        from bot.logs import start_logging

        start_logging()
        make_ready(settings.data_dir)
        with hold(settings.data_dir), listen(settings.host, settings.port) as listening:
            asyncio.run(_serve(settings, listening, args, began))
        _say("Đã dừng. Mọi tin nhắn đã nhận đều được giữ.")
    return failure.status


class _Failure:
    status = 0


@contextmanager
def _explained(settings: Settings) -> Iterator[_Failure]:
    """Turn what can keep a run from starting into words and status 1; anything else rises."""
    from bot.instance_lock import AlreadyRunningError
    from bot.listening import PortTaken
    from bot.settings import SettingsError, variable
    from knowledge.pack.loading import PackError
    from storage.errors import BadDatabaseUrl, StorageUnavailable

    failure = _Failure()
    try:
        yield failure
    except (SettingsError, BadDatabaseUrl, PackError, AlreadyRunningError, PortTaken) as error:
        failure.status = _fail(error)
    except StorageUnavailable as error:
        where = variable("database_url") if settings.database_url else str(settings.data_dir)
        failure.status = _fail(
            f"không mở được cơ sở dữ liệu ở {where} ({error.reason}). Hãy chạy “hocvuso doctor” để xem việc cần làm."
        )
    except OSError as error:
        failure.status = _fail(f"{error.strerror}: {error.filename}. Hãy chạy “hocvuso doctor” để xem việc cần làm.")


async def _serve(settings: Settings, listening: socket.socket, args: argparse.Namespace, began: float) -> None:
    import asyncio
    import signal

    told_to_stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        # uvicorn stops at these too, and raises them once more when it is done: that second one must not kill us
        # before the database is closed
        asyncio.get_running_loop().add_signal_handler(number, told_to_stop.set)
    from bot.app import open_assistant, tune_garbage_collection
    from bot.clock import Clock
    from bot.web.serving import web_server

    _say("Đọc gói nội dung, mở cơ sở dữ liệu…")
    async with open_assistant(settings, Clock(args.now), with_platforms=True) as assistant:
        await assistant.resend_unanswered()
        server = web_server(assistant.web_app(), assistant.streams, settings.host, settings.port)
        metronome = assistant.metronome()
        serving = asyncio.create_task(server.serve([listening]))
        while not (server.started or serving.done()):  # noqa: ASYNC110 - uvicorn has no event for it
            await asyncio.sleep(0.01)
        await assistant.start_platforms(KNOWN_WITHIN_S)
        tune_garbage_collection()
        metronome.start()
        _announce(assistant, listening.getsockname()[1], args)
        await _announce_codes(assistant)
        _say(f"Sẵn sàng sau {time.monotonic() - began:.1f} giây. Dừng: Ctrl+C")
        threading.Thread(target=assistant.warm_up, name="warm-up", daemon=True).start()
        stopping = asyncio.create_task(told_to_stop.wait())
        await asyncio.wait([serving, stopping], return_when=asyncio.FIRST_COMPLETED)
        _say("Đang dừng…")
        server.should_exit = True
        metronome.stop()
        if assistant.telegram is not None:
            await assistant.telegram.stop()
        stopping.cancel()
        await serving


def _announce(assistant: Assistant, port: int, args: argparse.Namespace) -> None:
    """Where it is, and what is switched on or off and why."""
    from bot.commands.now import spoken
    from bot.web.address import lan_url, terminal_qr

    settings = assistant.settings
    host = "127.0.0.1" if settings.host in ("0.0.0.0", "::") else settings.host  # noqa: S104 - compared, not bound
    host = f"[{host}]" if ":" in host else host
    _say(f"\n  Mở trên máy này:      http://{host}:{port}/")
    if settings.public_url:
        _say(f"  Địa chỉ công khai:    {settings.public_url}/")
    phone = lan_url(port) if args.lan else None
    if phone:
        _say(f"  Trên điện thoại:      {phone}   (cùng mạng Wi-Fi)\n\n{terminal_qr(phone)}")
    elif args.lan:
        _say("  Trên điện thoại:      chưa được, máy này chưa nối mạng nội bộ")
    names = ", ".join(answerer.pack.pack.locality.name for answerer in assistant.answerers.values())
    _say(f"  BẬT  Trò chuyện trên web: {len(assistant.answerers)} địa phương ({names})")
    for line in _telegram_lines(assistant):
        _say(f"  {line}")
    _say("  TẮT  Zalo: phiên bản này chưa nối kênh đó")
    if not args.lan:
        _say("  TẮT  Điện thoại cùng mạng: thêm --lan để bật")
    where = "HOCVUSO_DATABASE_URL" if settings.database_url else f"SQLite trong {settings.data_dir.resolve()}"
    _say(f"  Dữ liệu: {where}")
    if args.now is not None:
        _say(f"  Đồng hồ bắt đầu từ {spoken(args.now)} (giờ Việt Nam)")
    _say("")


async def _announce_codes(assistant: Assistant) -> None:
    """A one-time code for each locality that nobody has claimed."""
    codes = await assistant.first_codes()
    if not codes:
        return
    _say("  Chưa có người tổ chức. Người đầu tiên mở trò chuyện của địa phương và gõ mã (dùng một lần, 48 giờ):")
    for slug, code in codes.items():
        _say(f"    {slug}: {code}")
    _say("")


def _telegram_lines(assistant: Assistant) -> Iterator[str]:
    if assistant.telegram is None:
        yield "TẮT  Telegram: chưa có HOCVUSO_TELEGRAM_TOKENS (xem docs/telegram.md)"
        return
    for line in assistant.telegram.lines:
        slug = line.receiver.channel.account.locality
        way = "máy tự hỏi Telegram" if line.is_polling else "Telegram gọi vào (webhook)"
        if line.trouble is not None:
            yield f"LỖI  Telegram {slug}: {line.trouble.text}"
        elif line.receiver.me is not None and line.is_known.is_set():
            yield f"BẬT  Telegram {slug}: @{line.receiver.me.username}, {way}"
        else:
            yield f"CHỜ  Telegram {slug}: đang nối, chưa thấy Telegram trả lời; máy tự thử tiếp"


def _say(text: str) -> None:
    print(text, flush=True)


def _fail(reason: object) -> int:
    print(f"LỖI: {reason}", file=sys.stderr, flush=True)
    return 1

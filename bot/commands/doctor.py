"""`hocvuso doctor`: one look at everything a run needs."""

from __future__ import annotations

import argparse

_LEVELS = {"ok": "OK", "warning": "CẢNH BÁO", "error": "LỖI"}


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    parser = subparsers.add_parser(
        "doctor",
        help="kiểm tra máy, cài đặt, dữ liệu trước khi chạy",
        description="Kiểm tra mọi thứ trợ lý cần; mỗi dòng là OK, CẢNH BÁO hoặc LỖI kèm việc cần làm.",
    )
    parser.set_defaults(run=run_doctor)


def run_doctor(args: argparse.Namespace) -> int:
    """Print the report; 1 when something would stop a run."""
    import asyncio

    from bot.checkup import check_everything

    checks = asyncio.run(check_everything())
    for check in checks:
        print(f"{_LEVELS[check.level]:<9} {check.about}: {check.finding}{'. ' if check.advice else ''}{check.advice}")
    errors = sum(check.level == "error" for check in checks)
    warnings = sum(check.level == "warning" for check in checks)
    print()
    if errors:
        print(f"Có {errors} lỗi cần sửa trước khi chạy.")
    elif warnings:
        print(f"Chạy được; có {warnings} điều nên xem.")
    else:
        print("Mọi thứ sẵn sàng: hocvuso run")
    return 1 if errors else 0

"""`hocvuso guide`: look at the guides and check them; no database, no aiogram."""

from __future__ import annotations

import argparse
import sys

from bot.commands.now import VIETNAM, add_now_argument


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    parser = subparsers.add_parser(
        "guide",
        help="xem và kiểm tra các hướng dẫn từng bước cho bà con",
        description="Các hướng dẫn từng bước: VNeID, chữ ký số, dịch vụ công… Bà con chỉ thấy giá trị đã xác nhận.",
    )
    actions = parser.add_subparsers(title="các việc", metavar="VIỆC", required=True)

    listing = actions.add_parser("list", help="liệt kê các hướng dẫn đang có")
    listing.set_defaults(run=run_list)

    show = actions.add_parser("show", help="in cả một hướng dẫn như bà con đọc")
    show.add_argument("slug", metavar="SLUG", help="mã hướng dẫn, ví dụ vneid-level2")
    show.add_argument("--values", action="store_true", help="in các giá trị kèm tình trạng xác nhận (để biên tập)")
    show.set_defaults(run=run_show)

    check = actions.add_parser("check", help="kiểm tra nguồn, độ dài, giá trị chưa xác nhận và hạn xem lại")
    add_now_argument(check)
    check.set_defaults(run=run_check)


def run_list(args: argparse.Namespace) -> int:
    """One line per guide."""
    from knowledge.guides.loading import GuideError, load_guides

    try:
        guides = load_guides()
    except GuideError as error:
        return _fail(str(error))
    for slug, guide in guides.items():
        steps = sum(len(way.steps) for way in guide.paths)
        hidden = sum(not value.may_be_shown for value in guide.values)
        waiting = f", {hidden} giá trị chờ xác nhận" if hidden else ""
        print(f"{slug}: {guide.title} ({len(guide.paths)} cách, {steps} bước{waiting})")
    return 0


def run_show(args: argparse.Namespace) -> int:
    """Print one guide; 1 when there is no such guide."""
    from knowledge.guides.loading import GuideError, load_guide
    from knowledge.guides.sheet import sheet, values_sheet

    try:
        guide = load_guide(args.slug)
    except GuideError as error:
        return _fail(str(error))
    print(values_sheet(guide) if args.values else sheet(guide))
    return 0


def run_check(args: argparse.Namespace) -> int:
    """Print what is wrong; 1 when something is. An overdue review is named but is no mistake in the file."""
    import datetime as dt

    from knowledge.guides.checking import check_guides
    from knowledge.guides.loading import GuideError, guide_names, overdue_reviews

    today = (args.now or dt.datetime.now(dt.UTC)).astimezone(VIETNAM).date()
    try:
        problems = check_guides()
        overdue = [] if problems else overdue_reviews(today)
    except GuideError as error:
        return _fail(str(error))
    for problem in problems:
        print(f"LỖI: {problem}")
    for sentence in overdue:
        print(f"CẦN XEM LẠI: {sentence}")
    if problems:
        return 1
    print(f"{len(guide_names())} hướng dẫn đạt: nguồn đủ, câu đủ ngắn, chỉ giá trị đã xác nhận được cho bà con xem.")
    return 0


def _fail(message: str) -> int:
    print(f"LỖI: {message}", file=sys.stderr)
    return 1

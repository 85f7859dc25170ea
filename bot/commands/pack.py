"""`hocvuso pack`: look at packs, check them, compare them, take a new version into use; no database, no aiogram."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge.pack.check import Problem
    from knowledge.pack.loading import LoadedPack


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    parser = subparsers.add_parser(
        "pack",
        help="xem, kiểm tra, so sánh và nạp gói nội dung của các địa phương",
        description="Gói nội dung là những gì trợ lý biết về kế hoạch của một địa phương, giá trị nào cũng kèm mục.",
    )
    actions = parser.add_subparsers(title="các việc", metavar="VIỆC", required=True)
    place = "mã địa phương (ví dụ binh-long), hoặc thư mục có plan.txt và pack.yaml"

    listing = actions.add_parser("list", help="liệt kê các gói nội dung đang có")
    listing.set_defaults(run=run_list)

    show = actions.add_parser("show", help="in gói nội dung, mỗi giá trị kèm mục của kế hoạch")
    show.add_argument("pack", metavar="SLUG", help=place)
    show.add_argument("--format", choices=("page", "yaml"), default="page", help="page: trang để đọc; yaml: bản nháp")
    show.set_defaults(run=run_show)

    check = actions.add_parser("check", help="kiểm tra gói nội dung có đúng từng chữ với kế hoạch không")
    check.add_argument("packs", metavar="GÓI", nargs="*", help=f"{place}; bỏ trống: mọi gói đi kèm chương trình")
    check.set_defaults(run=run_check)

    diff = actions.add_parser("diff", help="liệt kê những giá trị khác nhau giữa hai gói")
    diff.add_argument("before", metavar="A", help=place)
    diff.add_argument("after", metavar="B", help=place)
    diff.set_defaults(run=run_diff)

    coverage = actions.add_parser("coverage", help="liệt kê từng dữ kiện của gói kèm những câu hỏi tới được nó")
    coverage.add_argument("pack", metavar="SLUG", help=place)
    coverage.add_argument("--missed", action="store_true", help="chỉ liệt kê những câu hỏi chưa tới đúng dữ kiện")
    coverage.set_defaults(run=run_coverage)

    load = actions.add_parser("load", help="kiểm tra rồi đưa một phiên bản mới vào dùng")
    load.add_argument("folder", metavar="GÓI", type=Path, help="thư mục có plan.txt và pack.yaml, hoặc tệp pack.yaml")
    load.set_defaults(run=run_load)


def run_list(args: argparse.Namespace) -> int:
    """One line per locality with the version in force."""
    from knowledge.pack.loading import PackError, load_active, shipped_slugs

    try:
        home = data_dir()
    except PackError as error:
        return _fail(str(error))
    own = {pointer.parent.name for pointer in (home / "packs").glob("*/active")}
    status = 0
    for slug in sorted({*shipped_slugs(), *own}):
        try:
            pack = load_active(slug, home).pack
        except PackError as error:
            status = _fail(str(error))
            continue
        counts = f"{len(pack.activities)} hoạt động, {len(pack.tasks)} nhiệm vụ"
        where = "đã nạp" if slug in own else "kèm chương trình"
        print(f"{slug}: {pack.locality.name}, {pack.locality.province}; phiên bản {pack.version} ({where}); {counts}")
    return status


def run_show(args: argparse.Namespace) -> int:
    """Print a pack; 1 when it cannot be read or has errors."""
    from knowledge.pack.check import errors_of
    from knowledge.pack.loading import PackError

    try:
        loaded = read_pack(args.pack)
    except PackError as error:
        return _fail(str(error))
    errors = errors_of(loaded)
    if errors:
        return _fail(f"gói {loaded.slug} có {len(errors)} lỗi. Hãy chạy “hocvuso pack check {args.pack}” để xem.")
    if args.format == "yaml":
        import yaml

        from knowledge.pack.draft import draft_of

        print(yaml.safe_dump(draft_of(loaded), allow_unicode=True, sort_keys=False, width=120), end="")
    else:
        from knowledge.pack.page import pack_page

        print(pack_page(loaded))
    return 0


def run_check(args: argparse.Namespace) -> int:
    """Print errors and findings of each pack; 1 when a pack has an error or cannot be read."""
    from knowledge.pack.check import check_pack
    from knowledge.pack.loading import SHIPPED, PackError, shipped_slugs

    status = 0
    for name in args.packs or [str(SHIPPED / slug) for slug in shipped_slugs()]:
        try:
            loaded = read_pack(name)
        except PackError as error:
            status = _fail(str(error))
            continue
        problems = check_pack(loaded)
        errors = [problem for problem in problems if problem.severity == "error"]
        _print_problems(loaded, errors, [problem for problem in problems if problem.severity == "finding"])
        status = 1 if errors else status
    return status


def run_diff(args: argparse.Namespace) -> int:
    """Print every value that differs; 1 when a pack cannot be read."""
    from knowledge.pack.loading import PackError

    try:
        _print_changes(read_pack(args.before), read_pack(args.after))
    except PackError as error:
        return _fail(str(error))
    return 0


def run_coverage(args: argparse.Namespace) -> int:
    """Ask for every fact in many ways and print which ways reach it; 1 when the pack cannot be read."""
    import datetime as dt

    from knowledge.answering.answerer import Answerer
    from knowledge.answering.coverage import cover, report, report_missed, summary
    from knowledge.pack.loading import PackError

    try:
        loaded = read_pack(args.pack)
    except PackError as error:
        return _fail(str(error))
    asked = cover(Answerer(loaded), dt.datetime.now(dt.UTC))
    print(report_missed(asked) if args.missed else report(asked))
    print(summary(asked))
    return 0


def run_load(args: argparse.Namespace) -> int:
    """Take a version into use and print what changes; 1 when it is refused."""
    from knowledge.pack.installing import PackRefused, install_pack
    from knowledge.pack.loading import PackError

    try:
        installed = install_pack(_folder_of(args.folder), _ready_data_dir())
    except PackRefused as refused:
        for problem in refused.problems:
            print(_problem_line(problem), file=sys.stderr)
        return _fail(str(refused))
    except PackError as error:
        return _fail(str(error))
    pack = installed.now.pack
    print(f"Đã nạp {pack.locality.slug}, phiên bản {pack.version}, vào {installed.folder}.")
    if installed.before is None:
        print(f"Đây là địa phương mới: {pack.locality.name}.")
    else:
        print(f"So với phiên bản {installed.before.pack.version} đang dùng trước đó:")
        _print_changes(installed.before, installed.now)
    print("Chưa gửi gì cho ai: ban tổ chức còn phải xem trước rồi mới bật nhắc việc.")
    return 0


def read_pack(name: str) -> LoadedPack:
    """A pack by slug (the version in force), by its folder, or by one of its files.

    Raises:
        PackError: there is none, or it is malformed.
    """
    from knowledge.pack.loading import load_active, load_pack

    path = Path(name)
    if path.is_file():
        return load_pack(path.parent)
    if path.is_dir() and (os.sep in name or (path / "pack.yaml").is_file()):
        return load_pack(path)
    return load_active(name, data_dir())


def _folder_of(path: Path) -> Path:
    from knowledge.pack.loading import PackError

    folder = path.parent if path.name in ("pack.yaml", "plan.txt") and path.is_file() else path
    if not (folder / "pack.yaml").is_file():
        raise PackError(
            f"Không thấy gói nội dung ở {path}. Hãy chỉ thư mục có plan.txt và pack.yaml, hoặc tệp pack.yaml trong đó."
        )
    return folder


def _ready_data_dir() -> Path:
    from bot.data_folder import make_ready
    from bot.settings import SettingsError
    from knowledge.pack.loading import PackError

    home = data_dir()
    try:
        make_ready(home)
    except SettingsError as error:
        raise PackError(str(error)) from error
    return home


def data_dir() -> Path:
    """Where loaded packs lie (`HOCVUSO_DATA_DIR`).

    Raises:
        PackError: a setting cannot be used, so that nobody knows where they lie.
    """
    from bot.settings import SettingsError, read_settings
    from knowledge.pack.loading import PackError

    try:
        return read_settings().data_dir
    except SettingsError as error:
        raise PackError(str(error)) from error


def _print_problems(loaded: LoadedPack, errors: list[Problem], findings: list[Problem]) -> None:
    print(f"{loaded.slug}: {len(loaded.pack.tasks)} nhiệm vụ, {len(errors)} lỗi, {len(findings)} điểm cần xem lại")
    for title, problems in (("Lỗi phải sửa", errors), ("Điểm cần xem lại trong chính kế hoạch", findings)):
        if problems:
            print(f"  {title}:")
            for problem in problems:
                print("    " + _problem_line(problem))


def _problem_line(problem: Problem) -> str:
    where = f"{problem.field}: " if problem.field else ""
    clauses = f" [{'; '.join(problem.clauses)}]" if problem.clauses else ""
    return f"- {where}{problem.message}{clauses}"


def _print_changes(before: LoadedPack, after: LoadedPack) -> None:
    from knowledge.pack.difference import changes

    found = changes(before, after)
    for change in found:
        print("  " + change.sentence)
    print(f"Có {len(found)} giá trị khác nhau." if found else "Không có giá trị nào khác nhau.")


def _fail(message: str) -> int:
    print(f"LỖI: {message}", file=sys.stderr)
    return 1

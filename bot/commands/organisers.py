"""`hocvuso organisers`: what only somebody at the machine may do: the first code, and removing without a second one."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from bot.commands.now import add_now_argument

if TYPE_CHECKING:
    import datetime as dt

    from storage.engine import Database


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    parser = subparsers.add_parser(
        "organisers",
        help="người tổ chức: cấp mã, xem danh sách, gỡ",
        description="Người tổ chức của một địa phương. Mọi việc ở đây đều ghi vào nhật ký mà họ đọc được.",
    )
    acts = parser.add_subparsers(title="việc", metavar="VIỆC", required=True)
    invite = acts.add_parser("invite", help="cấp mã dùng một lần cho một người tổ chức mới")
    invite.add_argument(
        "--name", default="Người tổ chức", metavar="TÊN", help="người được mời, ví dụ “Chị Lan, Văn phòng”"
    )
    acts.add_parser("list", help="ai đang là người tổ chức")
    remove = acts.add_parser("remove", help="gỡ một người, quyền hết ngay")
    remove.add_argument("id", type=int, metavar="SỐ", help="số của người đó trong “organisers list”")
    approve = acts.add_parser("approve", help="duyệt một điều sửa khi chỉ có một người tổ chức")
    approve.add_argument("key", metavar="MÃ", help="mã mà trợ lý đã báo cho người đề nghị, ví dụ 3f9a01c2")
    audit = acts.add_parser("audit", help="xem nhật ký việc làm và kiểm tra nó còn nguyên vẹn")
    for act, work in (
        (invite, _invite),
        (acts.choices["list"], _list),
        (remove, _remove),
        (audit, _audit),
        (approve, _approve),
    ):
        act.add_argument("--locality", required=True, metavar="SLUG", help="địa phương, ví dụ binh-long")
        add_now_argument(act)
        act.set_defaults(run=run_organisers, work=work)


def run_organisers(args: argparse.Namespace) -> int:
    """Do it; 1 when it could not be done, with the reason."""
    import asyncio

    from bot.localities import refuse_unknown
    from bot.settings import SettingsError, read_settings
    from knowledge.pack.loading import PackError
    from storage.errors import BadDatabaseUrl, StorageUnavailable

    try:
        settings = read_settings()
        refuse_unknown(args.locality, settings.data_dir)
        return asyncio.run(_with_database(args))
    except (SettingsError, PackError, BadDatabaseUrl, StorageUnavailable) as error:
        print(f"LỖI: {error}", file=sys.stderr)
        return 1


async def _with_database(args: argparse.Namespace) -> int:
    from bot.clock import Clock
    from bot.data_folder import make_ready
    from bot.settings import read_settings
    from storage.engine import Database, default_url, migrate

    settings = read_settings()
    make_ready(settings.data_dir)
    url = settings.database_url or default_url(settings.data_dir)
    await migrate(url)
    database = await Database.open(url)
    work: Callable[[argparse.Namespace, Database, dt.datetime], Awaitable[int]] = args.work
    try:
        return await work(args, database, Clock(args.now)())
    finally:
        await database.close()


async def _invite(args: argparse.Namespace, database: Database, now: dt.datetime) -> int:
    from bot.inviting import make_code
    from bot.secret_file import KEY_FILE, secret_in
    from bot.settings import read_settings
    from handlers.organiser_words import NAME_CHARS, moment
    from scheduler.codes import VALID_FOR

    key = secret_in(read_settings().data_dir, KEY_FILE).encode()
    code = await make_code(database, args.locality, " ".join(args.name.split())[:NAME_CHARS], key, now)
    print(f"Mã cho {args.name}: {code}")
    print(f"Dùng một lần, đến {moment(now + VALID_FOR)}. Người ấy mở trò chuyện của địa phương và gõ đúng mã này.")
    return 0


async def _list(args: argparse.Namespace, database: Database, now: dt.datetime) -> int:
    from handlers.organiser_words import moment

    organisers = await database.organisers.of(args.locality)
    for one in organisers:
        print(f"{one.id:>4}  {one.name}, từ {moment(one.since)}, đang đăng nhập ở {len(one.addresses(now))} nơi")
    if not organisers:
        print("Chưa có ai. Cấp mã cho người đầu tiên: hocvuso organisers invite --locality " + args.locality)
    return 0


async def _remove(args: argparse.Namespace, database: Database, now: dt.datetime) -> int:
    from scheduler.organisers import Remove

    found = next((one for one in await database.organisers.of(args.locality) if one.id == args.id), None)
    if found is None:
        print(
            f"LỖI: {args.locality} không có người tổ chức số {args.id}. Xem: hocvuso organisers list", file=sys.stderr
        )
        return 1
    await database.changes.submit(Remove(args.locality, args.id, now))
    print(f"Đã gỡ {found.name}. Quyền của người này hết ngay.")
    return 0


async def _approve(args: argparse.Namespace, database: Database, now: dt.datetime) -> int:
    from scheduler.corrections import Approve

    waiting = {one.key: one for one in await database.corrections.of(args.locality) if one.waits}
    found = waiting.get(args.key)
    if found is None:
        known = ", ".join(waiting) or "không có đề nghị nào"
        print(f"LỖI: {args.locality} không có đề nghị “{args.key}” chờ duyệt. Đang chờ: {known}.", file=sys.stderr)
        return 1
    await database.changes.submit(Approve(args.locality, args.key, now))
    done = "bỏ sửa" if found.revoked_by is not None else "sửa"
    print(f"Đã duyệt {done} {found.field}: {found.value}. Có hiệu lực ngay.")
    return 0


async def _audit(args: argparse.Namespace, database: Database, now: dt.datetime) -> int:
    from handlers.organiser_words import audit

    lines = await database.audit.newest(args.locality, limit=100)
    broken = await database.audit.first_broken(args.locality)
    names = {one.id: one.name for one in await database.organisers.of(args.locality)}
    print(audit(lines, names, broken))
    return 0 if broken is None else 1

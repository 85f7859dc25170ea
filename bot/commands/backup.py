"""`hocvuso backup`: everything of this locality in one file, while the assistant goes on answering."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

POSTGRES = """Dữ liệu đang ở PostgreSQL; PostgreSQL có công cụ sao lưu riêng và lệnh này không thay được. Hãy chạy:
  pg_dump --format=custom --file={file} "$HOCVUSO_DATABASE_URL"
  tar -czf {file}.packs.tar.gz -C {data_dir} packs      (khi có thư mục {data_dir}/packs)
Khôi phục: dừng “hocvuso run”, rồi  pg_restore --clean --if-exists --dbname="$HOCVUSO_DATABASE_URL" {file}"""


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    parser = subparsers.add_parser(
        "backup",
        help="sao lưu toàn bộ dữ liệu vào một tệp",
        description="Sao lưu dữ liệu và các gói nội dung đã nạp vào một tệp .tar.gz. Không cần dừng trợ lý.",
    )
    parser.add_argument(
        "file", metavar="TỆP", type=Path, help="tệp sẽ tạo, ví dụ sao-luu.tar.gz; không ghi đè tệp đã có"
    )
    parser.set_defaults(run=run_backup)


def run_backup(args: argparse.Namespace) -> int:
    """Write the file, or leave nothing behind and say why; 1 when there is no backup afterwards."""
    import datetime as dt
    import sqlite3

    from bot.archive import ArchiveError
    from bot.commands.now import spoken
    from bot.settings import SettingsError, read_settings
    from storage.backup import BadCopy, sqlite_file
    from storage.connection import default_url
    from storage.errors import BadDatabaseUrl

    try:
        settings = read_settings()
        database = sqlite_file(settings.database_url or default_url(settings.data_dir))
        if database is None:
            print(POSTGRES.format(file=args.file, data_dir=settings.data_dir), file=sys.stderr)
            return 1
        packs = make_backup(args.file, database, settings.data_dir)
    except (SettingsError, BadDatabaseUrl, ArchiveError) as error:
        print(f"LỖI: {error}", file=sys.stderr)
        return 1
    except (OSError, sqlite3.Error, BadCopy) as error:
        print(f"LỖI: chưa sao lưu được: {error}. Hãy xem ổ đĩa còn chỗ và còn ghi được không.", file=sys.stderr)
        return 1
    size = size_words(args.file.stat().st_size)
    at = spoken(dt.datetime.now(dt.UTC))
    print(f"Đã sao lưu lúc {at} vào {args.file} ({size}; {packs} tệp gói nội dung). Hãy cất tệp này ở một máy khác.")
    print("Tệp có dữ liệu của bà con: chỉ người phụ trách được giữ.")
    return 0


def size_words(size: int) -> str:
    """A number of bytes as people read it: "dưới 0,1 MB", "12,3 MB"."""
    return "dưới 0,1 MB" if size < 100_000 else f"{size / 1_000_000:.1f} MB".replace(".", ",")


def make_backup(target: Path, database: Path, data_dir: Path) -> int:
    """Back up ``database`` and the loaded packs into ``target``; returns how many pack files went along.

    Raises:
        ArchiveError: ``target`` is there already, its folder is missing, or there is nothing to back up.
        OSError, sqlite3.Error, BadCopy: the copy failed; nothing is left behind.
    """
    import datetime as dt

    from bot import archive
    from storage.backup import copy_sqlite, revision_of

    if target.exists():
        raise archive.ArchiveError(f"{target} đã có. Hãy chọn tên khác; bản cũ được giữ nguyên.")
    if not target.parent.is_dir():
        raise archive.ArchiveError(f"Không có thư mục {target.parent}. Hãy tạo thư mục đó trước.")
    if not database.is_file():
        raise archive.ArchiveError(f"Chưa có dữ liệu ở {database}: trợ lý chưa chạy lần nào, chưa có gì để sao lưu.")
    with tempfile.TemporaryDirectory(prefix=".hocvuso-backup-", dir=target.parent) as staging:
        content = Path(staging)
        copy_sqlite(database, content / archive.DATABASE)
        revision = revision_of(content / archive.DATABASE)
        packs = data_dir / archive.PACKS
        if packs.is_dir():
            shutil.copytree(packs, content / archive.PACKS)
        archive.write_archive(target, content, dt.datetime.now(dt.UTC), {"revision": revision})
        return sum(1 for path in (content / archive.PACKS).rglob("*") if path.is_file())

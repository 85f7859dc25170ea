"""`hocvuso restore`: put a backup in place; what was there before is kept beside it."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    parser = subparsers.add_parser(
        "restore",
        help="khôi phục dữ liệu từ một bản sao lưu",
        description="Khôi phục từ tệp do “hocvuso backup” tạo ra. Phải dừng trợ lý trước; dữ liệu cũ được cất riêng.",
    )
    parser.add_argument("file", metavar="TỆP", type=Path, help="tệp sao lưu")
    parser.set_defaults(run=run_restore)


def run_restore(args: argparse.Namespace) -> int:
    """Put the backup in place and check it; 1 when the data in place is still the old one."""
    from bot.archive import ArchiveError
    from bot.commands.backup import POSTGRES
    from bot.data_folder import make_ready
    from bot.instance_lock import AlreadyRunningError
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
        make_ready(settings.data_dir)
        manifest, aside = restore(args.file, database, settings.data_dir)
    except (SettingsError, BadDatabaseUrl, ArchiveError, AlreadyRunningError) as error:
        print(f"LỖI: {error}", file=sys.stderr)
        return 1
    except BadCopy as error:
        print(f"LỖI: {args.file}: {error}. Dữ liệu đang có được giữ nguyên.", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"LỖI: chưa khôi phục được: {error}. Dữ liệu cũ được giữ nguyên.", file=sys.stderr)
        return 1
    print(f"Đã khôi phục bản sao lưu làm lúc {_made_at(manifest)} vào {database}.")
    if aside:
        print(f"Dữ liệu cũ được cất ở {', '.join(str(folder) for folder in aside)}; xóa đi khi không cần nữa.")
    print("Bây giờ có thể chạy lại: hocvuso run")
    return 0


def _made_at(manifest: dict[str, str]) -> str:
    import datetime as dt

    from bot.commands.now import spoken

    return spoken(dt.datetime.fromisoformat(manifest["made_at"]))


def restore(source: Path, database: Path, data_dir: Path) -> tuple[dict[str, str], list[Path]]:
    """Unpack, check, set the old data aside, put the new in place; returns the manifest and where the old data lies.

    Raises:
        AlreadyRunningError: a `run` holds the data.
        ArchiveError, BadCopy, OSError: the backup cannot be used or the disk is full; the old data is where it was.
    """
    import datetime as dt

    from bot import archive, instance_lock
    from bot.commands.now import VIETNAM
    from storage.backup import BadCopy, revision_of
    from storage.revisions import known_revisions

    database.parent.mkdir(parents=True, exist_ok=True)
    with (
        instance_lock.hold(data_dir),
        _staging(database.parent) as new_database,
        _staging(data_dir) as new_packs,
    ):
        manifest = archive.read_archive(source, new_database)
        if revision_of(new_database / archive.DATABASE) not in known_revisions():
            raise BadCopy("do phiên bản mới hơn tạo ra; hãy cập nhật hocvuso trước")
        if (new_database / archive.PACKS).is_dir():
            shutil.move(new_database / archive.PACKS, new_packs / archive.PACKS)
        stamp = f"before-restore-{dt.datetime.now(VIETNAM):%Y%m%d-%H%M%S}"
        beside = [database, *(database.with_name(database.name + end) for end in ("-wal", "-shm", "-journal"))]
        moves = [
            (path, path.parent / stamp / path.name) for path in (*beside, data_dir / archive.PACKS) if path.exists()
        ]
        aside = sorted({to.parent for _, to in moves})
        for folder in aside:
            folder.mkdir(mode=0o700)
        moves.append((new_database / archive.DATABASE, database))
        if (new_packs / archive.PACKS).is_dir():
            moves.append((new_packs / archive.PACKS, data_dir / archive.PACKS))
        _move_all(moves)
        archive.sync_folder(database.parent)
        revision_of(database)
    return manifest, aside


@contextmanager
def _staging(folder: Path) -> Iterator[Path]:
    """An empty folder on the same disk as its destination, so that putting files in place is a rename."""
    with tempfile.TemporaryDirectory(prefix=".hocvuso-restore-", dir=folder) as staging:
        yield Path(staging)


def _move_all(moves: list[tuple[Path, Path]]) -> None:
    """Rename each, or none: when one fails, those done are taken back."""
    done: list[tuple[Path, Path]] = []
    try:
        for old, new in moves:
            old.rename(new)
            done.append((old, new))
    except OSError:
        for old, new in reversed(done):
            new.rename(old)
        raise

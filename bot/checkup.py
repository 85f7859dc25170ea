"""What `hocvuso doctor` looks at: each check is one line, with what to do when it is not well."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bot import instance_lock
from bot.listening import PortTaken, listen
from bot.settings import Settings, SettingsError, read_settings, variable

LOW_DISK_MB, FULL_DISK_MB = 1000, 100


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the report; ``level`` error means that `run` would not start or would lose data."""

    level: Literal["ok", "warning", "error"]
    about: str
    finding: str
    advice: str = ""


async def check_everything() -> list[Check]:
    """All checks, in the order in which one would mend things; those that need what is not well are left out."""
    checks = [check_python(), check_time_zones()]
    try:
        settings = read_settings()
    except SettingsError as error:
        return [*checks, Check("error", "Cài đặt", str(error))]
    checks.append(Check("ok", "Cài đặt", "đọc được"))
    checks += check_data_dir(settings.data_dir)
    if checks[-1].level == "error":
        return checks  # what follows would only complain about the same
    checks.append(await check_database(settings))
    checks += check_packs(settings)
    checks.append(check_port(settings))
    checks += await check_telegram(settings)
    return checks


def check_python() -> Check:
    """Whether this Python is one we support."""
    name = ".".join(map(str, sys.version_info[:3]))
    if (3, 11) <= sys.version_info < (3, 15):
        return Check("ok", "Python", name)
    return Check(
        "error", "Python", f"{name} không dùng được", "Hãy cài Python 3.11 đến 3.14 rồi chạy lại “make setup”."
    )


def check_time_zones() -> Check:
    """Whether the machine knows Vietnam's time."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ZoneInfo("Asia/Ho_Chi_Minh")
    except ZoneInfoNotFoundError:
        return Check("error", "Múi giờ", "máy thiếu bảng múi giờ", "Hãy cài gói tzdata (apt-get install tzdata).")
    return Check("ok", "Múi giờ", "Asia/Ho_Chi_Minh")


def check_data_dir(folder: Path) -> Iterator[Check]:
    """Whether data can be written, and for how long."""
    about = "Thư mục dữ liệu"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
        free_mb = shutil.disk_usage(folder).free // 1_000_000
    except OSError as error:
        advice = f"Hãy cho phép ghi vào thư mục này, hoặc đổi {variable('data_dir')}."
        yield Check("error", about, f"{folder}: {error.strerror}", advice)
        return
    yield Check("ok", about, f"{folder.resolve()} ghi được")
    level: Literal["ok", "warning", "error"] = (
        "error" if free_mb < FULL_DISK_MB else "warning" if free_mb < LOW_DISK_MB else "ok"
    )
    yield Check(level, "Ổ đĩa", f"còn {free_mb} MB", "" if level == "ok" else "Hãy dọn bớt hoặc thêm ổ đĩa.")


async def check_database(settings: Settings) -> Check:
    """Whether the database answers and stands at the revision of this program."""
    from storage.backup import sqlite_file
    from storage.connection import default_url
    from storage.errors import BadDatabaseUrl, StorageUnavailable
    from storage.revisions import head_revision, known_revisions, revision_in

    about = "Cơ sở dữ liệu"
    url = settings.database_url or default_url(settings.data_dir)
    try:
        file = sqlite_file(url)
        revision = None if file and not file.exists() else await revision_in(url)
    except BadDatabaseUrl as error:
        return Check("error", about, str(error))
    except StorageUnavailable as error:
        advice = f"Hãy xem {variable('database_url')}, máy chủ PostgreSQL có chạy không, tệp có hỏng không."
        return Check("error", about, f"không mở được ({error.reason})", advice)
    if revision is None:
        return Check("ok", about, "còn trống; lần chạy đầu sẽ tạo các bảng")
    if revision not in known_revisions():
        advice = "Hãy cập nhật hocvuso, hoặc khôi phục bản sao lưu cũ hơn."
        return Check("error", about, f"do phiên bản mới hơn tạo ra ({revision})", advice)
    if revision != head_revision():
        advice = "Lần chạy tới sẽ tự nâng cấp; nên sao lưu trước (hocvuso backup)."
        return Check("warning", about, f"ở phiên bản cũ ({revision})", advice)
    return Check("ok", about, f"mở được, phiên bản {revision}")


def check_packs(settings: Settings) -> Iterator[Check]:
    """Whether every locality's pack can be read and has no errors."""
    from bot.localities import chosen_slugs
    from knowledge.pack.check import errors_of
    from knowledge.pack.loading import PackError, load_active

    try:
        slugs = chosen_slugs(settings)
    except SettingsError as error:
        yield Check("error", "Gói nội dung", str(error))
        return
    for slug in slugs:
        about = f"Gói {slug}"
        try:
            loaded = load_active(slug, settings.data_dir)
        except PackError as error:
            yield Check("error", about, str(error))
            continue
        errors = errors_of(loaded)
        if errors:
            yield Check("error", about, f"có {len(errors)} lỗi", f"Hãy chạy “hocvuso pack check {slug}” để xem.")
        else:
            yield Check("ok", about, f"phiên bản {loaded.pack.version}, {len(loaded.pack.tasks)} nhiệm vụ")


async def check_telegram(settings: Settings) -> list[Check]:
    """Whether Telegram knows each bot; nothing when there is none."""
    if not settings.telegram_tokens:
        return []
    from bot.channels.telegram_bot.checkup import check_bots

    return await check_bots(settings)


def check_port(settings: Settings) -> Check:
    """Whether `run` could listen, or already does."""
    about = f"Cổng {settings.port}"
    if instance_lock.is_held(settings.data_dir):
        return Check("ok", about, "“hocvuso run” đang chạy với thư mục dữ liệu này")
    try:
        listen(settings.host, settings.port).close()
    except PortTaken as error:
        return Check("error", about, str(error))
    return Check("ok", about, "còn trống")

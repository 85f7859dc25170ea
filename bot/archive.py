"""The backup file (bản sao lưu): one .tar.gz with the database, the loaded packs, and a list of what is in it.

manifest.json          when it was made, the revision of its tables, and the SHA-256 of every other member
hocvuso.db             the database as it stood at one moment
packs/<slug>/...       packs loaded by this locality; the shipped ones come with the program
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import io
import json
import os
import shutil
import tarfile
from pathlib import Path, PurePosixPath
from typing import Any

MANIFEST = "manifest.json"
DATABASE = "hocvuso.db"
PACKS = "packs"
FORMAT = 1


class ArchiveError(ValueError):
    """The backup cannot be made or used; the message says in Vietnamese why and what to do."""


def write_archive(target: Path, content: Path, made_at: dt.datetime, about: dict[str, Any]) -> None:
    """Pack the folder ``content`` into ``target``, whole or not at all, readable for its owner only.

    Raises:
        ArchiveError: ``target`` is there already.
        OSError: the disk is full or not writable; nothing is left behind.
    """
    members = sorted(path for path in content.rglob("*") if path.is_file())
    sums = {path.relative_to(content).as_posix(): _sha256(path) for path in members}
    manifest = {"format": FORMAT, "made_at": made_at.isoformat(), **about, "sha256": sums}
    partial = target.with_name(f".{target.name}.{os.getpid()}.partial")
    try:
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as raw:
            with tarfile.open(fileobj=raw, mode="w:gz") as tar:
                _add_text(tar, MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1), made_at)
                for path in members:
                    tar.add(path, path.relative_to(content).as_posix(), recursive=False, filter=_anonymous)
            raw.flush()
            os.fsync(raw.fileno())
        _publish(partial, target)
    finally:
        partial.unlink(missing_ok=True)


def read_archive(source: Path, into: Path) -> dict[str, Any]:
    """Unpack ``source`` into the empty folder ``into`` and return its manifest, after every sum was compared.

    Raises:
        ArchiveError: not one of our backups, damaged, or holding anything we would not write ourselves.
    """
    try:
        with tarfile.open(source, mode="r:gz") as tar:
            for member in tar:
                _unpack(tar, member, into)
        manifest = json.loads((into / MANIFEST).read_text(encoding="utf-8"))
        sums = dict(manifest["sha256"])
        known = manifest["format"] == FORMAT
    except ArchiveError:
        raise
    except FileNotFoundError as error:
        missing = source if not source.exists() else MANIFEST
        raise ArchiveError(f"Không thấy {missing}. Hãy chọn đúng tệp do “hocvuso backup” tạo ra.") from error
    except (tarfile.TarError, EOFError, ValueError, KeyError, TypeError, OSError) as error:
        raise ArchiveError(f"{source} không đọc được hoặc đã hỏng. Hãy dùng một bản sao lưu khác.") from error
    if not known:
        raise ArchiveError(f"{source} do phiên bản mới hơn tạo ra. Hãy cập nhật hocvuso trước.")
    found = {path.relative_to(into).as_posix(): _sha256(path) for path in into.rglob("*") if path.is_file()}
    del found[MANIFEST]
    if found != sums or DATABASE not in sums:
        raise ArchiveError(f"{source} đã hỏng: nội dung không khớp với danh sách. Hãy dùng một bản sao lưu khác.")
    return dict(manifest)


def _publish(partial: Path, target: Path) -> None:
    """Give the finished file its name without ever replacing another file of that name."""
    try:
        os.link(partial, target)  # fails when the name is taken, at the very same moment
    except FileExistsError:
        raise ArchiveError(f"{target} đã có. Hãy chọn tên khác; bản cũ được giữ nguyên.") from None
    except OSError as error:
        if target.exists():
            raise ArchiveError(f"{target} đã có. Hãy chọn tên khác; bản cũ được giữ nguyên.") from error
        partial.rename(target)  # a USB stick's file system has no hard links
    with contextlib.suppress(OSError):  # some file systems cannot sync a folder; the file itself is synced
        sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Make renames inside ``folder`` survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _add_text(tar: tarfile.TarFile, name: str, text: str, at: dt.datetime) -> None:
    content = text.encode("utf-8")
    member = tarfile.TarInfo(name)
    member.size, member.mtime, member.mode = len(content), int(at.timestamp()), 0o600
    tar.addfile(member, io.BytesIO(content))


def _anonymous(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mode = 0o600
    return member


def _unpack(tar: tarfile.TarFile, member: tarfile.TarInfo, into: Path) -> None:
    name = PurePosixPath(member.name)
    ours = member.name in (MANIFEST, DATABASE) or (name.parts[:1] == (PACKS,) and ".." not in name.parts)
    content = tar.extractfile(member) if member.isreg() and ours and not name.is_absolute() else None
    if content is None:
        raise ArchiveError(f"Bản sao lưu có mục lạ “{member.name}”. Hãy chọn đúng tệp do “hocvuso backup” tạo ra.")
    path = into.joinpath(*name.parts)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("xb") as file:
        shutil.copyfileobj(content, file)
        file.flush()
        os.fsync(file.fileno())
    path.chmod(0o600)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

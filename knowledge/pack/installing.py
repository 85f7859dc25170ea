"""Taking a new version of a pack into use (nạp gói nội dung): checked, copied whole, then pointed to in one step."""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from knowledge.pack.check import Problem, errors_of
from knowledge.pack.loading import SHIPPED, LoadedPack, PackError, load_active, load_pack, loaded_folder, shipped_slugs

_FILES = ("plan.txt", "pack.yaml", "questions.txt")
"""What a pack consists of; the last may be missing."""


class PackRefused(PackError):
    """A pack has errors and is not taken into use; ``problems`` lists them."""

    def __init__(self, message: str, problems: list[Problem]) -> None:
        super().__init__(message)
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Installed:
    """What `install_pack` did: ``before`` is the version that was in force until now, None for a new locality."""

    before: LoadedPack | None
    now: LoadedPack
    folder: Path


def install_pack(folder: Path, data_dir: Path) -> Installed:
    """Check the pack in ``folder``, copy it to ``data_dir/packs/<slug>/<version>/`` and put it in force.

    A crash leaves either the old version in force or the new one, never half a pack. A version is never changed: what
    was told to people is recorded by version, so other words need another number.

    Raises:
        PackRefused: the check found errors.
        PackError: the pack cannot be read, its version is taken by other content, or the data folder cannot be written.
    """
    loaded = load_pack(folder)
    slug, version = loaded.slug, loaded.pack.version
    home = loaded_folder(slug, data_dir)
    errors = errors_of(loaded)
    if errors:
        raise PackRefused(f"Chưa nạp: gói nội dung {slug} có {len(errors)} lỗi. Hãy sửa rồi nạp lại.", errors)
    if version < 1:
        raise PackError(f"{folder / 'pack.yaml'}: version phải là số từ 1 trở lên.")
    before = _in_force(slug, data_dir)
    _refuse_other_content(folder, SHIPPED / slug, version)
    target = home / str(version)
    _refuse_other_content(folder, target, version)
    try:
        if not target.exists():
            _copy_whole(folder, target)
        _point(home / "active", str(version))
    except OSError as error:
        raise PackError(f"Không ghi được vào {home}: {error.strerror}. Hãy kiểm tra quyền ghi và chỗ trống.") from error
    return Installed(before, loaded, target)


def _in_force(slug: str, data_dir: Path) -> LoadedPack | None:
    has_loaded = (loaded_folder(slug, data_dir) / "active").exists()
    return load_active(slug, data_dir) if has_loaded or slug in shipped_slugs() else None


def _refuse_other_content(folder: Path, known: Path, version: int) -> None:
    if not (known / "pack.yaml").is_file() or load_pack(known).pack.version != version:
        return
    if any(_content(folder / name) != _content(known / name) for name in _FILES):
        raise PackError(
            f"Phiên bản {version} đã có với nội dung khác ({known}). "
            f"Hãy tăng version trong pack.yaml lên {version + 1} rồi nạp lại."
        )


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def _copy_whole(folder: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".nap-") as parking:
        copy = Path(parking) / "pack"
        copy.mkdir()
        for name in _FILES:
            if (folder / name).exists():
                shutil.copyfile(folder / name, copy / name)
                _flush(copy / name)
        copy.rename(target)


def _point(pointer: Path, version: str) -> None:
    fresh = pointer.with_name(".active.new")
    fresh.write_text(version + "\n", encoding="utf-8")
    _flush(fresh)
    fresh.replace(pointer)


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())

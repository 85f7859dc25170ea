"""One `hocvuso run` per data directory, and a way for `restore` and `chat` to know that it runs.

The lock is the kernel's (flock on `DATA_DIR/run.lock`): it ends with the process however that ends, so a file left
behind by a crash locks nothing. The number in the file is only for people to read.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class AlreadyRunningError(RuntimeError):
    """Another process holds the data directory; ``pid`` is its number as written in the lock file, if readable."""

    def __init__(self, path: Path, pid: int | None) -> None:
        self.pid = pid
        who = f" (tiến trình số {pid})" if pid else ""
        super().__init__(
            f"Một “hocvuso run” khác đang dùng thư mục {path.parent}{who}. Hãy dừng nó trước rồi chạy lại."
        )


def _lock_file(data_dir: Path) -> Path:
    return data_dir / "run.lock"


@contextmanager
def hold(data_dir: Path) -> Iterator[None]:
    """Hold the data directory (made when absent) until the block ends.

    Raises:
        AlreadyRunningError: somebody else holds it.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    path = _lock_file(data_dir)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunningError(path, _pid(os.read(descriptor, 20))) from None
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"{os.getpid()}\n".encode())
        yield
    finally:
        os.close(descriptor)


def is_held(data_dir: Path) -> bool:
    """Whether a `run` holds the data directory at this moment."""
    try:
        descriptor = os.open(_lock_file(data_dir), os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    else:
        return False
    finally:
        os.close(descriptor)


def _pid(content: bytes) -> int | None:
    text = content.decode("ascii", errors="replace").strip()
    return int(text) if text.isdigit() else None

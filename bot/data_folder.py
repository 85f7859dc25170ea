"""The folder that keeps everything (thư mục dữ liệu): made when absent, and named by its setting when it cannot be."""

from __future__ import annotations

import errno
import tempfile
from pathlib import Path

from bot.settings import SettingsError, variable

_WHY = {
    errno.EACCES: "không được phép ghi vào đó",
    errno.EPERM: "không được phép ghi vào đó",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.ENOSPC: "ổ đĩa đã đầy",
    errno.ENOTDIR: "một phần của đường dẫn là tệp, không phải thư mục",
    errno.EEXIST: "đó là một tệp, không phải thư mục",
}


def make_ready(folder: Path) -> None:
    """Make the folder when it is absent and see that files can be made in it.

    Raises:
        SettingsError: it cannot be made or written; names `HOCVUSO_DATA_DIR`, the folder, why and what to do.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        why = _WHY.get(error.errno or 0, "nơi đó không cho tạo thư mục hay tệp")
        raise SettingsError(
            f"{variable('data_dir')}: không dùng được thư mục dữ liệu {folder}: {why}. Hãy đổi {variable('data_dir')} "
            "trong tệp .env (hoặc biến môi trường) sang một thư mục ghi được, rồi chạy lại."
        ) from error

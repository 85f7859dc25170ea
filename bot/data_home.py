"""Where the data lie (HOCVUSO_DATA_DIR), for commands that need no other setting and must end within half a second.

`bot.settings` reads the same variable from the same two places; importing it takes as long as answering a question.
"""

from __future__ import annotations

import os
from pathlib import Path

VARIABLE = "HOCVUSO_DATA_DIR"
DEFAULT = Path("data")


def data_home(env_file: Path = Path(".env")) -> Path:
    """The data directory: of the environment, else of `.env`, else `data` beside it."""
    value = os.environ.get(VARIABLE, "")
    if not value and env_file.is_file():
        from dotenv import dotenv_values

        value = dotenv_values(env_file).get(VARIABLE) or ""
    return Path(value) if value else DEFAULT

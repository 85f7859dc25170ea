"""One call of a bot as the server reads it."""

from __future__ import annotations

import json
from dataclasses import dataclass

from aiohttp import web
from emulators.telegram.accounts import BotAccount
from emulators.telegram.webhook import as_arguments


@dataclass(frozen=True)
class Call:
    """``method`` in small letters; arguments are text, nested values are JSON; ``files`` by part name."""

    bot: BotAccount
    method: str
    args: dict[str, str]
    files: dict[str, tuple[str, bytes]]

    def text(self, name: str) -> str:
        return self.args.get(name, "")

    def integer(self, name: str, default: int, low: int, high: int) -> int:
        """Clamped to the range; what is no number counts as 0, as on the real server."""
        raw = self.text(name)
        if not raw:
            return default
        try:
            value = int(float(raw))
        except (ValueError, OverflowError):
            value = 0
        return min(max(value, low), high)

    def flag(self, name: str) -> bool:
        return self.text(name).strip().lower() in ("true", "yes", "1")

    def file(self, name: str) -> tuple[str, bytes] | None:
        """An uploaded file: a part of that name, or one the argument points to with attach://."""
        if name in self.files:
            return self.files[name]
        target = self.text(name)
        return self.files.get(target.removeprefix("attach://")) if target.startswith("attach://") else None


async def read_arguments(request: web.Request) -> tuple[dict[str, str], dict[str, tuple[str, bytes]]]:
    """Query string, form, multipart or JSON; raises ValueError when JSON is broken."""
    args = dict(request.query)
    files: dict[str, tuple[str, bytes]] = {}
    if request.content_type == "application/json":
        body = await request.text()
        if body.strip():
            args |= as_arguments(json.loads(body))
    elif request.content_type in ("application/x-www-form-urlencoded", "multipart/form-data"):
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                files[name] = (value.filename, value.file.read())
            else:
                args[name] = value if isinstance(value, str) else bytes(value).decode()
    return args, files

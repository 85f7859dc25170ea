"""Troubles on demand."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from emulators.telegram.errors import ApiError, too_many_requests

ALWAYS = 1_000_000_000


@dataclass
class Fault:
    """One trouble for the next ``times`` calls that fit; an empty ``method`` or a ``chat_id`` of 0 fits all."""

    kind: str
    times: int
    method: str
    chat_id: int
    token: str
    code: int = 0
    description: str = ""
    seconds: float = 0.0


class Faults:
    """What goes wrong before or after a call. Several wait in line; the first that fits is taken."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []
        self.latency_s = 0.0
        self.release = asyncio.Event()  # ends hanging answers when the server stops

    def answer(
        self, code: int = 500, description: str = "Internal Server Error", *, times: int = 1, **which: str | int
    ) -> None:
        """Answer with this error, the call has no effect."""
        self._add("error", times, which, code=code, description=description)

    def answer_html(self, code: int = 502, *, times: int = 1, **which: str | int) -> None:
        """Answer as a proxy in front does: a page instead of JSON. The call has no effect."""
        self._add("html", times, which, code=code)

    def refuse(self, retry_after: int, *, times: int = 1, **which: str | int) -> None:
        """429 with that many seconds."""
        self._add("too many", times, which, seconds=retry_after)

    def lose_answer(self, *, hang_s: float = 0.0, times: int = 1, **which: str | int) -> None:
        """Take the message, then be silent for ``hang_s`` and close the connection: the caller knows nothing."""
        self._add("lost answer", times, which, seconds=hang_s)

    def drop_connection(self, *, times: int = 1, **which: str | int) -> None:
        """Close the connection before anything happened."""
        self._add("dropped", times, which)

    def clear(self) -> None:
        self._waiting.clear()
        self.latency_s = 0.0

    def _add(
        self,
        kind: str,
        times: int,
        which: dict[str, str | int],
        *,
        code: int = 0,
        description: str = "",
        seconds: float = 0.0,
    ) -> None:
        unknown = set(which) - {"method", "chat_id", "token"}
        if unknown:
            raise TypeError(f"a fault is chosen by method, chat_id and token, not by {', '.join(sorted(unknown))}")
        method, chat_id, token = str(which.get("method", "")), int(which.get("chat_id", 0)), str(which.get("token", ""))
        self._waiting.append(Fault(kind, times, method.lower(), chat_id, token, code, description, seconds))

    def take(self, token: str, method: str, chat_id: str) -> Fault | None:
        """The fault for this call, used up once."""
        for fault in self._waiting:
            fits = fault.method in ("", method) and fault.token in ("", token)
            if fits and (not fault.chat_id or str(fault.chat_id) == chat_id):
                fault.times -= 1
                if fault.times <= 0:
                    self._waiting.remove(fault)
                return fault
        return None

    async def hang(self, seconds: float) -> None:
        """Wait, but not beyond the end of the server."""
        try:
            await asyncio.wait_for(self.release.wait(), seconds)
        except TimeoutError:
            return


def raised_by(fault: Fault) -> ApiError | None:
    """The refusal this fault is, if it is one."""
    if fault.kind == "too many":
        return too_many_requests(int(fault.seconds))
    return ApiError(fault.code, fault.description) if fault.kind == "error" else None

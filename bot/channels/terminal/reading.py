"""Lines of the standard input, without blocking the event loop that answers them."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from typing import TextIO


async def lines_of(stream: TextIO) -> AsyncIterator[str]:
    """The lines of a stream until its end.

    They are read in a daemon thread: a thread of asyncio's own pool would keep the program from ending while it waits
    for a line.
    """
    loop = asyncio.get_running_loop()
    lines: asyncio.Queue[str | None] = asyncio.Queue()

    def hand_over(line: str | None) -> None:
        if not loop.is_closed():
            loop.call_soon_threadsafe(lines.put_nowait, line)

    def read() -> None:
        for line in stream:
            hand_over(line)
        hand_over(None)

    threading.Thread(target=read, name="stdin", daemon=True).start()
    while (line := await lines.get()) is not None:
        yield line

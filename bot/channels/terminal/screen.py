"""How what came is written: one JSON line for programs, or a page for people."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable

from bot.channels.terminal.session import Shown

WIDTH = 88
PROMPT = "Bác: "


def as_json(messages: Iterable[Shown]) -> str:
    """The public form of `chat --json`: ``{"messages": [{"text", "buttons": [labels]}]}`` in one line."""
    shown = [{"text": message.text, "buttons": [label for label, _ in message.buttons]} for message in messages]
    return json.dumps({"messages": shown}, ensure_ascii=False)


def as_page(messages: Iterable[Shown]) -> str:
    """Each message with its numbered buttons."""
    return "\n".join(_page_of(message) for message in messages)


def greeting(place: str) -> str:
    """What is written before the first line."""
    return (
        f"Trò chuyện với trợ lý của {place}. Gõ câu hỏi rồi bấm Enter.\n"
        "#2 là bấm nút 2; để trống rồi Enter là xem tin mới; Ctrl-D là thoát."
    )


def _page_of(message: Shown) -> str:
    lines = ["", "Máy:"]
    for line in message.text.splitlines():
        lines += textwrap.wrap(line, WIDTH, initial_indent="  ", subsequent_indent="  ") or [""]
    for number, (label, _) in enumerate(message.buttons, start=1):
        lines.append(f"    #{number}  {label.removeprefix(f'{number}. ')}")
    return "\n".join([*lines, ""])

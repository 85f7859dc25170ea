"""What each channel can do (khả năng của kênh), as data. What it cannot do degrades in one place, by these."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from scheduler.people import Channel


@dataclass(frozen=True, slots=True)
class Capabilities:
    """``text_chars``: longest text of one message; ``buttons``: real buttons or numbered options in the text;
    ``edits``: a sent message can be changed; ``callback_bytes``: longest button payload in bytes of UTF-8."""

    text_chars: int
    buttons: Literal["buttons", "numbered"]
    edits: bool
    callback_bytes: int = 64


CAPABILITIES: dict[Channel, Capabilities] = {
    Channel.WEB: Capabilities(text_chars=4096, buttons="buttons", edits=False),
    Channel.TERMINAL: Capabilities(text_chars=4096, buttons="buttons", edits=False),
    # text after parsing, callback_data: https://core.telegram.org/bots/api#sendmessage, #inlinekeyboardbutton
    Channel.TELEGRAM: Capabilities(text_chars=4096, buttons="buttons", edits=True, callback_bytes=64),
}

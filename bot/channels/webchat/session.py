"""The web chat's session: what aiogram sends is shown by the open pages of its address."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from aiogram.methods import EditMessageText, SendMessage

from bot.channels.own import OwnSession
from bot.channels.webchat.streams import Streams
from bot.outgoing import SENDING


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class WebChatSession(OwnSession):
    """A web chat's network: sending a message rings the open pages of its address (``chat_id`` is our address id).

    The text itself is a stored row, committed before this is called; pages read it from there. A result's
    ``message_id`` is the id of the row that is leaving, 0 for what is in no transcript.
    """

    def __init__(self, streams: Streams, clock: Callable[[], dt.datetime] = _now) -> None:
        super().__init__(clock)
        self._streams = streams

    def deliver(self, method: SendMessage | EditMessageText, address_id: int) -> int:
        """Ring the pages; they read the row."""
        self._streams.ring_address(address_id)
        sending = SENDING.get()
        return sending.message_id if sending else 0

"""One person at the terminal: a line goes in, everything that came for them since the last line comes out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.channels.account import ChannelAccount
from bot.channels.terminal.incoming import photo, pressed, typed
from bot.channels.terminal.lines import Photo, Poll, Pressed, parse_line
from bot.channels.terminal.session import Shown, TerminalSession
from bot.incoming import Incoming
from bot.updates import Received
from storage.errors import StorageUnavailable


class Receiving(Protocol):
    """What the terminal needs of the update loop."""

    @property
    def receive(self) -> Callable[[ChannelAccount, Incoming], Awaitable[Received]]:
        """Handles one event; returns after the commit."""

    @property
    def resend_unanswered(self) -> Callable[[Sequence[ChannelAccount], int], Awaitable[int]]:
        """Lets messages to an address leave that another program committed."""

    @property
    def settled(self) -> Callable[[int], Awaitable[None]]:
        """Waits until every reply to an address has left."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What a line brought. ``note`` tells, in Vietnamese, why a line could not be sent."""

    messages: list[Shown]
    note: str | None = None


class TerminalChat:
    """``name`` is who writes, ``address_id`` their address, ``address_of`` finds it before a line is handed on, or
    makes a new one: who was erased may go on writing. ``menu`` are the (label, ref) of the newest buttons of an
    earlier run."""

    def __init__(
        self,
        loop: Receiving,
        channel: ChannelAccount,
        session: TerminalSession,
        name: str,
        address_id: int,
        address_of: Callable[[], Awaitable[int]],
        clock: Callable[[], dt.datetime],
        menu: Sequence[tuple[str, str]] = (),
    ) -> None:
        self._loop, self._channel, self._session, self._clock = loop, channel, session, clock
        self._name, self._address_id, self._address_of = name, address_id, address_of
        self._buttons = tuple(menu)
        session.listen_for(address_id)

    async def hear(self, line: str) -> Heard:
        """Hand on one line and wait until the replies to it have left; what other programs wrote to this person since
        comes first."""
        await self._loop.resend_unanswered([self._channel], self._address_id)
        await self._loop.settled(self._address_id)
        incoming, note = self._incoming(line)
        if incoming is not None:
            try:
                self._address_id = await self._address_of()
                self._session.listen_for(self._address_id)
                await self._loop.receive(self._channel, incoming)
            except StorageUnavailable as error:
                note = f"Chưa ghi được tin này: {error}. Hãy thử lại sau ít phút."
        await self._loop.settled(self._address_id)
        messages = self._session.take()
        if messages:
            self._buttons = messages[-1].buttons
        return Heard(messages, note)

    def _incoming(self, line: str) -> tuple[Incoming | None, str | None]:
        now = self._clock()
        match parse_line(line):
            case Poll():
                return None, None
            case Pressed(number):
                if not 1 <= number <= len(self._buttons):
                    return None, f"Tin mới nhất không có nút {number}."
                label, ref = self._buttons[number - 1]
                return pressed(self._name, label, ref, now), None
            case Photo(path):
                if not path.is_file():
                    return None, f"Không thấy tệp {path}."
                return photo(self._name, path.stat().st_size, now), None
            case said:
                return typed(self._name, said.text, now), None

"""Doorbells of open pages: who is looking, and who is told to look again.

A stream never carries a message itself. A ring says "there may be something new for you"; the page's stream then reads
the stored rows after the last one it showed. So the order is always the stored order, and a ring too many or one that
came while nobody was looking changes nothing.
"""

from __future__ import annotations

import asyncio
from collections import deque


class Subscription:
    """One open page. ``wait`` returns when there may be something new; afterwards ``closed`` says whether to end."""

    def __init__(self, visitor: str) -> None:
        self.visitor = visitor
        self.address_id: int | None = None
        self.closed = False
        self.replaced = False
        self._rung = asyncio.Event()

    def ring(self) -> None:
        self._rung.set()

    def end(self, *, replaced: bool = False) -> None:
        """Let the stream finish; ``replaced`` when the same visitor has opened too many pages."""
        self.closed, self.replaced = True, replaced
        self._rung.set()

    async def wait(self, timeout_s: float) -> bool:
        """True when rung, False when ``timeout_s`` passed in silence."""
        try:
            async with asyncio.timeout(timeout_s):
                await self._rung.wait()
        except TimeoutError:
            return False
        self._rung.clear()
        return True


class TooManyStreams(Exception):
    """The process serves as many open pages as it may; the page can try again later."""


class Streams:
    """All open pages of one process.

    ``visitor`` is a visitor's key within one locality. At most ``per_visitor`` pages of one visitor are live: a further
    one ends the oldest. At most ``in_all`` pages are live.
    """

    def __init__(self, per_visitor: int = 4, in_all: int = 5_000) -> None:
        self._per_visitor, self._in_all = per_visitor, in_all
        self._by_visitor: dict[str, deque[Subscription]] = {}
        self._by_address: dict[int, set[Subscription]] = {}
        self._count = 0
        self._closed = False

    def __len__(self) -> int:
        return self._count

    @property
    def full(self) -> bool:
        """True when no further page can be served now."""
        return self._closed or self._count >= self._in_all

    def open(self, visitor: str) -> Subscription:
        """A new page of this visitor.

        Raises:
            TooManyStreams: the process is full or stopping.
        """
        if self.full:
            raise TooManyStreams
        mine = self._by_visitor.setdefault(visitor, deque())
        if len(mine) >= self._per_visitor:
            oldest = mine[0]
            self.drop(oldest)
            oldest.end(replaced=True)
            mine = self._by_visitor.setdefault(visitor, deque())
        subscription = Subscription(visitor)
        mine.append(subscription)
        self._count += 1
        return subscription

    def bind(self, subscription: Subscription, address_id: int) -> None:
        """From now on rings for this address reach the page (it may be open before the address exists)."""
        subscription.address_id = address_id
        self._by_address.setdefault(address_id, set()).add(subscription)

    def unbind(self, address_id: int) -> None:
        """The address is gone: its pages look again whose they are, and find a new one when their visitor writes."""
        for subscription in self._by_address.pop(address_id, ()):
            subscription.address_id = None
            subscription.ring()

    def drop(self, subscription: Subscription) -> None:
        """The page is gone. Dropping twice is harmless."""
        mine = self._by_visitor.get(subscription.visitor)
        if mine is None or subscription not in mine:
            return
        mine.remove(subscription)
        self._count -= 1
        if not mine:
            del self._by_visitor[subscription.visitor]
        if subscription.address_id is not None:
            live = self._by_address.get(subscription.address_id, set())
            live.discard(subscription)
            if not live:
                self._by_address.pop(subscription.address_id, None)

    def ring_visitor(self, visitor: str) -> None:
        for subscription in self._by_visitor.get(visitor, ()):
            subscription.ring()

    def ring_address(self, address_id: int) -> bool:
        """True when a page of this address is open."""
        live = self._by_address.get(address_id, ())
        for subscription in live:
            subscription.ring()
        return bool(live)

    def close(self) -> None:
        """The program stops: every stream ends at once, new ones are refused."""
        self._closed = True
        for mine in self._by_visitor.values():
            for subscription in mine:
                subscription.end()

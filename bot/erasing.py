"""Erasures carried out: asked for with an update, done when its last reply has left, nobody of that address writing
meanwhile. What a crash left over is done by a beat of the metronome."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from bot.last_words import LastWords
from bot.locks import Locks
from bot.outgoing import Clock, Outgoing
from bot.shown_once import ShownOnce
from scheduler.erasure import proof_of
from scheduler.people import Account
from storage.addresses import Address
from storage.engine import Database
from storage.erasures import Asked
from storage.errors import StorageUnavailable

log = logging.getLogger(__name__)

REPLY_WITHIN_S = 30.0
"""How long the last reply may take; after that the beat of a minute later erases."""
LEFT_OVER_AFTER = dt.timedelta(minutes=1)


class Eraser:
    """One per process. ``locks`` are those that keep one person's updates in order."""

    def __init__(
        self, database: Database, locks: Locks, outgoing: Outgoing, shown_once: ShownOnce, key: bytes, clock: Clock
    ) -> None:
        self._database, self._locks, self._outgoing, self._clock = database, locks, outgoing, clock
        self._shown_once, self._key = shown_once, key
        self.last_words = LastWords()
        self._callbacks: list[Callable[[Address], None]] = []
        self._tasks: dict[int, asyncio.Task[None]] = {}

    def when_erased(self, callback: Callable[[Address], None]) -> None:
        """Call this after each erasure: the place to forget what other parts of the program know of an address."""
        self._callbacks.append(callback)

    def soon(self, account: Account, external_id: str, address_id: int) -> None:
        """Erase when the replies to this address have left; returns at once. What they write from now on waits."""
        task = asyncio.create_task(self._try(account, external_id, address_id), name="erasure")
        self._tasks[address_id] = task
        task.add_done_callback(lambda _: self._tasks.pop(address_id, None))

    async def settled(self, address_id: int) -> None:
        """Wait until the erasure of this address, if one was begun, is done or left to the beat."""
        if (task := self._tasks.get(address_id)) is not None:
            await asyncio.wait([task])

    async def close(self, grace_s: float) -> None:
        """Finish what is begun within ``grace_s`` seconds; what is not is found by the next run."""
        if not self._tasks:
            return
        _, hanging = await asyncio.wait(list(self._tasks.values()), timeout=grace_s)
        for task in hanging:
            task.cancel()
        await asyncio.gather(*hanging, return_exceptions=True)

    async def erase_left_over(self, now: dt.datetime) -> int:
        """Carry out what was asked for more than a minute ago and not done; how many.

        Raises:
            StorageUnavailable: the database cannot be read or written.
        """
        old = [one for one in await self._database.erasures.all_asked() if now - one.asked_at >= LEFT_OVER_AFTER]
        done = 0
        for one in old:
            async with self._turn_of(one.address.person.account, one.address.external_id):
                done += await self._erase(one)
        return done

    async def was_erased(self, account: Account, external_id: str) -> bool:
        """Whether somebody with this id of a platform was erased here.

        Raises:
            StorageUnavailable: the database cannot be read.
        """
        return await self._database.erasures.is_proved(proof_of(account, external_id, self._key))

    def _turn_of(self, account: Account, external_id: str) -> AbstractAsyncContextManager[None]:
        return self._locks.hold((account.id, external_id))

    async def _try(self, account: Account, external_id: str, address_id: int) -> None:
        try:
            async with self._turn_of(account, external_id):
                asked = await self._database.erasures.asked(address_id)
                if asked is not None:
                    await self._erase(asked)
        except StorageUnavailable as error:  # it stays asked for: the beat finds it
            log.error("erasure.put_off address=%d reason=%s", address_id, error.reason)

    async def _erase(self, asked: Asked) -> bool:
        """False when the last reply did not leave in time. The caller holds the person's turn."""
        address, key = asked.address, asked.address.person.address_id
        account = address.person.account
        try:
            async with asyncio.timeout(REPLY_WITHIN_S):
                await self._outgoing.settled(key)
        except TimeoutError:
            log.warning("erasure.put_off address=%d reason=reply", key)
            return False
        last = await self._database.messages.newest(key, 1)
        if last and last[0].direction == "out":
            self.last_words.keep(account.id, address.external_id, last[0])
        proof = proof_of(account, address.external_id, self._key)
        erased = await self._database.erasures.carry_out(asked, proof, self._clock())
        self._shown_once.forget(erased.message_ids)
        for callback in self._callbacks:
            callback(address)
        log.info("erased channel=%s account=%d address=%d", account.channel, account.id, key)
        await self._database.scouring.empty_log()
        return True

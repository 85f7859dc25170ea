"""One person's messages are handled one after the other."""

from __future__ import annotations

import asyncio

import pytest

from bot.locks import Locks


async def test_holders_of_one_key_come_one_after_the_other_in_order() -> None:
    locks, seen = Locks(), []

    async def hold(number: int) -> None:
        async with locks.hold("lan"):
            seen.append(number)
            await asyncio.sleep(0)
            seen.append(number)

    await asyncio.gather(*(hold(number) for number in range(10)))
    assert seen == [number for number in range(10) for _ in range(2)]
    assert len(locks) == 0


async def test_a_lock_is_freed_after_an_error_and_when_somebody_stops_waiting() -> None:
    locks = Locks()
    async with locks.hold("lan"):
        waiting = asyncio.create_task(_fail(locks))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
    with pytest.raises(KeyError):
        await _fail(locks)

    assert len(locks) == 0


async def _fail(locks: Locks) -> None:
    async with locks.hold("lan"):
        raise KeyError

"""The metronome: calls work at the start and again, never twice at once, and survives work that fails."""

from __future__ import annotations

import asyncio
import datetime as dt

from scheduler.metronome import Beat, Metronome

MOMENT = dt.datetime(2025, 10, 9, 6, 30, tzinfo=dt.UTC)


async def beat_for(seconds: float, beat: Beat) -> None:
    metronome = Metronome([beat], lambda: MOMENT)
    metronome.start()
    await asyncio.sleep(seconds)
    metronome.stop()


async def test_work_is_called_at_once_and_again_with_the_clock_it_was_given() -> None:
    called: list[dt.datetime] = []

    async def work(now: dt.datetime) -> int:
        called.append(now)
        return 1

    await beat_for(0.35, Beat("often", dt.timedelta(seconds=0.1), work))

    assert len(called) >= 2
    assert set(called) == {MOMENT}


async def test_daily_work_is_called_once_at_the_start() -> None:
    called: list[dt.datetime] = []

    async def work(now: dt.datetime) -> int:
        called.append(now)
        return 0

    await beat_for(0.2, Beat("daily", dt.timedelta(days=1), work))

    assert called == [MOMENT]


async def test_a_beat_never_overlaps_itself() -> None:
    running = most = 0

    async def slow(now: dt.datetime) -> int:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.15)
        running -= 1
        return 1

    await beat_for(0.5, Beat("slow", dt.timedelta(seconds=0.05), slow))

    assert most == 1


async def test_work_that_fails_is_called_again() -> None:
    calls = 0

    async def fails(now: dt.datetime) -> int:
        nonlocal calls
        calls += 1
        raise RuntimeError("the database is away")

    await beat_for(0.35, Beat("fails", dt.timedelta(seconds=0.1), fails))

    assert calls >= 2


async def test_after_stop_nothing_is_called() -> None:
    calls = 0

    async def work(now: dt.datetime) -> int:
        nonlocal calls
        calls += 1
        return 1

    await beat_for(0.15, Beat("often", dt.timedelta(seconds=0.1), work))
    seen = calls
    await asyncio.sleep(0.3)

    assert calls == seen

"""A small program around the real update loop, for `test_crash.py` to kill: `crash_program.py URL MODE`.

It prints a line per thing that happened, and the killer reads along:

    received TEXT    the update was committed and acknowledged
    sending TEXT     a reply is leaving (mode "hang": and never gets out)
    sent TEXT        a reply has left
    again TEXT       a reply has left that an earlier run left over
    ready            what was left over has left
"""

from __future__ import annotations

import asyncio
import datetime as dt
import sys
import time
from collections.abc import Callable
from typing import Any

from aiogram import Bot
from aiogram.methods import TelegramMethod
from update_cast import RecordingSession, World, build_world, echo_router, typed

from bot.outgoing import SENDING
from storage.engine import Database, migrate


def say(line: str) -> None:
    print(line, flush=True)


class PrintingSession(RecordingSession):
    """Prints what leaves; ``hangs``: it never gets further than that."""

    def __init__(self, hangs: bool) -> None:
        super().__init__()
        self.hangs = hangs

    async def make_request(self, bot: Bot, method: TelegramMethod[Any], timeout: int | None = None) -> Any:
        text = getattr(method, "text", "")
        say(f"sending {text}")
        if self.hangs:
            await asyncio.Event().wait()
        await asyncio.sleep(0.002)
        sending = SENDING.get()
        say(f"{'again' if sending and sending.again else 'sent'} {text}")
        return await super().make_request(bot, method, timeout)


async def ask_once(world: World) -> None:
    """The same event in every run: a platform that repeats what was not acknowledged."""
    await world.loop.receive(world.channel, typed("e1", "lan", "Lễ mấy giờ?"))
    say("received Lễ mấy giờ?")


async def ask_much(world: World) -> None:
    """A hundred people ask one thing after the other, just below a flood; every run asks new things."""
    run = _in_letters(time.time_ns())

    async def person(number: int) -> None:
        for count in range(100_000):
            text = f"{run}-{_in_letters(number)}-{_in_letters(count)}"
            await world.loop.receive(world.channel, typed(text, f"người {number}", text))
            say(f"received {text}")
            await asyncio.sleep(0.51)

    await asyncio.gather(*(person(number) for number in range(100)))


def _in_letters(number: int) -> str:
    """A number that nobody takes for an ID number or a code."""
    return str(number).translate(str.maketrans("0123456789", "abcdefghij"))


async def main(url: str, mode: str) -> None:
    await migrate(url)
    database = await Database.open(url)
    world = await build_world(database, echo_router(), PrintingSession(hangs=mode == "hang"))
    world.clock.now = dt.datetime.now(dt.UTC)
    left_over = await world.loop.resend_unanswered([world.channel])
    say(f"left over {left_over}")
    modes: dict[str, Callable[[World], Any]] = {"hang": ask_once, "once": ask_once, "much": ask_much}
    if mode in modes:
        await modes[mode](world)
    if mode == "hang":
        await asyncio.Event().wait()
    await world.loop.close()
    await database.close()
    say("ready")


asyncio.run(main(*sys.argv[1:]))

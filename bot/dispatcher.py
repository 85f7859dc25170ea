"""aiogram's Dispatcher for all channels, without its store of conversations: ours is read and saved once per update."""

from __future__ import annotations

import logging

from aiogram import Dispatcher, Router


def build_dispatcher(router: Router | None = None) -> Dispatcher:
    """A new Dispatcher around ``router``, by default a new tree of all handlers.

    Handlers get ``turn`` (`handlers.context.Turn`) from the update loop, by way of `feed_update`'s keyword arguments.
    aiogram's FSM is off: it would read a state before every update. Its line per update in the log is off, too: the
    loop writes one that also holds outcome and duration.
    """
    if router is None:
        from handlers.routers import build_router

        router = build_router()
    logging.getLogger("aiogram.event").setLevel(logging.WARNING)
    dispatcher = Dispatcher(disable_fsm=True)
    dispatcher.include_router(router)
    return dispatcher

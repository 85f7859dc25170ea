"""Making a terminal account ready to talk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from aiogram import Bot

from bot.channels.account import ChannelAccount
from bot.channels.terminal.session import TerminalSession
from scheduler.capabilities import CAPABILITIES
from scheduler.people import Account, Channel


def open_terminal(account: Account, clock: Callable[[], dt.datetime]) -> tuple[ChannelAccount, TerminalSession]:
    """The account's bot and the session that speaks for it. ``clock`` gives aware UTC."""
    session = TerminalSession(clock)
    bot = Bot(f"{account.id}:terminal", session=session)
    return ChannelAccount(account, bot, CAPABILITIES[Channel.TERMINAL]), session

"""A running account: our record of it together with the aiogram Bot that speaks for it."""

from __future__ import annotations

from dataclasses import dataclass

from aiogram import Bot

from scheduler.capabilities import Capabilities
from scheduler.people import Account


@dataclass(frozen=True, slots=True)
class ChannelAccount:
    """``bot`` has the channel's own session: its methods become that platform's calls."""

    account: Account
    bot: Bot
    capabilities: Capabilities

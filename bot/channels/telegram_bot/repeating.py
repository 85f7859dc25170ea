"""Replies that did not get through are tried again: people wait for them, and they have no delivery loop."""

from __future__ import annotations

import asyncio

from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import ClientDecodeError, TelegramNetworkError, TelegramServerError
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType

from bot.channels.telegram_bot.network import NotConnected
from bot.lanes import LANE

PAUSES_S = (1.0, 3.0, 9.0)
"""Before each further try of a call that failed for certain. One whose outcome is unknown (no answer came) is repeated
once: rather twice than never (DESIGN 4)."""


class Repeating(BaseRequestMiddleware):
    """Register it before `Pacing`, so that every try is counted. Bulk passes: the delivery loop repeats by itself."""

    def __init__(self, pauses_s: tuple[float, ...] = PAUSES_S) -> None:
        self._pauses_s = pauses_s

    async def __call__(
        self, make_request: NextRequestMiddlewareType[TelegramType], bot: Bot, method: TelegramMethod[TelegramType]
    ) -> Response[TelegramType]:
        """See the class."""
        if LANE.get() == "bulk" or not hasattr(method, "chat_id"):
            return await make_request(bot, method)
        was_unknown = False
        for pause_s in self._pauses_s:
            try:
                return await make_request(bot, method)
            except (TelegramServerError, TelegramNetworkError, ClientDecodeError) as error:
                if was_unknown:
                    raise
                was_unknown = _is_unknown(error)
            await asyncio.sleep(pause_s)
        return await make_request(bot, method)


def _is_unknown(error: Exception) -> bool:
    """Whether the message may have been taken: the connection was made, and no answer of Telegram's came back."""
    return isinstance(error, TelegramNetworkError) and not isinstance(error, NotConnected)

"""The way to Telegram's server: its address, a proxy, and whether a call that failed may have arrived."""

from __future__ import annotations

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import TelegramMethod
from aiogram.methods.base import TelegramType
from aiohttp import ClientConnectorError
from aiohttp_socks import ProxyConnectionError, ProxyError, ProxyTimeoutError

CALL_TIMEOUT_S = 20


class NotConnected(TelegramNetworkError):
    """The connection was not made, so nothing arrived there. Any other network error leaves that open."""


class TelegramNetwork(AiohttpSession):
    """``api_base``: the server, without a slash at its end; ``proxy``: ``socks5://host:port`` or ``http://host:port``."""

    def __init__(self, api_base: str, proxy: str | None = None) -> None:
        super().__init__(proxy=proxy, api=TelegramAPIServer.from_base(api_base), timeout=CALL_TIMEOUT_S)

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109 - aiogram's signature
    ) -> TelegramType:
        """One HTTP call.

        Raises:
            NotConnected: nothing arrived there.
            TelegramAPIError, ClientDecodeError: see aiogram.
        """
        try:
            return await super().make_request(bot, method, timeout)
        except TelegramNetworkError as error:
            if isinstance(error.__cause__, ClientConnectorError):
                raise NotConnected(method, "no connection") from error.__cause__
            raise
        except (ProxyConnectionError, ProxyError, ProxyTimeoutError) as error:
            raise NotConnected(method, "no connection through the proxy") from error

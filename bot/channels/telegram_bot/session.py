"""How aiogram's methods go out to Telegram: our address ids become its chat ids, its refusals become what we know."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from typing import Any, cast

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramMigrateToChat
from aiogram.methods import TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import Chat, Message

from bot.channels.telegram_bot.network import TelegramNetwork
from scheduler.people import Account
from storage.addresses import Address, Addresses

log = logging.getLogger(__name__)

_HARMLESS = ("message is not modified", "query is too old")
"""Refusals that mean: it is already so, or nobody waits for it any more."""


class TelegramSession(TelegramNetwork):
    """One per account. ``chat_id`` is our address id on the way in and in results; only this class knows Telegram's.

    A chat that cannot be reached is marked so (and the error raised); a group that moved is followed.
    """

    def __init__(
        self,
        account: Account,
        addresses: Addresses,
        clock: Callable[[], dt.datetime],
        api_base: str,
        proxy: str | None = None,
    ) -> None:
        super().__init__(api_base, proxy)
        self._account, self._addresses, self._clock = account, addresses, clock

    async def __call__(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109 - aiogram's signature
    ) -> TelegramType:
        """Carry out one method.

        Raises:
            TelegramBadRequest: the address is not one of this account, or Telegram refuses.
            TelegramAPIError, StorageUnavailable: see aiogram and storage.
        """
        address_id = getattr(method, "chat_id", None)
        try:
            if not isinstance(address_id, int):
                return await super().__call__(bot, method, timeout)
            address = await self._address(method, address_id)
            result = await self._to_address(bot, method, address, timeout)
        except TelegramBadRequest as error:
            if not any(words in error.message for words in _HARMLESS):
                raise
            return cast(TelegramType, True)
        return cast(TelegramType, _ours(result, address_id, bot))

    async def _address(self, method: TelegramMethod[Any], address_id: int) -> Address:
        address = await self._addresses.by_id(address_id)
        if address is None or address.person.account.id != self._account.id:
            raise TelegramBadRequest(method, "no such address on this account")
        return address

    async def _to_address(
        self,
        bot: Bot,
        method: TelegramMethod[Any],
        address: Address,
        timeout: int | None,  # noqa: ASYNC109
    ) -> Any:
        try:
            return await super().__call__(bot, _to(method, int(address.external_id)), timeout)
        except TelegramMigrateToChat as error:
            await self._addresses.move(address, str(error.migrate_to_chat_id))
            return await super().__call__(bot, _to(method, error.migrate_to_chat_id), timeout)
        except (TelegramForbiddenError, TelegramBadRequest) as error:
            if why := _unreachable(error):
                self._addresses.mark_unreachable(address.person.address_id, self._clock(), why)
                log.info("telegram.unreachable address=%d why=%s", address.person.address_id, why)
            raise


def _to(method: TelegramMethod[Any], chat_id: int) -> TelegramMethod[Any]:
    return method.model_copy(update={"chat_id": chat_id})


def _ours(result: Any, address_id: int, bot: Bot) -> Any:
    """A result as handlers may see it: what Telegram says of a chat and its people stays here."""
    if not isinstance(result, Message):
        return result
    chat = Chat(id=address_id, type=result.chat.type)
    return Message(message_id=result.message_id, date=result.date, chat=chat, text=result.text).as_(bot)


def _unreachable(error: TelegramForbiddenError | TelegramBadRequest) -> str | None:
    """Why nothing reaches this chat, in a word; None: it was about the message."""
    if isinstance(error, TelegramForbiddenError):
        for words, why in (("blocked", "blocked"), ("deactivated", "deactivated"), ("initiate", "never_started")):
            if words in error.message:
                return why
        return "left"
    return "not_found" if "chat not found" in error.message else None

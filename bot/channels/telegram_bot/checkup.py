"""What `hocvuso doctor` says about the Telegram bots. It asks each who it is and changes nothing."""

from __future__ import annotations

import asyncio

from aiogram import Bot
from aiogram.methods import GetMe, GetWebhookInfo

from bot.channels.telegram_bot.network import TelegramNetwork
from bot.channels.telegram_bot.troubles import trouble_of
from bot.checkup import Check
from bot.settings import BotToken, Settings

_PATIENCE_S = 8


async def check_bots(settings: Settings) -> list[Check]:
    """A line per bot. A bot that does not answer is a warning: the program runs without it."""
    return list(await asyncio.gather(*(_check(settings, one) for one in settings.telegram_tokens)))


async def _check(settings: Settings, one: BotToken) -> Check:
    about = f"Telegram {one.locality}"
    session = TelegramNetwork(settings.telegram_api_base, settings.proxy)
    bot = Bot(one.token, session=session)
    try:
        user = await bot(GetMe(), request_timeout=_PATIENCE_S)
        hook = await bot(GetWebhookInfo(), request_timeout=_PATIENCE_S)
    except Exception as error:  # whatever it is, the other checks go on
        return Check("warning", about, trouble_of(error).text)
    finally:
        await session.close()
    finding = f"@{user.username} trả lời, chế độ {settings.telegram_mode}"
    if settings.telegram_mode == "webhook" and hook.pending_update_count and hook.last_error_message:
        waiting = f"{finding}; {hook.pending_update_count} tin đang chờ, Telegram gọi vào không được"
        return Check("warning", about, f"{waiting} ({hook.last_error_message})", "Hãy xem địa chỉ công khai và Caddy.")
    return Check("ok", about, finding)

"""getUpdates, setWebhook, deleteWebhook, getWebhookInfo."""

from __future__ import annotations

import asyncio

from emulators.telegram.accounts import BotAccount
from emulators.telegram.calls import Call
from emulators.telegram.errors import ApiError, Json, too_many_requests
from emulators.telegram.inbox import DEFAULT_KINDS, MAX_POLL_S, TERMINATED_BY_WEBHOOK
from emulators.telegram.webhook import CallBack, Courier, Webhook, check_secret, check_url
from emulators.telegram.world import World

WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


async def get_updates(world: World, call: Call) -> list[Json]:
    if call.bot.webhook is not None:
        raise ApiError(409, WEBHOOK_ACTIVE)
    call.bot.inbox.allow(call.text("allowed_updates"))
    offset = call.integer("offset", 0, -(1 << 31), (1 << 31) - 1)
    limit = call.integer("limit", 100, 1, 100)
    timeout_s = call.integer("timeout", 0, 0, MAX_POLL_S)
    return await call.bot.inbox.poll(offset, limit, timeout_s)


async def set_webhook(world: World, call: Call, call_back: CallBack, pause_factor: float) -> tuple[bool, str]:
    """The result and the description that comes with it. A call without url deletes."""
    url = call.text("url")
    if not url:
        return await delete_webhook(world, call)
    bot, now = call.bot, asyncio.get_running_loop().time()
    if now < bot.next_set_webhook:
        raise too_many_requests(1)
    bot.next_set_webhook = now + 1.0
    check_secret(call.text("secret_token"))
    check_url(url)
    hook = Webhook(url, call.text("secret_token"), call.integer("max_connections", 40, 1, 100))
    bot.inbox.allow(call.text("allowed_updates"))
    old = bot.webhook
    if old is not None and old.is_same_as(hook) and not call.flag("drop_pending_updates"):
        return True, "Webhook is already set"
    bot.inbox.end_held_poll(TERMINATED_BY_WEBHOOK)
    await stop_courier(bot)
    if call.flag("drop_pending_updates"):
        bot.inbox.pending.clear()
    bot.webhook = hook
    bot.courier = Courier(hook, bot.inbox, call_back, world.clock, pause_factor, bot.deliveries)
    bot.courier.start()
    return True, "Webhook was set"


async def delete_webhook(world: World, call: Call) -> tuple[bool, str]:
    bot = call.bot
    was_set = bot.webhook is not None
    await stop_courier(bot)
    if call.flag("drop_pending_updates"):
        bot.inbox.pending.clear()
    bot.webhook = None
    return True, "Webhook was deleted" if was_set else "Webhook is already deleted"


def get_webhook_info(world: World, call: Call) -> Json:
    hook = call.bot.webhook
    info: Json = {
        "url": hook.url if hook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(call.bot.inbox.pending),
    }
    if hook is not None:
        info |= {"max_connections": hook.max_connections, "ip_address": "127.0.0.1"}
        if hook.last_error_date:
            info |= {"last_error_date": hook.last_error_date, "last_error_message": hook.last_error_message}
    if call.bot.inbox.allowed != DEFAULT_KINDS:
        info["allowed_updates"] = sorted(call.bot.inbox.allowed)
    return info


async def stop_courier(bot: BotAccount) -> None:
    courier, bot.courier = bot.courier, None
    if courier is not None:
        await courier.stop()

"""The HTTP face of the Bot API: /bot{token}/{method}."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable

from aiohttp import web
from emulators.telegram import editing, profile, receiving, sending
from emulators.telegram.accounts import BotAccount
from emulators.telegram.calls import Call, read_arguments
from emulators.telegram.errors import ApiError, Json, bad_request
from emulators.telegram.faults import Fault, raised_by
from emulators.telegram.world import World

_TOKEN = re.compile(r"[1-9][0-9]*:[A-Za-z0-9_-]+")
_METHODS: dict[str, Callable[[World, Call], object]] = {
    "getme": profile.get_me,
    "getchat": profile.get_chat,
    "setmycommands": profile.set_my_commands,
    "getmycommands": profile.get_my_commands,
    "deletemycommands": profile.delete_my_commands,
    "getwebhookinfo": receiving.get_webhook_info,
    "sendmessage": sending.send_message,
    "sendphoto": sending.send_photo,
    "senddocument": sending.send_document,
    "sendchataction": sending.send_chat_action,
    "editmessagetext": editing.edit_message_text,
    "editmessagereplymarkup": editing.edit_message_reply_markup,
    "deletemessage": editing.delete_message,
    "answercallbackquery": editing.answer_callback_query,
}


class BotApi:
    """Answers bots. ``webhook_pause_factor`` shortens the pauses between webhook deliveries."""

    def __init__(self, world: World, webhook_pause_factor: float) -> None:
        self.world, self._pause_factor = world, webhook_pause_factor

    async def handle(self, request: web.Request) -> web.Response:
        token, method = request.match_info["token"], request.match_info["method"].lower()
        bot = self.world.bots.get(token)
        fault: Fault | None = None
        try:
            if not _TOKEN.fullmatch(token):
                raise ApiError(404, "Not Found")
            if bot is None:
                raise ApiError(401, "Unauthorized")
            bot.count(method)
            args, files = await _arguments(request)
            fault = self.world.faults.take(token, method, args.get("chat_id", ""))
            await self._before(fault, request)
            response = await self._run(Call(bot, method, args, files))
        except ApiError as error:
            response = self._refusal(error, bot)
        if fault is not None and fault.kind == "html":
            return web.Response(status=fault.code, text=f"<html><h1>{fault.code}</h1></html>", content_type="text/html")
        if fault is not None and fault.kind == "lost answer":
            await self.world.faults.hang(fault.seconds)
            _cut(request)
        return response

    async def _before(self, fault: Fault | None, request: web.Request) -> None:
        if self.world.faults.latency_s:
            await asyncio.sleep(self.world.faults.latency_s)
        if fault is None:
            return
        if fault.kind == "html":
            raise ApiError(fault.code, "Bad Gateway")
        if fault.kind == "dropped":
            _cut(request)
            raise ApiError(500, "Internal Server Error")  # nobody is there to read it
        if error := raised_by(fault):
            raise error

    async def _run(self, call: Call) -> web.Response:
        body: Json = {"ok": True}
        if call.method == "getupdates":
            body["result"] = await receiving.get_updates(self.world, call)
        elif call.method in ("setwebhook", "deletewebhook"):
            change = self._set_webhook if call.method == "setwebhook" else receiving.delete_webhook
            body["result"], body["description"] = await change(self.world, call)
        else:
            body["result"] = self.perform(call)
        return web.json_response(body)

    async def _set_webhook(self, world: World, call: Call) -> tuple[bool, str]:
        async def call_back(method: str, args: dict[str, str], files: dict[str, tuple[str, bytes]]) -> None:
            called = Call(call.bot, method, args, files)
            call.bot.count(method)
            try:
                self.perform(called)
            except ApiError as error:
                self._refusal(error, call.bot)  # counted; the bot never learns of it

        return await receiving.set_webhook(world, call, call_back, self._pause_factor)

    def perform(self, call: Call) -> object:
        action = _METHODS.get(call.method)
        if action is None:
            raise ApiError(404, "Not Found: method not found")
        return action(self.world, call)

    def _refusal(self, error: ApiError, bot: BotAccount | None) -> web.Response:
        headers = {}
        if error.code == 429:
            headers["Retry-After"] = str(error.parameters["retry_after"])
            if bot is not None:
                bot.refused += 1
        return web.json_response(error.body(), status=error.code, headers=headers)


async def not_found(_request: web.Request) -> web.Response:
    return web.json_response(ApiError(404, "Not Found").body(), status=404)


async def _arguments(request: web.Request) -> tuple[dict[str, str], dict[str, tuple[str, bytes]]]:
    try:
        return await read_arguments(request)
    except ValueError:
        raise bad_request("can't parse the request body as JSON") from None


def _cut(request: web.Request) -> None:
    if request.transport is not None:
        request.transport.abort()

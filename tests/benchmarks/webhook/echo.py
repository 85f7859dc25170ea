"""The baseline: an aiogram echo bot on aiohttp's SimpleRequestHandler that replies by an HTTP call.

python echo.py PORT SINK_PORT
"""

from __future__ import annotations

import asyncio
import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from bot.app import tune_garbage_collection


async def echo(message: Message) -> None:
    await message.answer(message.text or "")


async def main(port: int, sink: int) -> None:
    session = AiohttpSession(api=TelegramAPIServer.from_base(f"http://127.0.0.1:{sink}"))
    bot, dispatcher, app = Bot("123456:abcdefgh", session=session), Dispatcher(), web.Application()
    dispatcher.message.register(echo)
    SimpleRequestHandler(dispatcher, bot, handle_in_background=False).register(app, path="/hook")
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    tune_garbage_collection()
    print("ready /hook -", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), int(sys.argv[2])))

"""The whole assistant behind a webhook, with its pacing off: every question answered, recorded, replied to.

python ours.py PORT SINK_PORT DATA_DIR
"""

from __future__ import annotations

import asyncio
import os
import sys

from bot.app import open_assistant, tune_garbage_collection
from bot.channels.telegram_bot.pacing import Pacing
from bot.channels.telegram_bot.webhook import webhook_path
from bot.clock import Clock
from bot.settings import read_settings
from bot.web.serving import web_server

SECRET = "benchmark-only-secret-0123456789"


async def main(port: int, sink: int, data_dir: str) -> None:
    os.environ |= {
        "HOCVUSO_DATA_DIR": data_dir,
        "HOCVUSO_PORT": str(port),
        "HOCVUSO_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "HOCVUSO_TELEGRAM_TOKENS": "binh-long=123456:abcdefghijklmnopqrstuvwxyz0123456789",
        "HOCVUSO_TELEGRAM_MODE": "webhook",
        "HOCVUSO_TELEGRAM_API_BASE": f"http://127.0.0.1:{sink}",
        "HOCVUSO_WEBHOOK_SECRET": SECRET,
    }
    settings = read_settings()
    async with open_assistant(settings, Clock(None), with_platforms=True) as assistant:
        assert assistant.telegram is not None
        for channel in assistant.telegram.channels:
            middlewares = channel.bot.session.middleware
            for one in [one for one in middlewares if isinstance(one, Pacing)]:
                middlewares.unregister(one)
        server = web_server(assistant.web_app(), assistant.streams, settings.host, settings.port)
        serving = asyncio.create_task(server.serve())
        while not server.started:
            await asyncio.sleep(0.01)
        assistant.telegram.start()
        await assistant.telegram.are_known(within_s=10)
        tune_garbage_collection()
        print("ready", webhook_path(assistant.telegram.channels[0].account.id), SECRET, flush=True)
        await serving


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]))

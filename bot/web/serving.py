"""uvicorn, with one addition: open pages end at once when the program stops."""

from __future__ import annotations

import socket

import uvicorn
from fastapi import FastAPI

from bot.channels.webchat.streams import Streams

STOP_WITHIN_S = 5


class WebServer(uvicorn.Server):
    """A uvicorn server that closes the streams first; otherwise a graceful stop would wait for open pages."""

    def __init__(self, config: uvicorn.Config, streams: Streams) -> None:
        super().__init__(config)
        self._streams = streams

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._streams.close()
        await super().shutdown(sockets)


def web_server(app: FastAPI, streams: Streams, host: str, port: int) -> WebServer:
    """A server for ``app``; ``await serve()`` runs it until a signal or ``should_exit``.

    Without an access log: the paths hold no secrets, but a log of who reads what is not ours to keep.
    """
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=STOP_WITHIN_S - 1,
    )
    return WebServer(config, streams)

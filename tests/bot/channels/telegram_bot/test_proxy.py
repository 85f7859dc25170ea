"""The proxy setting: every call goes through it, and a proxy that is gone is an outage."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from emulators.telegram_server import TelegramServer
from telegram_cast import running_bots

from storage.engine import Database


class Proxy:
    """An HTTP proxy that tunnels (CONNECT), and counts how often."""

    def __init__(self) -> None:
        self.tunnels = 0
        self.port = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        method, target, _ = head.split(maxsplit=2)
        assert method == b"CONNECT"
        self.tunnels += 1
        host, port = target.decode().split(":")
        there_reader, there_writer = await asyncio.open_connection(host, int(port))
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        await asyncio.gather(_copy(reader, there_writer), _copy(there_reader, writer))


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    except ConnectionError:
        return  # one side went away: so does the other
    finally:
        writer.close()


@asynccontextmanager
async def proxy() -> AsyncIterator[Proxy]:
    one = Proxy()
    server = await asyncio.start_server(one.serve, "127.0.0.1", 0)
    one.port = server.sockets[0].getsockname()[1]
    try:
        yield one
    finally:
        server.close()


async def test_everything_goes_through_the_proxy(telegram: TelegramServer, token: str, database: Database) -> None:
    lan = telegram.person("Cô Lan")
    async with proxy() as one:
        through = f"http://127.0.0.1:{one.port}"
        async with running_bots(telegram, database, {"binh-long": token}, proxy=through) as rig:
            lan.writes("Lễ mấy giờ?")
            assert (await telegram.received(lan))[0].text == "Dạ: Lễ mấy giờ?"
            assert rig.line.trouble is None
    assert one.tunnels >= 1


async def test_a_proxy_that_is_not_there_is_an_outage(
    telegram: TelegramServer, token: str, database: Database, unused_tcp_port: int
) -> None:
    for kind in ("http", "socks5"):
        gone = f"{kind}://127.0.0.1:{unused_tcp_port}"
        async with running_bots(telegram, database, {"binh-long": token}, proxy=gone) as rig:
            assert rig.line.trouble is not None
            assert rig.line.trouble.kind == "unreachable"

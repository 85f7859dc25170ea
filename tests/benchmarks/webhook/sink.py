"""A stand-in for Telegram's API that costs next to nothing: takes any method, answers with a message, counts sends.

    python sink.py PORT

GET /count tells how many sendMessage calls came.
"""

from __future__ import annotations

import asyncio
import sys

RESULT = b'{"ok":true,"result":{"message_id":1,"date":1760000000,"chat":{"id":1,"type":"private"},"text":"."}}'
ME = b'{"ok":true,"result":{"id":123456,"is_bot":true,"first_name":"B","username":"b_bot"}}'
TRUE = b'{"ok":true,"result":true}'


class Sink(asyncio.Protocol):
    """One connection, requests one after the other."""

    sent = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport, self._held = transport, b""

    def data_received(self, data: bytes) -> None:
        self._held += data
        while (end := self._held.find(b"\r\n\r\n")) >= 0:
            head = self._held[:end]
            size = next(
                (
                    int(line.split(b":")[1])
                    for line in head.split(b"\r\n")
                    if line.lower().startswith(b"content-length")
                ),
                0,
            )
            if len(self._held) < end + 4 + size:
                return
            self._held = self._held[end + 4 + size :]
            self._answer(head.split(b" ")[1].lower())

    def _answer(self, path: bytes) -> None:
        body = TRUE
        if path.endswith(b"/sendmessage"):
            Sink.sent += 1
            body = RESULT
        elif path.endswith(b"/getme"):
            body = ME
        elif path == b"/count":
            body = str(Sink.sent).encode()
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        self._transport.write(head + body)  # type: ignore[attr-defined]


async def main(port: int) -> None:
    server = await asyncio.get_running_loop().create_server(Sink, "127.0.0.1", port)
    print("ready", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))

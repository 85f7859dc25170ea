"""People who write at once: POSTs updates to a webhook over kept-open connections and times every answer.

    python load.py PORT PATH SECRET UPDATES CONNECTIONS FIRST_ID

Prints JSON: updates per second, p50 and p99 of one POST in milliseconds.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time

PEOPLE = 500
TEXTS = ("Lễ phát động mấy giờ?", "le o dau", "ban nao giup chu ky so", "Công an phường làm gì?", "ai ký kế hoạch")


def request(port: int, path: str, secret: str, number: int) -> bytes:
    person = 1000 + number % PEOPLE
    update = {
        "update_id": number,
        "message": {
            "message_id": number,
            "date": int(time.time()),
            "chat": {"id": person, "type": "private", "first_name": "A"},
            "from": {"id": person, "is_bot": False, "first_name": "A"},
            "text": TEXTS[number % len(TEXTS)],
        },
    }
    body = json.dumps(update).encode()
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n"
    head += f"X-Telegram-Bot-Api-Secret-Token: {secret}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


async def one_connection(port: int, requests: asyncio.Queue[bytes], took: list[float]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while not requests.empty():
        data = requests.get_nowait()
        began = time.perf_counter()
        writer.write(data)
        head = await reader.readuntil(b"\r\n\r\n")
        if b" 200 " not in head.split(b"\r\n")[0]:
            raise SystemExit(f"not taken: {head!r}")
        if b"chunked" in head.lower():
            await reader.readuntil(b"0\r\n\r\n")
        else:
            sizes = [line for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")]
            await reader.readexactly(int(sizes[0].split(b":")[1]) if sizes else 0)
        took.append(time.perf_counter() - began)
    writer.close()


async def main(port: int, path: str, secret: str, updates: int, connections: int, first: int) -> None:
    requests: asyncio.Queue[bytes] = asyncio.Queue()
    for number in range(first, first + updates):
        requests.put_nowait(request(port, path, secret, number))
    took: list[float] = []
    began = time.perf_counter()
    await asyncio.gather(*(one_connection(port, requests, took) for _ in range(connections)))
    whole = time.perf_counter() - began
    took.sort()
    found = {
        "per_s": updates / whole,
        "p50_ms": took[len(took) // 2] * 1e3,
        "p99_ms": took[int(len(took) * 0.99)] * 1e3,
    }
    print(json.dumps(found))


if __name__ == "__main__":
    port, path, secret, updates, connections, first = sys.argv[1:7]
    asyncio.run(main(int(port), path, secret, int(updates), int(connections), int(first)))

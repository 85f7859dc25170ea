"""The Telegram emulator as a program of its own, driven over its control interface (`tests/emulators/README.md`)."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx
from running import ROOT

PROGRAM = ROOT / "tests" / "emulators" / "telegram_server.py"


class Emulator:
    """One server with one bot; ``url`` is its address, ``token`` the bot's."""

    def __init__(self, url: str, token: str) -> None:
        self.url, self.token = url, token
        self._client = httpx.Client(base_url=url, timeout=30)

    def close(self) -> None:
        self._client.close()

    def person(self, name: str) -> EmulatedPerson:
        """Somebody new."""
        return EmulatedPerson(self, int(self.post("people", name=name)["id"]))

    def figures(self) -> dict[str, Any]:
        """The bot's figures: calls, refused, accepted, pending."""
        found: dict[str, Any] = self._client.get("/control/figures").json()[self.token]
        return found

    def state(self) -> dict[str, Any]:
        """Everything there is."""
        found: dict[str, Any] = self._client.get("/control/state").json()
        return found

    def messages(self, chat_id: int) -> list[dict[str, Any]]:
        """Both sides of one chat."""
        answer = self._client.get("/control/messages", params={"bot": self.token, "chat": chat_id})
        found: list[dict[str, Any]] = answer.json()["messages"]
        return found

    def post(self, what: str, **content: Any) -> dict[str, Any]:
        answer = self._client.post(f"/control/{what}", json=content)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found


@dataclass(frozen=True)
class EmulatedPerson:
    """Somebody who talks with the bot; ``id`` is Telegram's."""

    telegram: Emulator
    id: int

    def writes(self, text: str) -> None:
        self._act("write", text=text)

    def sends_photo(self) -> None:
        self._act("photo")

    def presses(self, label: str, message_id: int) -> None:
        self._act("press", button=label, message_id=message_id)

    def received(self) -> list[dict[str, Any]]:
        """What the bot wrote to them, oldest first."""
        return [one for one in self.telegram.messages(self.id) if one["from"]["is_bot"]]

    def answers(self, count: int, within_s: float = 10.0) -> list[dict[str, Any]]:
        """The bot's messages, as soon as there are so many."""
        wait_until(lambda: len(self.received()) >= count, within_s, f"{count} answers")
        return self.received()

    def _act(self, do: str, **content: Any) -> None:
        self.telegram.post("act", person=self.id, do=do, bot=self.telegram.token, **content)


@contextmanager
def emulator(*options: str) -> Iterator[Emulator]:
    """A running emulator on a free port."""
    process = subprocess.Popen(
        [sys.executable, str(PROGRAM), "--port", "0", *options], stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    assert process.stdout is not None
    try:
        said = process.stdout.readline() + process.stdout.readline()
        server = Emulator(re.findall(r"http://\S+", said)[0], re.findall(r"\d+:\S+$", said, re.MULTILINE)[-1])
        try:
            yield server
        finally:
            server.close()
    finally:
        process.kill()
        process.communicate()


def wait_until(condition: Callable[[], object], within_s: float, what: str) -> None:
    """AssertionError when it does not come true in time."""
    end = time.monotonic() + within_s
    while not condition():
        assert time.monotonic() < end, f"{what}: not within {within_s} s"
        time.sleep(0.02)

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

from emulators.telegram.remote import RemoteTelegram
from running import ROOT

PROGRAM = ROOT / "tests" / "emulators" / "telegram_server.py"


class Emulator:
    """One server with one bot; ``url`` is its address, ``token`` the bot's, ``remote`` does the rest."""

    def __init__(self, url: str, token: str) -> None:
        self.url, self.token, self.remote = url, token, RemoteTelegram(url)

    def person(self, name: str) -> EmulatedPerson:
        """Somebody new."""
        return EmulatedPerson(self, self.remote.add_person(name))

    def figures(self) -> dict[str, Any]:
        """The bot's figures: calls, refused, accepted, pending."""
        return self.remote.figures(self.token)


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
        return [one for one in self.telegram.remote.messages(self.telegram.token, self.id) if one["from"]["is_bot"]]

    def answers(self, count: int, within_s: float = 10.0) -> list[dict[str, Any]]:
        """The bot's messages, as soon as there are so many."""
        wait_until(lambda: len(self.received()) >= count, within_s, f"{count} answers")
        return self.received()

    def _act(self, do: str, **content: Any) -> None:
        self.telegram.remote.act(self.id, do, bot=self.telegram.token, **content)


@contextmanager
def emulator(*options: str) -> Iterator[Emulator]:
    """A running emulator on a free port."""
    process = subprocess.Popen(
        [sys.executable, str(PROGRAM), "--port", "0", *options], stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    assert process.stdout is not None
    try:
        said = process.stdout.readline() + process.stdout.readline()
        yield Emulator(re.findall(r"http://\S+", said)[0], re.findall(r"\d+:\S+$", said, re.MULTILINE)[-1])
    finally:
        process.kill()
        process.communicate()


def wait_until(condition: Callable[[], object], within_s: float, what: str) -> None:
    """AssertionError when it does not come true in time."""
    end = time.monotonic() + within_s
    while not condition():
        assert time.monotonic() < end, f"{what}: not within {within_s} s"
        time.sleep(0.02)

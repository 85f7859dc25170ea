"""Telegram: a real `hocvuso run` beside the emulator, once asking Telegram (polling), once called by it (webhook)."""

from __future__ import annotations

import json
import sqlite3
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any, ClassVar

from emulator_process import emulator, wait_until
from journeys.driver import Seen, has_label
from journeys.story import Story
from running import Running, free_port, running

ERASED = "Dạ, em đã xóa hết"
SHOWN_S = 60
"""A flood is answered at Telegram's own pace: one message a second."""


class TelegramDriver:
    """One person and their chat with the bot of the story's locality, by polling."""

    takes_pictures = True
    mode: ClassVar = "polling"

    def __init__(self, story: Story, folder: Path) -> None:
        self._story, self._folder, self._port = story, folder, free_port()
        self._stack = ExitStack()
        self._telegram = self._stack.enter_context(emulator())
        self._person = self._telegram.person("Bà con")
        self._shown = self._gone = self._erasures = 0  # messages shown; those whose rows were erased; how often
        self._program: Running
        self._open()

    def say(self, text: str) -> list[Seen]:
        self._person.writes(text)
        return self._news()

    def say_often(self, text: str, times: int) -> list[Seen]:
        """What is on its way: Telegram shows one message a second, and the person goes on meanwhile."""
        for _ in range(times):
            self._person.writes(text)
        self._wait_until_taken()
        return self._shown_first(self._stored())

    def press(self, label: str) -> list[Seen]:
        newest = self._person.received()[-1]
        own = next((one for one in _labels(newest) if has_label(one, label)), None)
        assert own is not None, f"không có nút “{label}”, chỉ có {_labels(newest)}"
        self._person.presses(own, newest["message_id"])
        return self._news()

    def send_picture(self) -> list[Seen]:
        self._person.sends_photo()
        return self._news()

    def restart(self) -> list[Seen]:
        self._stop()
        self._open()
        return self._news()

    def close(self) -> None:
        with self._stack:
            self._stop()
            assert self._telegram.figures()["refused"] == 0, "Telegram đã phải từ chối vì gửi quá nhanh"

    def _open(self) -> None:
        self._program = self._stack.enter_context(
            running(
                "--now",
                self._story.now,
                "--port",
                str(self._port),
                cwd=self._folder,
                HOCVUSO_LOCALITIES=self._story.locality,
                HOCVUSO_TELEGRAM_TOKENS=f"{self._story.locality}={self._telegram.token}",
                HOCVUSO_TELEGRAM_API_BASE=self._telegram.url,
                HOCVUSO_TELEGRAM_MODE=self.mode,
                HOCVUSO_PUBLIC_URL=f"http://127.0.0.1:{self._port}",
            )
        )

    def _stop(self) -> None:
        status, _, said = self._program.stop()
        assert status == 0, said + self._program.log.read_text()

    def _news(self) -> list[Seen]:
        """What the chat shows since the last step, as soon as every update is taken and every stored reply is there."""
        self._wait_until_taken()
        stored, erasures = self._stored(), self._count("erasures")
        if erasures > self._erasures:
            wait_until(lambda: self._last_words() > self._gone, SHOWN_S, "the last words to somebody erased")
            self._gone, self._erasures = self._last_words(), erasures
            stored = self._stored()
        expected = self._gone + len(stored)
        wait_until(lambda: len(self._person.received()) >= expected, SHOWN_S, "stored replies sent")
        received = self._person.received()
        kept = list(map(_as_shown, received[self._gone :]))
        assert kept == list(map(_as_shown, stored)), "Telegram cho thấy khác với điều đã ghi"
        return self._shown_first(received)

    def _last_words(self) -> int:
        """How many messages there are up to the newest one that says that all is erased; 0 without any."""
        texts = [_as_shown(one).text for one in self._person.received()]
        return max((place for place, text in enumerate(texts, start=1) if text.startswith(ERASED)), default=0)

    def _count(self, table: str) -> int:
        with closing(sqlite3.connect(self._folder / "data" / "hocvuso.db")) as database:
            return int(database.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - our own name

    def _shown_first(self, messages: list[dict[str, Any]]) -> list[Seen]:
        new = messages[self._shown :]
        self._shown = len(messages)
        return list(map(_as_shown, new))

    def _wait_until_taken(self) -> None:
        wait_until(lambda: self._telegram.figures()["pending"] == 0, SHOWN_S, "updates taken")

    def _stored(self) -> list[dict[str, Any]]:
        """The bot's messages as they were committed, before they leave."""
        with closing(sqlite3.connect(self._folder / "data" / "hocvuso.db")) as database:
            query = "SELECT payload FROM messages WHERE direction = 'out' ORDER BY id"
            return [json.loads(payload)["args"] for (payload,) in database.execute(query)]


class TelegramWebhookDriver(TelegramDriver):
    """The same by webhook."""

    mode = "webhook"


def _as_shown(message: dict[str, Any]) -> Seen:
    return Seen(str(message.get("text") or message["caption"]), tuple(_labels(message)))


def _labels(message: dict[str, Any]) -> list[str]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [str(button["text"]) for row in rows for button in row]

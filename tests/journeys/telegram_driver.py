"""Telegram: a real `hocvuso run` beside the emulator, once asking Telegram (polling), once called by it (webhook)."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable
from contextlib import ExitStack, closing
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from emulator_process import EmulatedPerson, Emulator, emulator, wait_until
from journeys.driver import Seen, has_label
from journeys.story import Story
from running import Running, free_port, running

from bot.shown_once import MASK

ERASED = "Dạ, em đã xóa hết"
SHOWN_S = 60
"""A flood is answered at Telegram's own pace: one message a second."""

Json = dict[str, Any]


class TelegramDriver:
    """The bot of the story's locality, by polling, and the people who chat with it."""

    takes_pictures = True
    sees_changes_after_s: ClassVar[float] = 1.0
    mode: ClassVar = "polling"

    def __init__(self, story: Story, folder: Path) -> None:
        self._story, self._folder, self._port = story, folder, free_port()
        self._stack = ExitStack()
        self._telegram = self._stack.enter_context(emulator())
        self._people: dict[str, TelegramPerson] = {}
        self._program: Running
        self._open()

    def person(self, name: str) -> TelegramPerson:
        if name not in self._people:
            person = self._telegram.person(name)
            stored = partial(self._stored, person.id)
            self._people[name] = TelegramPerson(self._telegram, person, stored, self._count_erasures)
        return self._people[name]

    def restart(self) -> None:
        self._stop()
        self._open()

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

    def _count_erasures(self) -> int:
        with closing(sqlite3.connect(self._folder / "data" / "hocvuso.db")) as database:
            query = "SELECT (SELECT count(*) FROM asked_erasures) + (SELECT count(*) FROM erasures)"
            return int(database.execute(query).fetchone()[0])

    def _stored(self, person_id: int) -> list[Json]:
        """The bot's messages to somebody as they were committed, before they leave."""
        with closing(sqlite3.connect(self._folder / "data" / "hocvuso.db")) as database:
            query = (
                "SELECT payload FROM messages JOIN addresses ON addresses.id = address_id "
                "WHERE direction = 'out' AND external_id = ? ORDER BY messages.id"
            )
            return [json.loads(payload)["args"] for (payload,) in database.execute(query, [str(person_id)])]


class TelegramWebhookDriver(TelegramDriver):
    """The same by webhook."""

    mode = "webhook"


class TelegramPerson:
    """One person and their chat with the bot. ``stored``: the bot's messages to them as they were committed;
    ``erasures``: how many people had themselves erased."""

    def __init__(
        self, telegram: Emulator, person: EmulatedPerson, stored: Callable[[], list[Json]], erasures: Callable[[], int]
    ) -> None:
        self._telegram, self._person, self._stored, self._erasures = telegram, person, stored, erasures
        self._shown = self._gone = 0  # messages shown; those whose rows were erased

    def say(self, text: str) -> list[Seen]:
        before = self._erasures()
        self._person.writes(text)
        return self._after(before)

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
        before = self._erasures()
        self._person.presses(own, newest["message_id"])
        return self._after(before)

    def send_picture(self) -> list[Seen]:
        self._person.sends_photo()
        return self.look()

    def _after(self, erasures: int) -> list[Seen]:
        """What the chat shows since the last step; when this one had its person erased, their rows are gone."""
        self._wait_until_taken()
        if self._erasures() > erasures:
            wait_until(lambda: self._last_words() > self._gone, SHOWN_S, "the last words to somebody erased")
            wait_until(lambda: not self._stored(), SHOWN_S, "the rows erased")
            self._gone = self._last_words()
        return self.look()

    def _last_words(self) -> int:
        """How many messages there are up to the newest one that says that all is erased; 0 without any."""
        texts = [_as_shown(one).text for one in self._person.received()]
        return max((place for place, text in enumerate(texts, start=1) if text.startswith(ERASED)), default=0)

    def look(self) -> list[Seen]:
        """What the chat shows since the last step, as soon as every update is taken and every stored message to this
        person is there."""
        self._wait_until_taken()
        stored = self._stored()
        expected = self._gone + len(stored)
        wait_until(lambda: len(self._person.received()) >= expected, SHOWN_S, "stored messages sent")
        received = self._person.received()
        new = received[self._shown :]  # what was shown before may have been rewritten since: a name that was forgotten
        written = stored[self._shown - self._gone :]
        same = len(received) == expected and all(map(_is_same, map(_as_shown, new), map(_as_shown, written)))
        assert same, f"Telegram cho thấy khác với điều đã ghi:\n{new}\n{written}"
        return self._shown_first(received)

    def _shown_first(self, messages: list[Json]) -> list[Seen]:
        new = messages[self._shown :]
        self._shown = len(messages)
        return list(map(_as_shown, new))

    def _wait_until_taken(self) -> None:
        wait_until(lambda: self._telegram.figures()["pending"] == 0, SHOWN_S, "updates taken")


def _is_same(shown: Seen, stored: Seen) -> bool:
    """Whether that was stored, with a mask for every code that is shown once."""
    pattern = re.escape(stored.text).replace(re.escape(MASK), "[A-Z]{2}-[A-Z0-9]{6}")
    return re.fullmatch(pattern, shown.text) is not None and shown.buttons == stored.buttons


def _as_shown(message: Json) -> Seen:
    return Seen(str(message.get("text") or message["caption"]), tuple(_labels(message)))


def _labels(message: Json) -> list[str]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [str(button["text"]) for row in rows for button in row]

"""The terminal: `hocvuso chat --json`, a line in, a line out; each person at a terminal of their own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import ClassVar

from journeys.driver import Seen, has_label
from journeys.story import Story
from running import environment


class TerminalDriver:
    """Several `hocvuso chat` on one data folder."""

    takes_pictures = True
    sees_changes_after_s: ClassVar[float] = 0

    def __init__(self, story: Story, folder: Path) -> None:
        self._story, self._folder = story, folder
        self._people: dict[str, TerminalPerson] = {}

    def person(self, name: str) -> TerminalPerson:
        if name not in self._people:
            self._people[name] = TerminalPerson(self._story, self._folder, name)
        return self._people[name]

    def restart(self) -> None:
        self.close()

    def close(self) -> None:
        for person in self._people.values():
            person.close()


class TerminalPerson:
    """One person and their process, which is started when they do something."""

    def __init__(self, story: Story, folder: Path, name: str) -> None:
        self._story, self._folder, self._name = story, folder, name
        self._buttons: tuple[str, ...] = ()
        self._process: subprocess.Popen[str] | None = None

    def say(self, text: str) -> list[Seen]:
        return self._line(text.replace("\n", " "))

    def press(self, label: str) -> list[Seen]:
        place = next((n for n, own in enumerate(self._buttons, start=1) if has_label(own, label)), None)
        assert place is not None, f"không có nút “{label}”, chỉ có {self._buttons}"
        return self._line(f"#{place}")

    def send_picture(self) -> list[Seen]:
        picture = self._folder / "hinh.jpg"
        picture.write_bytes(b"\xff\xd8\xff\xd9")
        return self._line(f"/photo {picture}")

    def look(self) -> list[Seen]:
        return self._line("")

    def close(self) -> None:
        """Close its input and wait for its end."""
        if self._process is None:
            return
        rest, errors = self._process.communicate(timeout=30)
        assert rest == "", "in ra nhiều hơn một dòng cho một dòng nhập vào"
        assert self._process.returncode == 0, errors
        self._process = None

    def _start(self) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "bot", "chat", "--json"]
        command += ["--locality", self._story.locality, "--as", self._name, "--now", self._story.now]
        pipe = subprocess.PIPE
        return subprocess.Popen(
            command, cwd=self._folder, env=environment(), stdin=pipe, stdout=pipe, stderr=pipe, text=True
        )

    def _line(self, line: str) -> list[Seen]:
        process = self._process = self._process or self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(line + "\n")
        process.stdin.flush()
        answered = process.stdout.readline()
        assert answered, f"chương trình đã dừng: {process.communicate()[1]}"
        seen = [Seen(one["text"], tuple(one["buttons"])) for one in json.loads(answered)["messages"]]
        if seen:
            self._buttons = seen[-1].buttons
        return seen

"""The terminal: `hocvuso chat --json`, a line in, a line out."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from journeys.driver import Seen, has_label
from journeys.story import Story
from running import environment


class TerminalDriver:
    """One person and their process."""

    takes_pictures = True

    def __init__(self, story: Story, folder: Path) -> None:
        self._story, self._folder = story, folder
        self._buttons: tuple[str, ...] = ()
        self._process = self._start()

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

    def restart(self) -> list[Seen]:
        self.close()
        self._process = self._start()
        return self._line("")

    def close(self) -> None:
        rest, errors = self._process.communicate(timeout=30)
        assert rest == "", "in ra nhiều hơn một dòng cho một dòng nhập vào"
        assert self._process.returncode == 0, errors

    def _start(self) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "bot", "chat", "--json"]
        command += ["--locality", self._story.locality, "--as", "bà con", "--now", self._story.now]
        pipe = subprocess.PIPE
        return subprocess.Popen(
            command, cwd=self._folder, env=environment(), stdin=pipe, stdout=pipe, stderr=pipe, text=True
        )

    def _line(self, line: str) -> list[Seen]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        answered = self._process.stdout.readline()
        assert answered, f"chương trình đã dừng: {self._process.communicate()[1]}"
        seen = [Seen(one["text"], tuple(one["buttons"])) for one in json.loads(answered)["messages"]]
        if seen:
            self._buttons = seen[-1].buttons
        return seen

"""The web chat: a real `hocvuso run`, spoken to as the page speaks to it; each person in a browser of their own."""

from __future__ import annotations

import json
import queue
import signal
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
from journeys.driver import Seen, has_label
from journeys.story import Story
from running import environment, free_port

READY_S = 60
SHOWN_S = 15


class WebDriver:
    """One running program and its visitors."""

    takes_pictures = False
    sees_changes_after_s = 1.0

    def __init__(self, story: Story, folder: Path) -> None:
        self._slug, self._now, self._folder = story.locality, story.now, folder
        self._port = free_port()
        self._log = (folder / "run.log").open("a", encoding="utf-8")
        self._visitors: dict[str, Visitor] = {}
        self._open()

    def person(self, name: str) -> Visitor:
        """A visitor opens the page when they first do something."""
        if name not in self._visitors:
            self._visitors[name] = Visitor(f"http://127.0.0.1:{self._port}", self._slug, self._said)
            self._visitors[name].open()
        return self._visitors[name]

    def restart(self) -> None:
        self._stop()
        self._open()
        for visitor in self._visitors.values():
            visitor.open()

    def close(self) -> None:
        self._stop()
        for visitor in self._visitors.values():
            visitor.close()
        self._log.close()

    def _open(self) -> None:
        command = [sys.executable, "-m", "bot", "run", "--port", str(self._port), "--now", self._now]
        env = environment(HOCVUSO_LOCALITIES=self._slug)
        self._process = subprocess.Popen(command, cwd=self._folder, env=env, stdout=self._log, stderr=self._log)
        self._wait_until_ready()

    def _stop(self) -> None:
        self._process.send_signal(signal.SIGTERM)
        assert self._process.wait(timeout=20) == 0, self._said()

    def _wait_until_ready(self) -> None:
        until = time.monotonic() + READY_S
        while time.monotonic() < until and self._process.poll() is None:
            try:
                if httpx.get(f"http://127.0.0.1:{self._port}/healthz", timeout=20).status_code == 200:
                    return
            except httpx.TransportError:
                time.sleep(0.05)
        self._process.kill()
        raise AssertionError(f"chưa sẵn sàng sau {READY_S} giây:\n{self._said()}")

    def _said(self) -> str:
        self._log.flush()
        return Path(self._log.name).read_text(encoding="utf-8")[-3000:]


class Visitor:
    """One visitor: a cookie, a stream that follows the transcript, and posts. ``said``: what the program printed."""

    def __init__(self, url: str, slug: str, said: Callable[[], str]) -> None:
        self._slug, self._said = slug, said
        self._client = httpx.Client(base_url=url, timeout=20)
        self._last_id = 0
        self._buttons: list[dict[str, str]] = []

    def say(self, text: str) -> list[Seen]:
        return self._post({"text": text})

    def press(self, label: str) -> list[Seen]:
        button = next((own for own in self._buttons if has_label(own["label"], label)), None)
        assert button is not None, f"không có nút “{label}”, chỉ có {[own['label'] for own in self._buttons]}"
        return self._post({"ref": button["ref"], "label": button["label"]})

    def send_picture(self) -> list[Seen]:
        raise AssertionError("trang web không nhận hình")

    def look(self) -> list[Seen]:
        """What the stream shows, up to what is stored by now."""
        newest, seen = self._session(), []
        while self._last_id < newest:
            try:
                event = self._events.get(timeout=SHOWN_S)
            except queue.Empty:
                raise AssertionError(f"tin {newest} không đến trang sau {SHOWN_S} giây:\n{self._said()}") from None
            assert event["id"] > self._last_id, "một tin đến trang hai lần"
            self._last_id = event["id"]
            if event["from"] == "bot":
                self._buttons = event["buttons"]
                seen.append(Seen(event["text"], tuple(button["label"] for button in event["buttons"])))
        return seen

    def open(self) -> None:
        """Load the page, or mend its stream after the program was away."""
        self._session()
        self._events: queue.Queue[dict[str, Any]] = queue.Queue()
        threading.Thread(target=self._follow, args=(self._events, self._last_id), daemon=True).start()

    def close(self) -> None:
        """The browser is closed."""
        self._client.close()

    def _session(self) -> int:
        """The id of the newest stored message."""
        answer = self._client.post(f"/api/{self._slug}/session")
        assert answer.status_code == 200, answer.text
        return max((one["id"] for one in answer.json()["messages"]), default=0)

    def _post(self, content: dict[str, str]) -> list[Seen]:
        answer = self._client.post(f"/api/{self._slug}/messages", json={"id": uuid.uuid4().hex, **content})
        if answer.status_code != 200:
            return [Seen(answer.json()["error"])]
        return self.look()

    def _follow(self, events: queue.Queue[dict[str, Any]], after: int) -> None:
        """Read the stream as a page does; a broken connection is the page's to mend, at the next start."""
        cookies = dict(self._client.cookies)
        url = f"{self._client.base_url}/api/{self._slug}/stream"
        try:
            # a quiet stream is a good stream: only connecting has a limit
            limit = httpx.Timeout(10, read=None)
            with httpx.stream("GET", url, params={"after": after}, cookies=cookies, timeout=limit) as stream:
                for line in stream.iter_lines():
                    if line.startswith('data: {"id"'):
                        events.put(json.loads(line[6:]))
        except httpx.TransportError:
            return

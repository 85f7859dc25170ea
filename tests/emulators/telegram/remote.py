"""The control interface for tests in another process or without an event loop: plain blocking calls."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from typing import Any


class RemoteTelegram:
    """Drives a running emulator by HTTP. A refused request raises ValueError with the emulator's reason."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url

    def add_bot(self, name: str = "Bot thử", **options: Any) -> str:
        """A new bot; returns its token."""
        return str(self._post("/control/bots", {"name": name, **options})["token"])

    def add_person(self, name: str) -> int:
        """A new test person; returns the id."""
        return int(self._post("/control/people", {"name": name})["id"])

    def add_group(self, title: str, people: list[int], bots: list[str], *, is_supergroup: bool = False) -> int:
        """A new group; returns its negative id."""
        body = {"title": title, "people": people, "bots": bots, "is_supergroup": is_supergroup}
        return int(self._post("/control/groups", body)["id"])

    def act(self, person: int, do: str, **details: Any) -> dict[str, Any]:
        """Let a person write, start, press, edit, block, send a photo …; ``bot`` and ``group`` say where."""
        return self._post("/control/act", {"person": person, "do": do, **details})

    def act_group(self, group: int, do: str, **details: Any) -> int:
        """Add, kick or lose a bot, disband or migrate; returns the group's id, which migrating changes."""
        return int(self._post("/control/groups/act", {"group": group, "do": do, **details})["id"])

    def fault(self, do: str, **details: Any) -> None:
        """Order a trouble: answer, answer_html, refuse, lose_answer, drop_connection, latency, clear."""
        self._post("/control/faults", {"do": do, **details})

    def messages(self, token: str, chat_id: int) -> list[dict[str, Any]]:
        """The Message objects of one chat, oldest first; empty while there is no chat."""
        return list(self._get(f"/control/messages?bot={token}&chat={chat_id}")["messages"])

    def wait_for_bot(self, token: str, chat_id: int, count: int, timeout_s: float = 10.0) -> list[dict[str, Any]]:
        """The bot's messages in a chat, as soon as there are ``count``; TimeoutError when it takes too long."""
        end = time.monotonic() + timeout_s
        while True:
            found = [message for message in self.messages(token, chat_id) if message["from"]["is_bot"]]
            if len(found) >= count:
                return found
            if time.monotonic() > end:
                raise TimeoutError(f"{len(found)} of {count} messages from the bot after {timeout_s} s")
            time.sleep(0.02)

    def figures(self, token: str) -> dict[str, Any]:
        """Counts of 429 and calls, times of accepted sends, webhook deliveries, pending updates of one bot."""
        return dict(self._get("/control/figures")[token])

    def state(self) -> dict[str, Any]:
        """Bots, people, chats with their messages, presses."""
        return self._get("/control/state")

    def _get(self, path: str) -> dict[str, Any]:
        return self._open(urllib.request.Request(self.base_url + path))

    def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        headers = {"Content-Type": "application/json"}
        return self._open(urllib.request.Request(self.base_url + path, json.dumps(body).encode(), headers))

    def _open(self, request: urllib.request.Request) -> dict[str, Any]:
        try:
            with urllib.request.urlopen(request, timeout=40) as response:
                return dict(json.load(response))
        except urllib.error.HTTPError as refused:
            raise ValueError(json.load(refused)["error"]) from None

"""The real program killed again and again (kill -9) while people write to it on Telegram."""

from __future__ import annotations

import json
import random
import signal
import sqlite3
import threading
import time
from collections import Counter
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass, field
from pathlib import Path

from emulator_process import EmulatedPerson, Emulator, emulator, wait_until
from running import Running, free_port, running

QUESTIONS = (
    "Lễ phát động ngày nào?",
    "Lễ phát động ở đâu?",
    "Ai chủ trì lễ phát động?",
    "Mục đích của kế hoạch là gì?",
    "Có những bàn hỗ trợ nào?",
    "Chương trình buổi lễ có gì?",
    "Công an phường làm việc gì?",
    "Đoàn Thanh niên làm việc gì?",
)
WRITES_PER_S = 8.0
SETTLED_S = 300


@dataclass(repr=False)
class Report:
    """What came out: ``written`` and ``stored`` texts by person, ``repeated``: replies that arrived twice."""

    kills: int
    written: Counter[tuple[int, str]]
    stored: Counter[tuple[int, str]]
    replies: Counter[tuple[int, str]]
    arrived: Counter[tuple[int, str]]

    @property
    def lost(self) -> list[tuple[int, str]]:
        """Messages that were not taken, and replies that never arrived."""
        return [*(self.written - self.stored).elements(), *(self.replies - self.arrived).elements()]

    @property
    def handled_again(self) -> list[tuple[int, str]]:
        return list((self.stored - self.written).elements())

    @property
    def repeated(self) -> list[tuple[int, str]]:
        return list((self.arrived - self.replies).elements())

    @property
    def most_often(self) -> float:
        """How often the most often repeated reply arrived."""
        return max(self.arrived[key] / self.replies[key] for key in self.arrived if key in self.replies)

    def __repr__(self) -> str:
        return (
            f"{self.kills} kills, {self.written.total()} messages, {self.replies.total()} replies, "
            f"{len(self.lost)} lost, {len(self.handled_again)} handled again, {len(self.repeated)} arrived again, "
            f"at most {self.most_often:.0f} times"
        )


@dataclass
class Crowd(threading.Thread):
    """People who write, a random one at a time, each question once; also while the program is down."""

    telegram: Emulator
    people: list[EmulatedPerson]
    chance: random.Random
    written: Counter[tuple[int, str]] = field(default_factory=Counter)
    told_to_stop: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        super().__init__(daemon=True)

    def __hash__(self) -> int:
        return id(self)

    def run(self) -> None:
        left = [(person, question) for person in self.people for question in QUESTIONS]
        self.chance.shuffle(left)
        while left and not self.told_to_stop.wait(1 / WRITES_PER_S):
            person, question = left.pop()
            person.writes(question)
            self.written[person.id, question] += 1


def kill_while_people_write(folder: Path, kills: int, people: int, seed: int) -> Report:
    """Start, kill after a random moment, start again, by turns polling and webhook; at last wait until all is quiet."""
    chance, port = random.Random(seed), free_port()
    with emulator() as telegram:
        crowd = Crowd(telegram, [telegram.person(f"người {n}") for n in range(people)], random.Random(seed))
        crowd.start()
        for number in range(kills):
            with _program(folder, telegram, port, webhook=bool(number % 2)) as one:
                time.sleep(chance.uniform(0.0, 3.0))
                one.process.send_signal(signal.SIGKILL)
                one.process.wait(10)
        crowd.told_to_stop.set()
        crowd.join()
        with _program(folder, telegram, port, webhook=bool(kills % 2)) as one:
            wait_until(lambda: telegram.figures()["pending"] == 0, SETTLED_S, "all updates taken")
            replies = _stored(folder, "out")
            wait_until(lambda: not replies - _arrived(telegram, crowd), SETTLED_S, "all replies sent")
            status, _, _ = one.stop()
            assert status == 0, one.log.read_text()
        return Report(kills, crowd.written, _stored(folder, "in"), _stored(folder, "out"), _arrived(telegram, crowd))


def _program(folder: Path, telegram: Emulator, port: int, *, webhook: bool) -> AbstractContextManager[Running]:
    return running(
        "--port",
        str(port),
        cwd=folder,
        HOCVUSO_LOCALITIES="binh-long",
        HOCVUSO_TELEGRAM_TOKENS=f"binh-long={telegram.token}",
        HOCVUSO_TELEGRAM_API_BASE=telegram.url,
        HOCVUSO_TELEGRAM_MODE="webhook" if webhook else "polling",
        HOCVUSO_PUBLIC_URL=f"http://127.0.0.1:{port}",
    )


def _stored(folder: Path, direction: str) -> Counter[tuple[int, str]]:
    """What is in the transcript, by Telegram's id of the person."""
    query = (
        "SELECT addresses.external_id, messages.text, messages.payload FROM messages "
        "JOIN addresses ON addresses.id = messages.address_id WHERE direction = ?"
    )
    with closing(sqlite3.connect(folder / "data" / "hocvuso.db")) as database:
        rows = database.execute(query, [direction]).fetchall()
    return Counter((int(who), json.loads(payload)["args"]["text"] if payload else text) for who, text, payload in rows)


def _arrived(telegram: Emulator, crowd: Crowd) -> Counter[tuple[int, str]]:
    people = {person.id for person in crowd.people}
    chats = [chat for chat in telegram.remote.state()["chats"] if chat["id"] in people]
    return Counter((chat["id"], one["text"]) for chat in chats for one in chat["messages"] if one["from"]["is_bot"])

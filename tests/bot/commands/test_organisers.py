"""`hocvuso organisers`: what only somebody at the machine may do, and what it leaves in the data folder."""

from __future__ import annotations

import asyncio
import datetime as dt
import re
import sqlite3
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest
from storage_cast import make_address

from bot.__main__ import main
from scheduler.codes import hash_code
from scheduler.organisers import Invitation, Join
from storage.engine import Database, default_url

NOW = dt.datetime(2025, 10, 8, 2, 0, tzinfo=dt.UTC)
HERE = "binh-long"
Result = TypeVar("Result")


@dataclass
class Machine:
    """Somebody at the machine of Bình Long; ``said`` and ``complained`` are what the last command printed."""

    data: Path
    capture: pytest.CaptureFixture[str]
    said: str = ""
    complained: str = ""

    def organisers(self, act: str, *arguments: str, locality: str = HERE, now: str = "2025-10-08T09:00") -> int:
        status = main(["organisers", act, *arguments, "--locality", locality, "--now", now])
        self.said, self.complained = self.capture.readouterr()
        return status

    def code(self) -> str:
        """The code the last command printed."""
        (code,) = re.findall(r"BL-[A-Z0-9]{6}", self.said)
        return str(code)

    def with_database(self, work: Callable[[Database], Awaitable[Result]]) -> Result:
        async def opened() -> Result:
            database = await Database.open(default_url(self.data))
            try:
                return await work(database)
            finally:
                await database.close()

        return asyncio.run(opened())

    def invitation(self, code: str, now: dt.datetime = NOW) -> Invitation | None:
        """What the database knows of a code."""
        hashed = hash_code(code, (self.data / "key").read_bytes().strip())
        return self.with_database(lambda database: database.organisers.invitation(HERE, hashed, now))

    def joins(self, name: str) -> None:
        """Somebody is invited, and types the code."""
        assert self.organisers("invite", "--name", name) == 0
        invitation = self.invitation(self.code())
        assert invitation is not None

        async def join(database: Database) -> None:
            address_id = (await make_address(database, name)).person.address_id
            await database.changes.submit(Join(HERE, invitation, address_id, f"own {name}", NOW, None))

        self.with_database(join)


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Machine:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOCVUSO_DATA_DIR", str(tmp_path / "data"))
    return Machine(tmp_path / "data", capsys)


def test_an_invitation_is_a_code_that_holds_for_two_days(machine: Machine) -> None:
    assert machine.organisers("invite", "--name", "Chị Hoa,  Văn phòng") == 0

    assert "Dùng một lần, đến 09:00 ngày 10/10/2025" in machine.said
    found = machine.invitation(machine.code())
    assert found is not None
    assert (found.name, found.by) == ("Chị Hoa, Văn phòng", None)
    assert machine.invitation(machine.code(), NOW + dt.timedelta(days=2, minutes=1)) is None


def test_no_file_holds_the_code(machine: Machine) -> None:
    machine.organisers("invite")
    stored = b"".join(path.read_bytes() for path in machine.data.rglob("*") if path.is_file())

    assert HERE.encode() in stored
    assert machine.code().removeprefix("BL-").encode() not in stored


def test_the_key_is_for_its_owner_only(machine: Machine) -> None:
    machine.organisers("invite")

    assert (machine.data / "key").stat().st_mode & 0o077 == 0


def test_the_list_names_those_there_are_or_how_to_get_the_first(machine: Machine) -> None:
    assert machine.organisers("list") == 0
    assert "Chưa có ai" in machine.said
    assert "hocvuso organisers invite --locality binh-long" in machine.said

    machine.joins("Chị Hoa")
    machine.organisers("list")
    assert re.search(r"^ +1  Chị Hoa, từ 09:00 ngày 08/10/2025, đang đăng nhập ở 1 nơi$", machine.said, re.MULTILINE)


def test_who_is_removed_is_in_the_list_no_more(machine: Machine) -> None:
    machine.joins("Chị Hoa")

    assert machine.organisers("remove", "1") == 0
    assert "Đã gỡ Chị Hoa" in machine.said
    machine.organisers("list")
    assert "Chưa có ai" in machine.said


@pytest.mark.parametrize("number", ["1", "2"])
def test_who_is_not_there_cannot_be_removed(machine: Machine, number: str) -> None:
    machine.joins("Chị Hoa")
    machine.organisers("remove", "1")

    assert machine.organisers("remove", number) == 1
    assert f"không có người tổ chức số {number}" in machine.complained
    machine.organisers("audit")
    assert machine.said.count(" gỡ: ") == 1


def test_an_organiser_of_another_locality_is_not_there(machine: Machine) -> None:
    machine.joins("Chị Hoa")

    assert machine.organisers("remove", "1", locality="kinh-mon") == 1
    machine.organisers("list")
    assert "Chị Hoa" in machine.said


def test_the_audit_tells_what_was_done_at_the_machine_and_that_it_is_whole(machine: Machine) -> None:
    machine.joins("Chị Hoa")
    machine.organisers("remove", "1", now="2025-10-09T10:00")

    assert machine.organisers("audit") == 0
    assert "1. 09:00 ngày 08/10/2025: người giữ máy chủ cấp mã mời" in machine.said
    assert "3. 10:00 ngày 09/10/2025: người giữ máy chủ gỡ: người tổ chức số 1" in machine.said
    assert "Nhật ký nguyên vẹn" in machine.said


def test_an_audit_somebody_has_changed_is_named_and_fails(machine: Machine) -> None:
    for name in ("Chị Hoa", "Anh Minh", "Cô Ba"):
        machine.organisers("invite", "--name", name)
    with sqlite3.connect(machine.data / "hocvuso.db") as database:
        database.execute("UPDATE audit SET about = 'Ông khác' WHERE number = 2")

    assert machine.organisers("audit") == 1
    assert "bị sửa từ dòng 2" in machine.said


@pytest.mark.parametrize("act", ["invite", "list", "audit"])
def test_an_unknown_locality_is_refused_with_those_there_are(machine: Machine, act: str) -> None:
    assert machine.organisers(act, locality="an-hoa") == 1
    assert "an-hoa" in machine.complained
    assert "binh-long" in machine.complained

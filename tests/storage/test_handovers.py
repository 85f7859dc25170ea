"""Hand-overs as they are stored: one has it, an ended one is gone, notes wait for a platform that is down."""

from __future__ import annotations

import datetime as dt

from storage_cast import NOON, make_address

from scheduler.handover import AskHuman, EndHandover, HumanAnswered, SetDuty, TakeOver
from scheduler.organisers import Invite, Join
from storage.engine import Database
from storage.messages import NOTES_WAIT, Answered
from storage.updates import Announcement, Note, Reply

SLUG = "binh-long"
LATER = NOON + dt.timedelta(days=1)


async def organiser(database: Database, name: str) -> tuple[int, int]:
    """A new organiser's id, and where they are signed in."""
    address = await make_address(database, name)
    await database.changes.submit(Invite(SLUG, f"code of {name}", name, NOON, LATER))
    invitation = await database.organisers.invitation(SLUG, f"code of {name}", NOON)
    assert invitation is not None
    await database.changes.submit(Join(SLUG, invitation, address.person.address_id, f"own code of {name}", NOON, None))
    found = next(one for one in await database.organisers.of(SLUG) if one.name == name)
    return found.id, address.person.address_id


async def test_the_first_who_takes_it_has_it(database: Database) -> None:
    citizen = await make_address(database, "tư")
    (lan, lans_desk), (minh, minhs_desk) = await organiser(database, "lan"), await organiser(database, "minh")
    await database.changes.submit(AskHuman(SLUG, "k1", citizen.person.address_id, NOON, LATER))
    (waiting,) = await database.handovers.open(SLUG)
    assert waiting.is_waiting

    await database.changes.submit(TakeOver(SLUG, "k1", lan, lans_desk, NOON))
    await database.changes.submit(TakeOver(SLUG, "k1", minh, minhs_desk, NOON))

    (taken,) = await database.handovers.open(SLUG)
    assert (taken.taken_by, taken.taken_at_address) == (lan, lans_desk)
    acts = [line.act.act for line in await database.audit.newest(SLUG)]
    assert acts.count("take over") == 1
    assert await database.audit.first_broken(SLUG) is None


async def test_one_that_is_answered_is_never_overdue_and_an_ended_one_is_not_open(database: Database) -> None:
    citizen = await make_address(database, "tư")
    for key in ("k1", "k2"):
        await database.changes.submit(AskHuman(SLUG, key, citizen.person.address_id, NOON, LATER))
    assert await database.handovers.with_overdue(LATER - dt.timedelta(seconds=1)) == []
    assert await database.handovers.with_overdue(LATER) == [SLUG]

    await database.changes.submit(HumanAnswered("k1"))
    await database.changes.submit(EndHandover(SLUG, "k2", LATER, "overdue"))

    assert await database.handovers.with_overdue(LATER) == []
    assert [(one.key, one.answered) for one in await database.handovers.open(SLUG)] == [("k1", True)]


async def test_duty_hours_come_back_as_they_were_set(database: Database) -> None:
    key, _ = await organiser(database, "lan")
    await database.changes.submit(SetDuty(SLUG, key, "8:00-11:00 t2-t4", NOON))
    (lan,) = await database.organisers.of(SLUG)
    assert str(lan.hours) == "8:00-11:00 t2-t4"


async def test_a_note_waits_for_its_platform_for_days_and_a_reply_does_not(database: Database) -> None:
    citizen = await make_address(database, "tư")
    account = citizen.person.account.id
    note = Note(citizen.person.address_id, account, Reply("Chị Lan: dạ có", {"method": "SendMessage", "args": {}}))
    (key,) = await database.updates.announce(Announcement(NOON, (note,)))

    assert await database.messages.delayed_notes([account], NOON + dt.timedelta(seconds=59)) == []
    (delayed,) = await database.messages.delayed_notes([account], NOON + dt.timedelta(hours=30))
    assert delayed.id == key
    assert [one.id for one in await database.messages.unanswered([account], NOON + dt.timedelta(hours=30))] == [key]
    assert await database.messages.delayed_notes([account], NOON + NOTES_WAIT) == []

    database.addresses.mark_unreachable(citizen.person.address_id, NOON, "blocked")
    database.messages.mark_answered(Answered(-1, NOON))
    await database.health.check()
    assert await database.messages.delayed_notes([account], NOON + dt.timedelta(hours=30)) == []

"""Corrections: proposed, approved, superseded, revoked; each step once, each in the audit."""

from __future__ import annotations

import datetime as dt

from storage_cast import NOON, make_address, make_organiser, record

from scheduler.corrections import Approve, AskRevoke, Decline, Proposal, Propose, in_force
from storage.engine import Database

BL = "binh-long"


async def propose(database: Database, key: str, value: str, by: int) -> None:
    await database.changes.submit(Propose(BL, key, "launch.hour", value, f"giờ → {value}", by, NOON))


async def test_a_proposal_is_in_force_once_approved(database: Database) -> None:
    hoa, minh = await make_organiser(database), await make_organiser(database, "minh")
    await propose(database, "k1", "14:00", hoa)
    waiting = await database.corrections.of(BL)
    assert waiting == (Proposal("k1", "launch.hour", "14:00", hoa, NOON),)
    assert in_force(waiting) == ()

    await database.changes.submit(Approve(BL, "k1", NOON, minh))

    (correction,) = in_force(await database.corrections.of(BL))
    assert (correction.field, correction.value, correction.on) == ("launch.hour", "14:00", dt.date(2025, 10, 9))
    assert await database.corrections.of("thien-tin") == ()


async def test_a_newer_correction_of_the_same_fact_takes_the_place_of_the_older(database: Database) -> None:
    hoa = await make_organiser(database)
    for key, value in (("k1", "14:00"), ("k2", "15:00")):
        await propose(database, key, value, hoa)
        await database.changes.submit(Approve(BL, key, NOON))

    assert [one.value for one in await database.corrections.of(BL)] == ["15:00"]


async def test_revoking_is_asked_for_and_agreed_to(database: Database) -> None:
    hoa, minh = await make_organiser(database), await make_organiser(database, "minh")
    await propose(database, "k1", "14:00", hoa)
    await database.changes.submit(AskRevoke(BL, "k1", hoa, NOON))  # not in force yet
    await database.changes.submit(Approve(BL, "k1", NOON, minh))
    await database.changes.submit(AskRevoke(BL, "k1", hoa, NOON))
    (asked,) = await database.corrections.of(BL)
    assert asked.revoked_by == hoa
    assert in_force((asked,)) != ()

    await database.changes.submit(Decline(BL, "k1", minh, NOON))
    (kept,) = await database.corrections.of(BL)
    assert kept.revoked_by is None

    await database.changes.submit(AskRevoke(BL, "k1", hoa, NOON))
    await database.changes.submit(Approve(BL, "k1", NOON, minh))
    assert await database.corrections.of(BL) == ()
    acts = [line.act.act for line in await database.audit.newest(BL)]
    assert acts[-6:] == ["propose", "approve", "ask to revoke", "decline", "ask to revoke", "revoke"]
    assert await database.audit.first_broken(BL) is None


async def test_a_closed_or_foreign_proposal_is_not_decided(database: Database) -> None:
    hoa = await make_organiser(database)
    await propose(database, "k1", "14:00", hoa)
    await database.changes.submit(Approve("thien-tin", "k1", NOON))
    assert in_force(await database.corrections.of(BL)) == ()

    await database.changes.submit(Decline(BL, "k1", hoa, NOON))
    await database.changes.submit(Approve(BL, "k1", NOON))
    assert await database.corrections.of(BL) == ()
    assert [line.act.act for line in await database.audit.newest(BL)][-2:] == ["propose", "withdraw"]


async def test_people_who_were_told_any_of_the_facts_are_counted_once(database: Database) -> None:
    lan, tu = await make_address(database), await make_address(database, "tư")
    for number, (who, facts, at) in enumerate(
        [(lan, ("launch.when", "launch.venue"), NOON), (lan, ("launch.when",), NOON), (tu, ("budget",), NOON)]
    ):
        await database.updates.submit(record(who, str(number), at=at, told=facts, pack_version=1))

    count = database.told.count_told
    assert await count(BL, {"launch.when", "launch.venue"}, 1) == 1
    assert await count(BL, {"launch.when", "budget"}, 1) == 2
    assert await count(BL, {"launch.when"}, 2) == 0
    assert await count(BL, {"launch.when"}, 1, NOON + dt.timedelta(minutes=1)) == 0

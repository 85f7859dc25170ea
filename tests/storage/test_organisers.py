"""Organisers on both databases: codes that work once, roles that end at once, and the audit of it all."""

from __future__ import annotations

import asyncio
import datetime as dt

import pytest
from sqlalchemy import delete, update
from storage_cast import NOON, make_address, record

from scheduler.changes import Change
from scheduler.organisers import Invitation, Invite, Join, Organiser, Remove, Rename, SignIn, SignOut, WrongCode
from storage.engine import Database
from storage.errors import StorageRejected
from storage.tables import audit

HERE = "binh-long"
HOUR, DAYS = dt.timedelta(hours=1), dt.timedelta(days=2)


async def invited(database: Database, name: str = "Chị Hoa", by: int | None = None, locality: str = HERE) -> Invitation:
    """A one-time code whose hash is the name's."""
    await database.changes.submit(Invite(locality, f"once {name}", name, NOON, NOON + DAYS, by))
    found = await database.organisers.invitation(locality, f"once {name}", NOON)
    assert found is not None
    return found


async def joined(database: Database, name: str = "Chị Hoa", by: int | None = None) -> tuple[Organiser, int]:
    """An organiser, signed in at an address of their own."""
    address_id = (await make_address(database, name)).person.address_id
    invitation = await invited(database, name, by)
    await database.changes.submit(Join(HERE, invitation, address_id, f"own {name}", NOON, None))
    return (await database.organisers.of(HERE))[-1], address_id


async def told(database: Database) -> list[tuple[str, str, str]]:
    """The audit as (actor, act, about)."""
    return [(line.act.actor, line.act.act, line.act.about) for line in await database.audit.newest(HERE)]


async def test_who_joins_with_a_code_is_an_organiser_where_they_typed_it(database: Database) -> None:
    hoa, address_id = await joined(database)

    assert (hoa.name, hoa.since) == ("Chị Hoa", NOON)
    assert hoa.addresses(NOON) == (address_id,)
    assert await database.organisers.by_code(HERE, "own Chị Hoa") == hoa.id
    assert await database.organisers.of("kinh-mon") == ()


async def test_a_one_time_code_is_found_until_it_is_used(database: Database) -> None:
    await joined(database)

    assert await database.organisers.invitation(HERE, "once Chị Hoa", NOON) is None


async def test_a_code_that_was_used_meanwhile_makes_nobody_else_an_organiser(database: Database) -> None:
    invitation = await invited(database)
    lan, minh = [(await make_address(database, who)).person.address_id for who in ("lan", "minh")]
    joins = [Join(HERE, invitation, address, f"own {address}", NOON, None) for address in (lan, minh)]

    done = await asyncio.gather(*map(database.changes.submit, joins), return_exceptions=True)

    assert [type(one) for one in done].count(StorageRejected) == 1
    assert len(await database.organisers.of(HERE)) == 1
    assert [act for _, act, _ in await told(database)] == ["invite", "join"]


async def test_an_update_that_came_too_late_for_its_code_leaves_nothing_behind(database: Database) -> None:
    hoa, _ = await joined(database)
    minh = await make_address(database, "minh")
    used = Invitation(1, "Chị Hoa", NOON + DAYS)
    late = record(minh, "e1", changes=(Join(HERE, used, minh.person.address_id, "own minh", NOON, None),))

    with pytest.raises(StorageRejected):
        await database.updates.submit(late)

    assert [one.id for one in await database.organisers.of(HERE)] == [hoa.id]
    assert await database.messages.newest(minh.person.address_id) == []


async def test_a_code_runs_out_at_its_moment(database: Database) -> None:
    await invited(database)
    find = database.organisers.invitation

    assert await find(HERE, "once Chị Hoa", NOON + DAYS - dt.timedelta(seconds=1)) is not None
    assert await find(HERE, "once Chị Hoa", NOON + DAYS) is None


async def test_codes_of_one_locality_mean_nothing_in_another(database: Database) -> None:
    await joined(database)
    await invited(database, "Anh Minh")

    assert await database.organisers.invitation("kinh-mon", "once Anh Minh", NOON) is None
    assert await database.organisers.by_code("kinh-mon", "own Chị Hoa") is None


async def test_removal_ends_role_sessions_personal_code_and_open_invitations(database: Database) -> None:
    hoa, _ = await joined(database)
    minh, _ = await joined(database, "Anh Minh", hoa.id)
    elsewhere = (await make_address(database, "máy khác")).person.address_id
    await database.changes.submit(SignIn(HERE, minh.id, elsewhere, NOON, None))
    await invited(database, "Bạn của Minh", minh.id)
    await invited(database, "Bạn của Hoa", hoa.id)

    await database.changes.submit(Remove(HERE, minh.id, NOON + HOUR, hoa.id))

    assert [one.id for one in await database.organisers.of(HERE)] == [hoa.id]
    assert await database.organisers.by_code(HERE, "own Anh Minh") is None
    assert await database.organisers.invitation(HERE, "once Bạn của Minh", NOON + HOUR) is None
    assert await database.organisers.invitation(HERE, "once Bạn của Hoa", NOON + HOUR) is not None


async def test_signing_out_is_for_one_address_or_for_all(database: Database) -> None:
    hoa, phone = await joined(database)
    laptop = (await make_address(database, "máy tính")).person.address_id
    await database.changes.submit(SignIn(HERE, hoa.id, laptop, NOON, NOON + HOUR))

    await database.changes.submit(SignOut(HERE, hoa.id, NOON, phone))
    (left,) = await database.organisers.of(HERE)
    await database.changes.submit(SignOut(HERE, hoa.id, NOON))
    (nowhere,) = await database.organisers.of(HERE)

    assert left.addresses(NOON) == (laptop,)
    assert left.addresses(NOON + HOUR) == (), "a browser's session runs out"
    assert nowhere.addresses(NOON) == ()


async def test_an_address_is_one_organisers_at_a_time(database: Database) -> None:
    hoa, phone = await joined(database)
    minh, _ = await joined(database, "Anh Minh")

    await database.changes.submit(SignIn(HERE, minh.id, phone, NOON, None))

    of = {one.id: one for one in await database.organisers.of(HERE)}
    assert of[hoa.id].addresses(NOON) == ()
    assert phone in of[minh.id].addresses(NOON)


async def test_signing_in_again_confirms_the_session_anew(database: Database) -> None:
    hoa, phone = await joined(database)

    await database.changes.submit(SignIn(HERE, hoa.id, phone, NOON + HOUR, NOON + 9 * HOUR))

    (session,) = (await database.organisers.of(HERE))[0].sessions
    assert (session.confirmed_at, session.expires_at) == (NOON + HOUR, NOON + 9 * HOUR)


async def test_wrong_codes_are_counted_by_address_and_since(database: Database) -> None:
    lan, minh = [(await make_address(database, who)).person.address_id for who in ("lan", "minh")]
    for minutes in (0, 10, 20):
        await database.changes.submit(WrongCode(lan, NOON + dt.timedelta(minutes=minutes)))

    count = database.organisers.wrong_codes
    assert await count(lan, NOON - HOUR) == 3
    assert await count(lan, NOON) == 2, "an hour ago to the second is over"
    assert await count(lan, NOON + HOUR) == 0
    assert await count(minh, NOON - HOUR) == 0


async def test_every_change_stands_in_the_audit(database: Database) -> None:
    hoa, phone = await joined(database)
    minh, _ = await joined(database, "Anh Minh", hoa.id)
    changes: list[Change] = [
        Rename(HERE, hoa.id, "Chị Hoa, Văn phòng", NOON),
        SignOut(HERE, hoa.id, NOON, phone),
        SignIn(HERE, hoa.id, phone, NOON, None),
        Remove(HERE, minh.id, NOON, hoa.id),
        SignOut(HERE, hoa.id, NOON),
        Remove(HERE, hoa.id, NOON),
    ]
    for change in changes:
        await database.changes.submit(change)

    one, two = f"organiser {hoa.id}", f"organiser {minh.id}"
    assert await told(database) == [
        ("machine", "invite", ""),
        (one, "join", "invited by machine"),
        (one, "invite", ""),
        (two, "join", f"invited by {one}"),
        (one, "rename", ""),
        (one, "sign out", ""),
        (one, "sign in", ""),
        (one, "remove", two),
        (one, "sign out", "everywhere"),
        ("machine", "remove", one),
    ]
    assert await database.audit.first_broken(HERE) is None


async def test_each_locality_has_a_chain_of_its_own(database: Database) -> None:
    for number, locality in enumerate((HERE, "kinh-mon", HERE)):
        await database.changes.submit(Invite(locality, f"code {number}", "x", NOON, NOON + DAYS))

    assert [line.number for line in await database.audit.newest(HERE)] == [1, 2]
    assert [line.number for line in await database.audit.newest("kinh-mon")] == [1]


async def test_lines_added_at_the_same_moment_form_one_chain(database: Database) -> None:
    invites = [Invite(HERE, f"code {n}", "x", NOON, NOON + DAYS) for n in range(20)]
    await asyncio.gather(*map(database.changes.submit, invites))

    assert [line.number for line in await database.audit.newest(HERE, limit=100)] == list(range(1, 21))
    assert await database.audit.first_broken(HERE) is None


@pytest.mark.parametrize(
    "damage",
    [update(audit).where(audit.c.number == 2).values(about="Ông khác"), delete(audit).where(audit.c.number == 2)],
    ids=["changed", "taken out"],
)
async def test_a_line_that_was_tampered_with_is_named(database: Database, damage: object) -> None:
    for name in ("một", "hai", "ba"):
        await invited(database, name)
    async with database.engine.begin() as connection:
        await connection.execute(damage)  # type: ignore[call-overload]

    assert await database.audit.first_broken(HERE) == 2


async def test_the_newest_lines_come_oldest_first(database: Database) -> None:
    for name in ("một", "hai", "ba"):
        await invited(database, name)

    assert [line.number for line in await database.audit.newest(HERE, limit=2)] == [2, 3]

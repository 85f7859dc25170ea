"""Who cannot be reached is remembered until they write again; who is called otherwise now is followed."""

from __future__ import annotations

from sqlalchemy import select
from storage_cast import NOON, make_address

from storage.addresses import Addresses
from storage.connection import Reader
from storage.engine import Database
from storage.tables import addresses


async def another_program(database: Database) -> Addresses:
    """What a program sees that has no cache; everything written so far is committed."""
    await make_address(database, "somebody who makes the writer commit")
    return Addresses(Reader(database.engine), database.writer)


async def row(database: Database, address_id: int) -> tuple[object, object]:
    async with database.engine.connect() as connection:
        query = select(addresses.c.unreachable_at, addresses.c.unreachable_why).where(addresses.c.id == address_id)
        at, why = (await connection.execute(query)).one()
    return at, why


async def test_somebody_who_blocked_us_stays_unreachable_until_they_write_again(database: Database) -> None:
    tu = await make_address(database, "ông Tư")
    key = tu.person.address_id
    database.addresses.mark_unreachable(key, NOON, "blocked")
    for known in (database.addresses, await another_program(database)):
        found = await known.by_id(key)
        assert found is not None
        assert found.unreachable
        assert (await known.find_or_create(tu.person.account, "ông Tư", NOON)).unreachable
    assert await row(database, key) == (NOON, "blocked")

    database.addresses.mark_reachable(key)
    for known in (database.addresses, Addresses(Reader(database.engine), database.writer)):
        await make_address(database, f"somebody else {id(known)}")
        found = await known.by_id(key)
        assert found is not None
        assert not found.unreachable
        assert not (await known.find_or_create(tu.person.account, "ông Tư", NOON)).unreachable
    assert await row(database, key) == (None, None)


async def test_a_group_that_moved_keeps_its_address(database: Database) -> None:
    group = await make_address(database, "-5")

    assert await database.addresses.move(group, "-1005")
    for known in (database.addresses, await another_program(database)):
        found = await known.by_id(group.person.address_id)
        assert found is not None
        assert found.external_id == "-1005"
        assert await known.find(group.person.account, "-1005") == group.person
        assert await known.find(group.person.account, "-5") is None


async def test_a_group_does_not_move_onto_another_address(database: Database) -> None:
    old, new = await make_address(database, "-5"), await make_address(database, "-1005")

    assert not await database.addresses.move(old, "-1005")
    known = await another_program(database)
    assert await known.find(old.person.account, "-5") == old.person
    assert await known.find(new.person.account, "-1005") == new.person

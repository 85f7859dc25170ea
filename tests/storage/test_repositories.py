"""What is remembered comes back as domain objects, the same on both databases."""

from __future__ import annotations

import asyncio
import datetime as dt
from dataclasses import replace

from sqlalchemy import event, func, select
from storage_cast import NOON, make_address, record

from scheduler.people import Account, Channel, Person
from storage.addresses import Addresses
from storage.cache import BoundedCache
from storage.connection import Reader
from storage.conversations import Conversations
from storage.engine import Database
from storage.events import EVENTS_KEPT
from storage.messages import TEXTS_KEPT, Answered
from storage.tables import events, people


class Statements:
    """Counts the SQL statements a database executes."""

    def __init__(self, database: Database) -> None:
        self.seen: list[str] = []
        event.listen(database.engine.sync_engine, "before_cursor_execute", self._execute)

    def _execute(self, _connection: object, _cursor: object, statement: str, *_: object) -> None:
        self.seen.append(statement)


async def test_an_account_is_made_once(database: Database) -> None:
    find = database.accounts.find_or_create
    made = await asyncio.gather(*(find(Channel.WEB, "binh-long", "binh-long") for _ in range(5)))
    other = await find(Channel.TELEGRAM, "binh-long", "123")

    assert set(made) == {Account(made[0].id, Channel.WEB, "binh-long", "binh-long")}
    assert other.id != made[0].id
    assert await find(Channel.TELEGRAM, "binh-long", "123") == other


async def test_a_person_is_made_once_and_found_again_by_another_program(database: Database) -> None:
    account = await database.accounts.find_or_create(Channel.WEB, "binh-long", "binh-long")
    find = database.addresses.find_or_create
    joined = await asyncio.gather(*(find(account, "lan", NOON) for _ in range(10)))
    elsewhere = Addresses(Reader(database.engine), database.writer)
    later = await elsewhere.find_or_create(account, "lan", NOON + dt.timedelta(days=1))

    assert {one.person for one in joined} == {later.person}
    assert later.new is False
    assert later.person == Person(later.person.id, later.person.address_id, account, NOON)
    async with database.engine.connect() as connection:
        assert (await connection.execute(select(func.count()).select_from(people))).scalar_one() == 1


async def test_people_who_join_together_get_their_own_addresses(database: Database) -> None:
    account = await database.accounts.find_or_create(Channel.WEB, "binh-long", "binh-long")
    names = [f"người {number}" for number in range(50)]
    joined = await asyncio.gather(*(database.addresses.find_or_create(account, name, NOON) for name in names))

    assert all(one.new for one in joined)
    for name, one in zip(names, joined, strict=True):
        found = await database.addresses.by_id(one.person.address_id)
        assert found is not None
        assert (found.external_id, found.person) == (name, one.person)


async def test_two_programs_that_meet_the_same_newcomer_agree(database_url: str) -> None:
    one, other = await Database.open(database_url), await Database.open(database_url)
    account = await one.accounts.find_or_create(Channel.WEB, "binh-long", "binh-long")
    names = [f"người {number}" for number in range(20)]
    joined = await asyncio.gather(
        *(base.addresses.find_or_create(account, name, NOON) for name in names for base in (one, other))
    )

    assert [first.person for first in joined[::2]] == [second.person for second in joined[1::2]]
    async with one.engine.connect() as connection:
        assert (await connection.execute(select(func.count()).select_from(people))).scalar_one() == 20
    await one.close()
    await other.close()


async def test_a_known_person_costs_no_query(database: Database) -> None:
    address = await make_address(database)
    await database.updates.submit(record(address, "e1", conversation={"topic": "một"}))
    statements = Statements(database)
    await database.addresses.find_or_create(address.person.account, "lan", NOON)
    await database.addresses.by_id(address.person.address_id)
    await database.conversations.state(address.person.address_id)

    assert statements.seen == []


async def test_an_update_of_a_known_person_is_written_without_a_select(database: Database) -> None:
    address = await make_address(database)
    statements = Statements(database)
    await database.updates.submit(record(address, "e1", conversation={"topic": "một"}, told=("a", "b")))

    assert [one.split()[0] for one in statements.seen if not one.startswith("BEGIN")] == ["INSERT"] * 4


async def test_who_never_wrote_is_not_found(database: Database) -> None:
    account = await database.accounts.find_or_create(Channel.WEB, "binh-long", "binh-long")

    assert await database.addresses.find(account, "lan") is None
    assert await database.addresses.by_id(12345) is None
    joined = await database.addresses.find_or_create(account, "lan", NOON)
    assert await database.addresses.find(account, "lan") == joined.person


async def test_the_caches_are_bounded_and_what_fell_out_is_read_again(database: Database) -> None:
    addresses = [await make_address(database, f"người {number}") for number in range(5)]
    reader = Reader(database.engine)
    few = Addresses(reader, database.writer, size=2)
    small = Conversations(reader, size=2)
    for address in addresses:
        key = address.person.address_id
        await database.updates.submit(record(address, f"e{key}", conversation={"topic": str(key)}))
        assert (await few.find_or_create(address.person.account, address.external_id, NOON)).person == address.person
        assert await small.state(key) == {"topic": str(key)}

    assert await small.state(addresses[0].person.address_id) == {"topic": str(addresses[0].person.address_id)}
    assert len(small._cache) == 2
    assert len(few._people) == 2


def test_a_bounded_cache_forgets_what_was_used_longest_ago() -> None:
    cache: BoundedCache[str, int] = BoundedCache(2)
    cache.put("a", 1)
    cache.put("b", 2)
    cache.get("a")
    cache.put("c", 3)

    assert (cache.get("a"), cache.get("b"), cache.get("c")) == (1, None, 3)


async def test_a_conversation_comes_back_as_it_was(database: Database) -> None:
    state = {"welcomed": True, "topic": None, "menu": [["Ở đâu?", "q:launch.where"]]}
    address = await make_address(database)
    await database.updates.submit(record(address, "e1", conversation=state))
    await database.updates.submit(record(address, "e2", conversation=None))

    assert await Conversations(Reader(database.engine)).state(address.person.address_id) == state


async def test_the_transcript_is_read_forwards_and_from_its_end(database: Database) -> None:
    address = await make_address(database)
    key = address.person.address_id
    for number in range(5):
        await database.updates.submit(record(address, f"e{number}", f"hỏi {number}", (f"đáp {number}", "")))
    other = await make_address(database, "minh")
    await database.updates.submit(record(other, "e9"))

    lines = await database.messages.after(key, 0)
    assert [line.text for line in lines] == [f"{word} {number}" for number in range(5) for word in ("hỏi", "đáp")]
    assert [line.event_id for line in lines[:3]] == ["e0", None, "e1"]
    assert lines[1].payload == {"method": "SendMessage", "args": {"text": "đáp 0"}}
    assert lines[1].created_at == NOON
    assert lines[1].created_at.tzinfo is not None
    assert await database.messages.after(key, lines[2].id, limit=2) == lines[3:5]
    assert await database.messages.newest(key, limit=3) == lines[-3:]


async def test_unanswered_are_the_young_unsent_replies_of_these_accounts(database: Database) -> None:
    here = await make_address(database)
    there = await make_address(database, locality="kinh-mon")
    old = record(here, "old", replies=("cũ",), at=NOON - dt.timedelta(minutes=10))
    await database.updates.submit(old)
    saved = await database.updates.submit(record(here, "e1", replies=("một", "hai")))
    await database.updates.submit(record(there, "e2"))
    database.messages.mark_answered(Answered(saved.reply_ids[0], NOON, "5"))
    await asyncio.sleep(0.6)  # the mark rides on a commit of its own when nothing else comes

    found = await database.messages.unanswered([here.person.account.id], NOON)
    assert [line.text for line in found] == ["hai"]


async def test_texts_are_purged_after_thirty_days_and_other_rows_stay(database: Database) -> None:
    address = await make_address(database)
    for number in range(3):
        await database.updates.submit(record(address, f"e{number}", at=NOON))
    await database.updates.submit(record(address, "new", "mới", at=NOON + dt.timedelta(days=1)))
    later = NOON + TEXTS_KEPT + dt.timedelta(seconds=1)

    assert await database.messages.purge_texts(later) == 6
    assert await database.messages.purge_texts(later) == 0
    assert [line.text for line in await database.messages.after(address.person.address_id, 0)] == ["mới", "đáp"]
    assert (await database.updates.submit(record(address, "e0"))).repeated


async def test_events_are_forgotten_after_thirty_days(database: Database) -> None:
    address = await make_address(database)
    await database.updates.submit(record(address, "old"))
    await database.updates.submit(record(address, "new", at=NOON + dt.timedelta(days=1)))

    assert await database.events.purge(NOON + EVENTS_KEPT + dt.timedelta(seconds=1)) == 1
    async with database.engine.connect() as connection:
        assert list((await connection.execute(select(events.c.event_id))).scalars()) == ["new"]


async def test_who_was_told_names_each_address_once_with_the_last_time(database: Database) -> None:
    lan, minh = await make_address(database, "lan"), await make_address(database, "minh")
    far = await make_address(database, "lan", locality="kinh-mon")
    told = {"told": ("launch.when", "launch.where"), "pack_version": 3}
    await database.updates.submit(record(lan, "e1", **told))
    await database.updates.submit(record(lan, "e2", at=NOON + dt.timedelta(hours=1), **told))
    await database.updates.submit(record(minh, "e3", told=("launch.where",), pack_version=3))
    await database.updates.submit(record(minh, "e4", told=("launch.when",), pack_version=2))
    await database.updates.submit(replace(record(far, "e5"), told=("launch.when",), pack_version=3))

    found = await database.told.who_was_told("binh-long", "launch.when", 3)
    assert [(one.address_id, one.told_at) for one in found] == [(lan.person.address_id, NOON + dt.timedelta(hours=1))]

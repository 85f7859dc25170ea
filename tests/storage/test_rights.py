"""Consents, requests and what is held, as they are remembered."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from storage_cast import NOON, make_address, record

from scheduler.consent import Consent, Purpose, RecordConsent, WithdrawConsents
from scheduler.organisers import Invite, WrongCode
from scheduler.people import Channel
from scheduler.rights import AskRight, RequestsReminded, Right, SettleRequest
from storage.engine import Database
from storage.messages import TEXTS_KEPT
from storage.tables import invitations

LATER = NOON + dt.timedelta(hours=1)


def news(text: str = "xin nhắn tin", at: dt.datetime = NOON) -> Consent:
    return Consent(Purpose.NEWS, Channel.WEB, text, at)


async def test_a_consent_comes_back_with_its_text_and_ends_with_its_moment(database: Database) -> None:
    key = (await make_address(database)).person.address_id
    await database.changes.submit(RecordConsent(key, Consent(Purpose.NOTICE, Channel.WEB, "chào bác", NOON)))
    await database.changes.submit(RecordConsent(key, news()))
    assert await database.consents.who_agreed("binh-long", Purpose.NEWS) == [key]
    await database.changes.submit(WithdrawConsents(key, LATER))

    notice, consent = await database.consents.of(key)
    assert notice == Consent(Purpose.NOTICE, Channel.WEB, "chào bác", NOON)
    assert consent == Consent(Purpose.NEWS, Channel.WEB, "xin nhắn tin", NOON, LATER)
    assert await database.consents.who_agreed("binh-long", Purpose.NEWS) == []


async def test_agreeing_twice_is_one_consent_and_agreeing_again_after_stopping_a_second(database: Database) -> None:
    key = (await make_address(database)).person.address_id
    await database.changes.submit(RecordConsent(key, news()))
    await database.changes.submit(RecordConsent(key, news("lời khác", LATER)))
    assert [one.text for one in await database.consents.of(key)] == ["xin nhắn tin"]
    await database.changes.submit(WithdrawConsents(key, LATER))
    await database.changes.submit(RecordConsent(key, news("lời khác", LATER)))

    assert [one.stands for one in await database.consents.of(key)] == [False, True]


async def test_who_agreed_in_another_locality_is_not_asked_for(database: Database) -> None:
    elsewhere = await make_address(database, locality="thien-tin")
    await database.changes.submit(RecordConsent(elsewhere.person.address_id, news()))

    assert await database.consents.who_agreed("binh-long", Purpose.NEWS) == []


async def test_requests_are_open_until_they_are_settled(database: Database) -> None:
    key = (await make_address(database)).person.address_id
    day = dt.date(2025, 10, 13)
    await database.changes.submit(AskRight("binh-long", key, Right.STOP, NOON, day, day))
    (one,) = await database.requests.open_ones("binh-long")
    assert (one.right, one.asked_at, one.answer_on, one.address_id) == (Right.STOP, NOON, day, key)
    await database.changes.submit(RequestsReminded(day, warned=(one.id,)))
    assert (await database.requests.open_ones("binh-long"))[0].warned_on == day
    await database.changes.submit(SettleRequest("binh-long", one.id, 3, LATER))

    assert await database.requests.open_ones("binh-long") == ()
    assert await database.requests.open_ones("thien-tin") == ()


async def test_what_is_held_is_read_from_every_table(database: Database) -> None:
    address = await make_address(database)
    key = address.person.address_id
    await database.updates.submit(record(address, "e1", told=("launch.when",), pack_version=2))
    await database.changes.submit(RecordConsent(key, news()))
    await database.changes.submit(WrongCode(key, NOON))
    await database.changes.submit(AskRight("binh-long", key, Right.STOP, NOON, NOON.date(), NOON.date()))

    held = await database.held.of(key)
    assert held is not None
    assert [(one.from_us, one.text) for one in held.messages] == [(False, "hỏi"), (True, "đáp")]
    assert (held.consents, held.wrong_codes, held.role, held.first_at) == ((news(),), 1, None, NOON)
    assert [(one.fact, one.pack_version) for one in held.told] == [("launch.when", 2)]
    assert [one.right for one in held.requests] == [Right.STOP]
    assert await database.held.of(key + 1) is None


async def test_the_names_on_codes_that_nobody_used_go_with_the_texts(database: Database) -> None:
    await database.changes.submit(Invite("binh-long", "a" * 64, "Chị Lan", NOON, NOON + dt.timedelta(days=2)))
    over = NOON + dt.timedelta(days=2) + TEXTS_KEPT
    assert await database.invited_names.purge(over) == 0
    assert await database.invited_names.purge(over + dt.timedelta(minutes=1)) == 1

    async with database.engine.connect() as connection:
        assert list((await connection.execute(select(invitations.c.name))).scalars()) == [""]

"""Organisers (người tổ chức): codes, roles and sessions."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from sqlalchemy import Select, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from scheduler.audit import Act, organiser
from scheduler.duty import OFFICE, Hours, read_hours
from scheduler.organisers import (
    Invitation,
    Invite,
    Join,
    Organiser,
    Remove,
    Rename,
    RenewCode,
    Session,
    SignIn,
    SignOut,
    WrongCode,
)
from storage.audit import note
from storage.connection import Reader
from storage.inserting import insert_into
from storage.names import forget_name
from storage.tables import invitations, organisers, sessions, wrong_codes


class CodeUsed(Exception):
    """The one-time code was used in the meantime; nothing was changed."""


async def invite(connection: AsyncConnection, change: Invite) -> None:
    """A one-time code becomes valid."""
    row = {"locality": change.locality, "name": change.name, "code_hash": change.code_hash, "made_at": change.at}
    await connection.execute(insert(invitations), row | {"made_by": change.by, "expires_at": change.expires_at})
    # the audit names nobody: what it says can never be taken back
    await note(connection, Act(change.locality, change.at, organiser(change.by), "invite"))


async def join(connection: AsyncConnection, change: Join) -> None:
    """The code's holder becomes an organiser.

    Raises:
        CodeUsed: somebody was faster.
    """
    used = await connection.execute(
        update(invitations)
        .where(invitations.c.id == change.invitation.id, invitations.c.used_at.is_(None))
        .values(used_at=change.at, name="")
    )
    if used.rowcount != 1:
        raise CodeUsed
    row = {"locality": change.locality, "name": change.invitation.name, "code_hash": change.code_hash}
    made = await connection.execute(insert(organisers).returning(organisers.c.id), row | {"since": change.at})
    key = made.scalar_one()
    await sign_in(
        connection, SignIn(change.locality, key, change.address_id, change.at, change.expires_at), noted=False
    )
    invited = organiser(change.invitation.by)
    await note(connection, Act(change.locality, change.at, organiser(key), "join", f"invited by {invited}"))


async def sign_in(connection: AsyncConnection, change: SignIn, *, noted: bool = True) -> None:
    """The organiser may act at this address; nobody else who was signed in there still is."""
    there = sessions.c.address_id == change.address_id
    await connection.execute(delete(sessions).where(there, sessions.c.organiser_id != change.organiser_id))
    statement = insert_into(connection, sessions)
    statement = statement.on_conflict_do_update(
        index_elements=[sessions.c.organiser_id, sessions.c.address_id],
        set_={"confirmed_at": statement.excluded.confirmed_at, "expires_at": statement.excluded.expires_at},
    )
    row = {"organiser_id": change.organiser_id, "address_id": change.address_id, "confirmed_at": change.at}
    await connection.execute(statement, row | {"expires_at": change.expires_at})
    if noted:
        await note(connection, Act(change.locality, change.at, organiser(change.organiser_id), "sign in"))


async def sign_out(connection: AsyncConnection, change: SignOut) -> None:
    """The organiser acts no more at this address, or at none."""
    theirs = sessions.c.organiser_id == change.organiser_id
    where = theirs if change.address_id is None else theirs & (sessions.c.address_id == change.address_id)
    await connection.execute(delete(sessions).where(where))
    about = "everywhere" if change.address_id is None else ""
    await note(connection, Act(change.locality, change.at, organiser(change.organiser_id), "sign out", about))


async def rename(connection: AsyncConnection, change: Rename) -> None:
    """The organiser is called otherwise, also where others were told of them: so that there is one name to forget."""
    who = organisers.c.id == change.organiser_id
    before: str | None = (await connection.execute(select(organisers.c.name).where(who))).scalar()
    if before:
        await forget_name(connection, change.locality, before, change.name)
    await connection.execute(update(organisers).where(who).values(name=change.name))
    await note(connection, Act(change.locality, change.at, organiser(change.organiser_id), "rename"))


async def renew_code(connection: AsyncConnection, change: RenewCode) -> None:
    """Only the new code signs in; who is signed in stays so."""
    who = organisers.c.id == change.organiser_id
    await connection.execute(update(organisers).where(who).values(code_hash=change.code_hash))
    await note(connection, Act(change.locality, change.at, organiser(change.organiser_id), "renew code"))


async def remove(connection: AsyncConnection, change: Remove) -> None:
    """The role ends, and with it every session, every code they made that is not used, and the name: from now on they
    are an organiser with a number."""
    who = organisers.c.id == change.organiser_id
    await connection.execute(
        update(organisers).where(who, organisers.c.removed_at.is_(None)).values(removed_at=change.at, name="")
    )
    await connection.execute(delete(sessions).where(sessions.c.organiser_id == change.organiser_id))
    open_ones = invitations.c.used_at.is_(None) & (invitations.c.expires_at > change.at)
    await connection.execute(
        update(invitations).where(invitations.c.made_by == change.organiser_id, open_ones).values(expires_at=change.at)
    )
    await note(
        connection,
        Act(change.locality, change.at, organiser(change.by), "remove", organiser(change.organiser_id)),
    )


async def wrong_code(connection: AsyncConnection, change: WrongCode) -> None:
    """Counted for the limit of tries."""
    await connection.execute(insert(wrong_codes), {"address_id": change.address_id, "typed_at": change.at})


class Organisers:
    """Who runs a locality. Written together with the update that asks for it (`storage.changes`)."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    async def of(self, locality: str) -> tuple[Organiser, ...]:
        """The organisers of a locality with their sessions, longest standing first.

        Raises:
            StorageUnavailable: the database cannot be read.
        """
        async with self._reader.connection() as connection:
            rows = list(await connection.execute(_organisers(locality)))
        live: dict[int, list[Session]] = defaultdict(list)
        for row in rows:
            if row.address_id is not None:
                live[row.id].append(Session(row.address_id, row.expires_at, row.confirmed_at))
        by_id = {row.id: row for row in rows}
        return tuple(
            Organiser(row.id, row.name, row.since, tuple(live[row.id]), _hours(row.hours)) for row in by_id.values()
        )

    async def invitation(self, locality: str, code_hash: str, now: dt.datetime) -> Invitation | None:
        """The one-time code that was made, not used, and has not run out.

        Raises:
            StorageUnavailable: the database cannot be read.
        """
        query = select(invitations).where(
            invitations.c.locality == locality,
            invitations.c.code_hash == code_hash,
            invitations.c.used_at.is_(None),
            invitations.c.expires_at > now,
        )
        async with self._reader.connection() as connection:
            row = (await connection.execute(query)).one_or_none()
        return Invitation(row.id, row.name, row.expires_at, row.made_by) if row else None

    async def by_code(self, locality: str, code_hash: str) -> int | None:
        """The id of the organiser whose personal code it is.

        Raises:
            StorageUnavailable: the database cannot be read.
        """
        query = select(organisers.c.id).where(
            organisers.c.locality == locality,
            organisers.c.code_hash == code_hash,
            organisers.c.removed_at.is_(None),
        )
        async with self._reader.connection() as connection:
            found: int | None = (await connection.execute(query)).scalar_one_or_none()
        return found

    async def wrong_codes(self, address_id: int, since: dt.datetime) -> int:
        """How many wrong codes were typed at an address since then.

        Raises:
            StorageUnavailable: the database cannot be read.
        """
        query = select(func.count()).where(wrong_codes.c.address_id == address_id, wrong_codes.c.typed_at > since)
        async with self._reader.connection() as connection:
            counted: int = (await connection.execute(query)).scalar_one()
        return counted


def _hours(written: str | None) -> Hours:
    return OFFICE if written is None else read_hours(written)


def _organisers(locality: str) -> Select[*tuple[object, ...]]:
    joined = organisers.outerjoin(sessions, sessions.c.organiser_id == organisers.c.id)
    return (
        select(
            organisers.c.id,
            organisers.c.name,
            organisers.c.since,
            organisers.c.hours,
            sessions.c.address_id,
            sessions.c.expires_at,
            sessions.c.confirmed_at,
        )
        .select_from(joined)
        .where(organisers.c.locality == locality, organisers.c.removed_at.is_(None))
        .order_by(organisers.c.id, sessions.c.address_id)
    )

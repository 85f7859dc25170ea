"""What an update changes besides its own conversation, by kind of change; each kind knows its tables and its audit."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from scheduler.changes import Change
from scheduler.consent import RecordConsent, WithdrawConsents
from scheduler.corrections import Approve, AskRevoke, Decline, Propose
from scheduler.erasure import AskErasure
from scheduler.handover import AskHuman, EndHandover, HumanAnswered, SetDuty, TakeOver
from scheduler.organisers import Invite, Join, Remove, Rename, RenewCode, SignIn, SignOut, WrongCode
from scheduler.own_answers import KeepAnswer, RevokeAnswer
from scheduler.pausing import EndPause, StartPause
from scheduler.rights import AnswerRequest, AskRight, RequestsReminded, SettleRequest
from storage import consents, corrections, erasures, handovers, organisers, own_answers, pauses, requests
from storage.writer import Operation, Writer

_APPLY: dict[type, Callable[[AsyncConnection, Any], Awaitable[None]]] = {
    Invite: organisers.invite,
    Join: organisers.join,
    SignIn: organisers.sign_in,
    SignOut: organisers.sign_out,
    Rename: organisers.rename,
    RenewCode: organisers.renew_code,
    Remove: organisers.remove,
    WrongCode: organisers.wrong_code,
    SetDuty: handovers.set_duty,
    AskHuman: handovers.ask,
    TakeOver: handovers.take,
    HumanAnswered: handovers.answered,
    EndHandover: handovers.end,
    RecordConsent: consents.record_consent,
    WithdrawConsents: consents.withdraw_consents,
    AskErasure: erasures.ask_erasure,
    AskRight: requests.ask_right,
    AnswerRequest: requests.answer_request,
    SettleRequest: requests.settle_request,
    RequestsReminded: requests.requests_reminded,
    Propose: corrections.propose,
    AskRevoke: corrections.ask_revoke,
    Approve: corrections.approve,
    Decline: corrections.decline,
    KeepAnswer: own_answers.keep_answer,
    RevokeAnswer: own_answers.revoke_answer,
    StartPause: pauses.start_pause,
    EndPause: pauses.end_pause,
}


async def apply_change(connection: AsyncConnection, change: Change) -> None:
    """Carry out one change inside the transaction of its update."""
    await _APPLY[type(change)](connection, change)


class _Apply(Operation[Change, None]):
    async def apply(self, connection: AsyncConnection, items: Sequence[Change]) -> list[None]:
        for change in items:
            await apply_change(connection, change)
        return [None] * len(items)


class Changes:
    """Changes that no update asks for: from the command line and from the clock."""

    def __init__(self, writer: Writer) -> None:
        self._writer, self._apply = writer, _Apply()

    async def submit(self, change: Change) -> None:
        """Carry out one change; returns after the COMMIT.

        Raises:
            StorageUnavailable: nothing was changed.
        """
        await self._writer.write(self._apply, change)

"""Every kind of change a handler may ask for: values, committed together with the update that asked (DESIGN 3)."""

from __future__ import annotations

from scheduler.consent import RecordConsent, WithdrawConsents
from scheduler.corrections import Approve, AskRevoke, Decline, Propose
from scheduler.erasure import AskErasure
from scheduler.handover import AskHuman, EndHandover, HumanAnswered, SetDuty, TakeOver
from scheduler.organisers import Invite, Join, Remove, Rename, RenewCode, SignIn, SignOut, WrongCode
from scheduler.own_answers import KeepAnswer, RevokeAnswer
from scheduler.pausing import EndPause, StartPause
from scheduler.rights import AnswerRequest, AskRight, RequestsReminded, SettleRequest

OfOrganisers = Invite | Join | SignIn | SignOut | Rename | RenewCode | Remove | WrongCode
OfHandovers = SetDuty | AskHuman | TakeOver | HumanAnswered | EndHandover
OfAnswers = StartPause | EndPause | Propose | AskRevoke | Approve | Decline | KeepAnswer | RevokeAnswer
OfRights = RecordConsent | WithdrawConsents | AskErasure | AskRight | AnswerRequest | SettleRequest | RequestsReminded
Change = OfOrganisers | OfHandovers | OfAnswers | OfRights

PRIVATE = (RecordConsent, WithdrawConsents)
"""Changes of one person's own rows, made all day long: how the locality stands is not touched by them."""

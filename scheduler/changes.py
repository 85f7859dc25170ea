"""Every kind of change a handler may ask for: values, committed together with the update that asked (DESIGN 3)."""

from __future__ import annotations

from scheduler.corrections import Approve, AskRevoke, Decline, Propose
from scheduler.organisers import Invite, Join, Remove, Rename, SignIn, SignOut, WrongCode
from scheduler.own_answers import KeepAnswer, RevokeAnswer
from scheduler.pausing import EndPause, StartPause

Change = (
    Invite | Join | SignIn | SignOut | Rename | Remove | WrongCode
    | StartPause | EndPause
    | Propose | AskRevoke | Approve | Decline
    | KeepAnswer | RevokeAnswer
)  # fmt: skip

"""Every kind of change a handler may ask for: values, committed together with the update that asked (DESIGN 3)."""

from __future__ import annotations

from scheduler.handover import AskHuman, EndHandover, HumanAnswered, SetDuty, TakeOver
from scheduler.organisers import Invite, Join, Remove, Rename, SignIn, SignOut, WrongCode

Change = (
    Invite
    | Join
    | SignIn
    | SignOut
    | Rename
    | Remove
    | WrongCode
    | SetDuty
    | AskHuman
    | TakeOver
    | HumanAnswered
    | EndHandover
)

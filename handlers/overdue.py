"""What the clock says by itself: hand-overs that nobody answered within a working day end, and both sides are told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from aiogram.methods import SendMessage

from handlers import words_of_handover as words
from handlers.dialogue import ASK_HUMAN
from handlers.replies import keyboard
from knowledge.outcome import Choice
from knowledge.pack.loading import LoadedPack
from scheduler.changes import Change
from scheduler.handover import EndHandover
from scheduler.standing import Standing


def end_overdue(pack: LoadedPack, standing: Standing, now: dt.datetime) -> tuple[Sequence[Change], list[SendMessage]]:
    """The changes and notes that are due at ``now`` (aware); nothing when nobody waits too long. Calling it again with
    the standing that follows from it brings nothing."""
    changes: list[Change] = []
    notes: list[SendMessage] = []
    for one in standing.handovers:
        if not one.is_overdue(now):
            continue
        changes.append(EndHandover(pack.pack.locality.slug, one.key, now, "overdue"))
        again = keyboard((Choice(ASK_HUMAN, "h:ask"),))
        notes.append(SendMessage(chat_id=one.address_id, text=words.overdue_for_citizen(pack), reply_markup=again))
        notes += [
            SendMessage(chat_id=address_id, text=words.overdue(one.asked_at))
            for organiser in standing.organisers
            for address_id in organiser.addresses(now)
        ]
    return changes, notes

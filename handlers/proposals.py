"""A proposal as organisers see it: what it says, what it would change, who may decide."""

from __future__ import annotations

import asyncio

from handlers import words_of_corrections as words
from handlers.context import Turn
from knowledge.correcting.model import field_of
from knowledge.correcting.preview import ChangedAnswer, changed_answers
from knowledge.correcting.wording import current_value, say_value
from knowledge.outcome import Choice
from scheduler.corrections import Proposal, with_decision
from scheduler.organisers import Organiser


def needs_code(turn: Turn, me: Organiser) -> bool:
    """Whether the personal code comes first: what citizens are told is about to change."""
    session = me.session_at(turn.person.address_id, turn.now)
    return session is None or session.needs_code(turn.now)


def is_alone(turn: Turn) -> bool:
    """Whether nobody else could agree."""
    return len(turn.standing.organisers) < 2


def what_of(turn: Turn, one: Proposal) -> str:
    """What a proposal says, in a line.

    Raises:
        NoSuchField: the pack has nothing of this kind any more.
    """
    pack = turn.answerer.pack.pack
    field = field_of(pack, one.field)
    new = say_value(field.part, one.value)
    if one.revoked_by is not None:
        return words.revoke_title(field.label, new)
    if one.approved_at is not None:
        return f"{field.label}: {new}"
    return words.title(field.label, current_value(pack, one.field), new)


async def effect_of(turn: Turn, one: Proposal) -> tuple[list[ChangedAnswer], int]:
    """The answers it would change, and how many people were told one of those as it is now."""
    loaded = turn.answerer.pack
    wanted = with_decision(turn.standing.corrections, one, turn.now)
    changed = await asyncio.to_thread(changed_answers, loaded, wanted, turn.now)
    facts = {answer.fact for answer in changed}
    held_since = next(
        (p.approved_at for p in turn.standing.corrections if p.field == one.field and p.approved_at), None
    )
    told = await turn.records.told.count_told(turn.locality, facts, loaded.pack.version, held_since)
    return changed, told


def decision_choices(key: str) -> list[Choice]:
    """The buttons of those who may agree."""
    return [Choice(words.APPROVE, f"s:ok:{key}"), Choice(words.DECLINE, f"s:decline:{key}")]

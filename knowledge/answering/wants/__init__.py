"""Which families of paraphrases ask for which fact of a pack: the counterpart of `knowledge.answering.facts`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from knowledge.answering.wants import activities, details, duties, launch, plan
from knowledge.answering.wants.model import Want, Wants, families, typed
from knowledge.pack.loading import LoadedPack


def wants_of(pack: LoadedPack, keys: Collection[str], now: dt.datetime) -> list[Want]:
    """All wants of a pack. ``keys``: of its facts; ``now`` is aware and sets the tense to be told."""
    wants = Wants(pack, keys)
    launch.add(wants, now)
    activities.add(wants)
    plan.add(wants)
    duties.add(wants)
    details.add_open(wants)
    return wants.found


__all__ = ["Want", "families", "typed", "wants_of"]

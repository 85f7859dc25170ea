"""The answerer of each locality as it is now: its pack with the corrections in force, and the answers of its own."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Mapping, Sequence

from bot.locks import Locks
from knowledge.answering.answerer import Answerer
from knowledge.answering.own_answers import OwnAnswer
from knowledge.correcting.applying import corrected
from knowledge.correcting.model import Correction
from knowledge.pack.loading import LoadedPack
from scheduler.corrections import Proposal, in_force
from scheduler.standing import Standing

log = logging.getLogger(__name__)


class CurrentAnswerers:
    """One per process. ``plain``: answerers of the packs as they are, by the slug of the locality."""

    def __init__(self, plain: Mapping[str, Answerer]) -> None:
        self._plain = plain
        self._built: dict[str, tuple[tuple[Correction, ...], Answerer]] = {}
        self._current: dict[str, tuple[tuple[Proposal, ...], tuple[OwnAnswer, ...], Answerer]] = {}
        self._locks = Locks()

    async def of(self, locality: str, standing: Standing) -> Answerer:
        """The answerer for a standing. Whoever asks first after a correction waits until it is built, a few tenths of
        a second in a thread of its own; others of the locality wait with them, other localities do not."""
        if not standing.corrections and not standing.own_answers:
            return self._plain[locality]
        known = self._current.get(locality)
        if known is not None and known[0] == standing.corrections and known[1] == standing.own_answers:
            return known[2]
        answerer = await self._corrected(locality, in_force(standing.corrections))
        if standing.own_answers:
            answerer = answerer.with_own(standing.own_answers)
        self._current[locality] = standing.corrections, standing.own_answers, answerer
        return answerer

    async def _corrected(self, locality: str, wanted: tuple[Correction, ...]) -> Answerer:
        if not wanted:
            return self._plain[locality]
        async with self._locks.hold(locality):
            built = self._built.get(locality)
            if built is not None and built[0] == wanted:
                return built[1]
            started = time.perf_counter()
            answerer = await asyncio.to_thread(_build, self._plain[locality].pack, wanted)
            self._built[locality] = wanted, answerer
            log.info("answerer.built locality=%s ms=%.0f", locality, (time.perf_counter() - started) * 1000)
            return answerer


def _build(pack: LoadedPack, corrections: Sequence[Correction]) -> Answerer:
    answerer = Answerer(corrected(pack, corrections))
    answerer.warm_up()
    return answerer

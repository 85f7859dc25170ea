"""Yes/no questions: what they presume is confirmed or corrected by the fact that holds the value."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from knowledge.answering.choosing import TIME
from knowledge.answering.facts import Facts
from knowledge.answering.matching import Matcher
from knowledge.answering.presuming import Presumed, presumed_of
from knowledge.answering.question import Question
from knowledge.answering.ranking import Scored
from knowledge.answering.telling import joined, tell
from knowledge.answering.thresholds import ANSWER_FROM, GOOD_FIT, HALF, LIKELY
from knowledge.answering.wording import body_name, without_notes
from knowledge.outcome import Answer, Outcome
from knowledge.text import fold

PRESUMED_FROM = 0.55
"""A yes/no question is confirmed or corrected by a fact from this score on."""


class Confirming:
    """Checks what questions presume against the facts of one pack."""

    def __init__(self, facts: Facts, matcher: Matcher) -> None:
        self.facts = facts
        self.matcher = matcher
        self.by_key = matcher.by_key

    def check(self, read: Question, ranked: list[Scored], now: dt.datetime) -> Outcome | None:
        """ "Viettel ký phải không?": confirmed or corrected by the fact that holds the value."""
        presumed = presumed_of(read)
        if presumed is None:
            return None
        if presumed.venues:
            return self._check_venue(presumed, now)
        found = self.matcher.rank(presumed.question)
        if not found or found[0].score < PRESUMED_FROM * (1 if found[0].fit >= GOOD_FIT else HALF):
            return None
        done = (one for one in found if one.fact.doers and one.score >= found[0].score * HALF)
        best = next(done, found[0]) if presumed.units else found[0]
        if presumed.units:
            return self._check_unit(read, presumed.units, ranked, best, now)
        outcome = tell(best.fact, presumed.question, now)
        if not isinstance(outcome, Answer) or not presumed.numbers:
            return outcome
        told = {int(number) for number in re.findall(r"(?<![\d/.,-])\d+(?![\d/.,-])", without_notes(outcome.text))}
        said = "Dạ đúng ạ. " if set(presumed.numbers) <= told else "Dạ không phải vậy ạ. "
        return replace(outcome, text=said + outcome.text)

    def _check_venue(self, presumed: Presumed, now: dt.datetime) -> Outcome | None:
        found = self.matcher.rank(presumed.question)
        if not found or found[0].score < PRESUMED_FROM or found[0].fit < GOOD_FIT:
            return None
        outcome = tell(found[0].fact, presumed.question, now)
        timed = self.by_key.get(found[0].fact.key.removesuffix(".venue") + ".when")
        if timed is not None and TIME & set(presumed.question.asks):
            outcome = joined(outcome, tell(timed, presumed.question, now))
        told = fold(without_notes(outcome.text))
        right = any(fold(venue) in told for venue in presumed.venues)
        said = "Dạ đúng ạ. " if right else "Dạ không phải ở đó ạ. "
        return replace(outcome, text=said + outcome.text) if isinstance(outcome, Answer) else outcome

    def _check_unit(
        self, read: Question, units: tuple[str, ...], ranked: list[Scored], best: Scored, now: dt.datetime
    ) -> Outcome | None:
        keys = {f"@{unit}" for unit in units}
        asked = replace(read, asks=["who"])
        subjects = {term.name for term in read.terms if not term.unit and self.matcher.knows(term.name)}
        for one in (best, *ranked):
            terms = self.matcher.terms_of_fact(one.fact)
            wanted = len(subjects) if one is not best and len(subjects) > 1 else (len(subjects) + 1) // 2
            if keys & terms and len(subjects & terms) >= wanted and one.score >= ANSWER_FROM:
                right = one.fact.doers >= set(units) and subjects <= terms
                wrong = one.fact.doers and not one.fact.doers & set(units) and one is best
                if wrong:
                    break
                return tell(one.fact, asked, now, "Dạ đúng ạ. " if right else "")
        done = (one for one in ranked if one.fact.doers & set(units) and one.score >= LIKELY)
        own = next(done, None)
        if own is not None and own.named >= HALF:
            return tell(own.fact, asked, now)  # it has a part in this: no denial
        names = self.facts.unit_names(list(units))
        opening = (
            f"Dạ không phải {body_name(names)} ạ. " if best.fact.doers and not best.fact.doers & set(units) else ""
        )
        return tell(best.fact, asked, now, opening) if opening or best.score >= LIKELY else None

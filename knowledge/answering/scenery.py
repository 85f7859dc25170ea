"""Long messages: the part that asks, and the rest, which is scenery.

Old people, and officials who say first who they are, tell much before they ask ("hôm qua nghe loa nói …, cho bác hỏi
…"). Where the question begins is told by its opening words (`words/small_words.yaml`, opening) or by its question word.
What stands before is read with little weight: it asks nothing, and names no other place or subject to refuse.
"""

from __future__ import annotations

from dataclasses import replace

from knowledge.answering.phrases import Match, longest
from knowledge.answering.question import GENERAL, Question, Term

STORY = 16
"""A message of so many words may hold scenery."""
FIRST_WORDS, LAST_WORDS = 4, 4
"""So many words at least stand before a cut and after it."""
NEAR_IT = 0.7
"""How much of the weight is left of what is named beside the last thing named."""
THEN = "vay"
"""Begins a question after a story ("vậy lễ ở đâu"), in bare letters."""
OWN = frozenset({"toi", "tui", "em", "minh", "chung", "bon", "con", "chau", "co", "anh", "chi", "ta"})
"""Who speaks, in bare letters, right after a kind of body: "phòng tôi", "bên em", "trường cô"."""
CALLED = frozenset({"chau", "con", "em", "anh", "chi", "chu", "bac", "co", "ban", "ong", "ba", "thay"})
"""Those who are asked, in bare letters ("các anh", "mấy cháu")."""
KINDS = frozenset({"phong", "ben", "truong", "tam", "hoi", "ban", "doan", "doi", "so", "to", "quan", "vi"})
"""Kinds of bodies, in bare letters, by their last word ("trung tâm em", "đơn vị tôi")."""
SPEAKERS = frozenset({("chung", "toi"), ("chung", "em"), ("tui", "em"), ("tui", "tui"), ("bon", "em"), ("tui", "con")})
"""Who speaks for several, in bare letters."""


def cut_at_openings(question: Question, phrases: list[Match]) -> None:
    """Begin a new segment where a long message begins to ask ("… cho em hỏi …", "… vậy lễ …")."""
    if len(question.syllables) < STORY:
        return
    openings = {match.start for match in longest(match for match in phrases if match.sort == "opening")}
    question.openings = sorted(openings | set(_then(question)))
    for at in question.openings:
        if at and question.segments[at] == question.segments[at - 1]:
            question.segments[at:] = [number + 1 for number in question.segments[at:]]


def _then(question: Question) -> list[int]:
    """ "… làm trong nhà vậy lễ tổ chức ở đâu": where "vậy" begins what is asked and does not end it."""
    said = [part.folded for part in question.syllables]
    return [
        at
        for at in range(FIRST_WORDS, len(said) - LAST_WORDS)
        if said[at] == THEN
        and question.syllables[at].tone in (0, 5)
        and said[at - 1] not in ("nhu", "vi", "do", "di", "cho")
        and question.segments[at] == question.segments[at + LAST_WORDS]
    ]


def part_off_scenery(question: Question) -> None:
    """Find where a long message begins to ask; asks before its opening words are none."""
    if len(question.syllables) < STORY or not question.ask_matches:
        return
    every = [match.start for match in question.ask_matches]
    starts = [match.start for match in question.ask_matches if match.value not in GENERAL] or every
    opened = [at for at in question.openings if _asks_aloud(question, at) and every[-1] > at]
    if opened:
        question.asked_from = opened[-1]
        question.ask_matches = [match for match in question.ask_matches if match.start >= opened[-1]]
        question.asks = list(dict.fromkeys(match.value for match in question.ask_matches))
    else:
        question.asked_from = question.segments.index(question.segments[starts[0]])


def _asks_aloud(question: Question, at: int) -> bool:
    """Whether an opening says that a question follows ("cho em hỏi", "vậy …"), and not only that one does not know."""
    if question.syllables[at].folded == THEN:
        return all(match.end != at for match in question.ask_matches)  # not "ngày nào vậy"
    return any(part.folded == "hoi" for part in question.syllables[at : at + LAST_WORDS])


def meant_before(question: Question) -> dict[int, float]:
    """What an asking part that names nothing ("ai lo vụ đó") is about: places of what was named before it, with how
    likely each is meant; what was said last most of all."""
    told = [term for term in question.terms if _telling(term) and term.at < question.asked_from]
    if not told or asks_in_full(question):
        return {}
    last = max(told, key=lambda term: term.at)
    near = [term for term in told if term.segment == last.segment and not term.unit]  # a body is often the speaker's
    return {**{term.at: NEAR_IT for term in near}, last.at: 1.0}


def without_call(question: Question) -> None:
    """ "… mấy giờ vậy mấy cháu": those who are called at the end are no subject of the question."""
    call = len(question.syllables) - 2
    said = [part.folded for part in question.syllables[-2:]]
    called = call > 0 and said[0] in ("may", "cac") and said[1] in CALLED
    if called and any(match.end <= call for match in question.ask_matches):
        question.terms = [term for term in question.terms if term.at < call or ":" in term.name]


def speak_for_unit(question: Question) -> None:
    """ "Tôi ở phòng kinh tế, …, phòng tôi phải làm gì": the body one belongs to is what the question is about."""
    if not asks_in_full(question) and set(question.asks) <= set(GENERAL):
        question.asked_from = 0  # "…, đúng không": what stands before is asked about
    begins = question.asked_from
    if not begins or any(term.unit and term.at >= begins for term in question.terms):
        return
    own = [term for term in question.terms if term.unit and term.at < begins]
    said = [part.folded for part in question.syllables]
    for at in range(begins, len(said) - 1):
        pair = (said[at], said[at + 1])
        if own and (pair in SPEAKERS or (pair[0] in KINDS and pair[1] in OWN)):
            unit = own[0]
            question.terms = [term for term in question.terms if term is not unit and not at <= term.at <= at + 1]
            question.terms.append(replace(unit, at=at, segment=question.segments[at]))
            return


def asks_in_full(question: Question) -> bool:
    """Whether the part that asks names its subject by itself."""
    return any(_telling(term) for term in question.terms if term.at >= question.asked_from)


def _telling(term: Term) -> bool:
    return term.phrase and not term.name.startswith("đơn vị ")

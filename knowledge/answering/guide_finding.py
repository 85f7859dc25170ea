"""Which guide a question asks for, by the names and how-to phrases of `knowledge/guides/index.yaml`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from knowledge.answering.lexicon import tables
from knowledge.answering.question import Question

EVENT_TERMS = frozenset({"lễ phát động", "bàn hỗ trợ", "chiến dịch", "kế hoạch", "chỉ tiêu"})
"""Terms that tie a question to the plan even when it names a guide's subject."""
DEFINITE = frozenset(
    {
        "when",
        "hour",
        "date",
        "weekday",
        "remaining",
        "duration",
        "deadline",
        "who",
        "count",
        "percent",
        "number",
        "duty",
        "order",
        "money",
        "until",
        "organiser",
        "partner",
        "audience",
        "invited",
        "form",
        "desk",
    }
)


@dataclass(frozen=True, slots=True)
class GuideHit:
    """``slug``: the guide; ``wanted``: the person asks how to do it, not merely about its subject."""

    slug: str
    wanted: bool


def find_guide(question: Question) -> GuideHit | None:
    """The guide whose names and phrases cover most of the question, or None when none is named."""
    found = question.longest("guide", "guide_how")
    if not found:
        return None
    strength: Counter[str] = Counter()
    for match in found:
        said = " ".join(part.folded for part in question.syllables[match.start : match.end])
        if said in tables().generic_how:
            strength[match.value] += 1  # "đăng nhập": into what, another word says
            continue
        strength[match.value] += (match.end - match.start) * 2 + (6 if match.sort == "guide_how" else 0)
    slug = strength.most_common(1)[0][0]
    how = any(match.sort == "guide_how" and match.value == slug for match in found)
    return GuideHit(slug, how or "howto" in question.asks)


def is_about_plan(question: Question) -> bool:
    """Whether the question is tied to the plan: its event, a unit, or something definite about them."""
    told = {i for match in question.found("guide", "guide_how") for i in range(match.start, match.end)}
    tied = any((term.unit and term.at not in told) or term.name in EVENT_TERMS for term in question.terms)
    return bool(DEFINITE & set(question.asks)) or tied

"""What a guide says in the chat: its introduction, one path with all its steps, what to do in trouble."""

from __future__ import annotations

from knowledge.answering.wording import label
from knowledge.guides.loading import guide_names, load_guide
from knowledge.outcome import Choice, Guide

TROUBLE = "truc-trac"
"""The part of a guide that holds its known problems; paths never have this key."""


def introduce(slug: str) -> Guide:
    """The guide's introduction, with a button for each path and one for trouble."""
    guide = load_guide(slug)
    choices = [Choice(label(way.question), f"g:{slug}:{way.key}") for way in guide.paths]
    if len(choices) == 1:
        choices = [Choice("Xem đủ các bước", choices[0].ref)]
    return Guide(guide.introduction(), slug, (*choices, _trouble(slug)), f"guide:{slug}")


def guide_part(slug: str, key: str) -> Guide:
    """One path of a guide, or its known problems.

    Raises:
        KeyError: no such guide or path.
    """
    if slug not in guide_names():
        raise KeyError(slug)
    guide = load_guide(slug)
    back = Choice("Về phần giới thiệu", f"g:{slug}")
    if key == TROUBLE:
        problems = "\n".join(f"- {problem.said}: {problem.fix}" for problem in guide.problems)
        return Guide(f"Hay gặp khi làm:\n{problems}\n{guide.helpers}", slug, (back,), f"guide:{slug}")
    text = f"{guide.steps_text(key)}\nLưu ý: {guide.warnings[0]}"
    return Guide(text, slug, (_trouble(slug), back), f"guide:{slug}")


def _trouble(slug: str) -> Choice:
    return Choice("Gặp trục trặc thì sao?", f"g:{slug}:{TROUBLE}")

"""Menus (mục chọn) built from what the pack has: ``m:main``, ``m:desks``, ``m:activities``, ``m:units``, ``m:guides``.

A menu shows at most eight large buttons; what does not fit comes with "Xem tiếp" (``m:units:2`` is its second page).
A choice that the answerer cannot answer is not offered.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from handlers import dialogue
from handlers.context import Turn
from handlers.replies import MAX_CHOICES
from knowledge.guides.loading import guide_names
from knowledge.outcome import Choice

WELCOME_CHOICES = 5
LABEL_CHARS = 60


class NoSuchMenu(KeyError):
    """The pack has no such menu, or no such page of it (e.g. a button of an older pack)."""


def main_choices(turn: Turn) -> list[Choice]:
    """Up to five large buttons fitting the pack; the last one tells what this machine is."""
    first = [] if turn.answerer.pack.launch else [dialogue.ACTIVITIES]
    candidates = dict.fromkeys([*first, *dialogue.MAIN_CHOICES])
    offered = (Choice(label, ref) for label, ref in candidates if _is_offered(turn, ref))
    return [*islice(offered, WELCOME_CHOICES - 1), Choice(dialogue.ABOUT, "m:about")]


def _is_offered(turn: Turn, ref: str) -> bool:
    kind, _, name = ref.partition(":")
    return next(_items(turn, name), None) is not None if kind == "m" else is_answered(turn, ref)


def menu(turn: Turn, ref: str) -> tuple[str, list[Choice]]:
    """The introducing text and the numbered choices of one menu page.

    Raises:
        NoSuchMenu: there is nothing to choose from.
    """
    _, name, *rest = [*ref.split(":"), ""][:3]
    page = int(rest[0]) if rest and rest[0].isdecimal() else 1
    if name == "main":
        return dialogue.MENU_INTROS["main"], main_choices(turn)
    choices = _page(list(_items(turn, name)), name, page)
    if not choices:
        raise NoSuchMenu(ref)
    return dialogue.MENU_INTROS[name], choices


def _page(items: list[Choice], name: str, page: int) -> list[Choice]:
    """At most eight: the last place of a page that is not the last one leads on."""
    if len(items) <= MAX_CHOICES:
        shown, more = (items if page == 1 else []), False
    else:
        size = MAX_CHOICES - 1
        shown, more = items[(page - 1) * size : page * size], len(items) > page * size
    numbered = [Choice(f"{number}. {item.label}", item.ref) for number, item in enumerate(shown, start=1)]
    if more:
        numbered.append(Choice(f"{len(numbered) + 1}. {dialogue.NEXT_PAGE}", f"m:{name}:{page + 1}"))
    return numbered


def _items(turn: Turn, name: str) -> Iterator[Choice]:
    pack = turn.answerer.pack
    if name == "desks":
        named = [(desk.name, f"q:desk.{desk.key}") for desk in pack.pack.desks]
    elif name == "activities":
        named = [(a.name, f"q:{a.key}.overview") for a in pack.pack.activities if a.kind != "launch"]
    elif name == "units":
        busy = {key for task in pack.pack.tasks for key in task.lead}
        named = [(unit.name, f"q:unit.{unit.key}.tasks") for unit in pack.pack.units if unit.key in busy]
    elif name == "guides":
        named = [(guide.title, f"g:{slug}") for slug, guide in guide_names().items()]
    else:
        raise NoSuchMenu(name)
    for label, ref in named:
        if is_answered(turn, ref):
            yield Choice(short(label), ref)


def is_answered(turn: Turn, ref: str) -> bool:
    """Whether pressing this would be answered now."""
    try:
        turn.answerer.answer_ref(ref, turn.now)
    except KeyError:
        return False
    return True


def short(label: str) -> str:
    """The label cut at a word, at most `LABEL_CHARS` characters, first letter large."""
    label = " ".join(label.split())
    if len(label) > LABEL_CHARS:
        label = label[: LABEL_CHARS - 1].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"
    return label[:1].upper() + label[1:]

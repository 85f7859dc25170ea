"""The localities as the pages show them."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.dialogue import place_of, trial_notice
from knowledge.pack.loading import LoadedPack


@dataclass(frozen=True, slots=True)
class WebLocality:
    """A locality (địa phương) on its card and at the head of its chat. ``about``: what its plan is about, in a line;
    ``notice``: the trial notice, empty once an organiser has claimed the locality; ``pause``: that it is silent now,
    empty while it answers."""

    slug: str
    name: str
    province: str
    about: str
    notice: str
    pause: str = ""

    @property
    def claimed(self) -> bool:
        return not self.notice

    @property
    def head(self) -> str:
        """What stands at the head of the chat; empty: nothing."""
        return " ".join(filter(None, (self.pause, self.notice)))


def locality_of(loaded: LoadedPack, *, claimed: bool = False) -> WebLocality:
    """What the pages show of a pack."""
    locality = loaded.pack.locality
    title = loaded.pack.plan.title.value or ""
    return WebLocality(
        slug=locality.slug,
        name=_capital(place_of(loaded)),
        province="" if locality.level == "tỉnh" else _capital(locality.province),
        about=_capital(title.partition(" trên địa bàn ")[0]),
        notice="" if claimed else trial_notice(loaded),
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

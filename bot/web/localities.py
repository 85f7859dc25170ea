"""The localities as the pages show them."""

from __future__ import annotations

from dataclasses import dataclass

from bot.web import words
from knowledge.pack.loading import LoadedPack


@dataclass(frozen=True, slots=True)
class WebLocality:
    """A locality (địa phương) on its card and at the head of its chat. ``about``: one line on what its plan is about;
    ``body``: who issued the plan, as the trial notice names it."""

    slug: str
    name: str
    province: str
    about: str
    body: str
    claimed: bool = False

    @property
    def notice(self) -> str:
        """The trial notice; empty once an organiser has claimed the locality."""
        return "" if self.claimed else words.NOTICE.format(body=self.body)


def locality_of(loaded: LoadedPack, *, claimed: bool = False) -> WebLocality:
    """What the pages show of a pack."""
    locality, title = loaded.pack.locality, loaded.pack.plan.title
    about = title.value or locality.name
    return WebLocality(
        slug=locality.slug,
        name=_capital(locality.name),
        province="" if locality.level == "tỉnh" else _capital(locality.province),
        about=_capital(about),
        body=f"UBND {_lower(locality.name)}",
        claimed=claimed,
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:] if name.split(maxsplit=1)[0].lower() in {"phường", "xã", "tỉnh"} else name

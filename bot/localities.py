"""Which localities (địa phương) this installation speaks for, and their packs."""

from __future__ import annotations

from pathlib import Path

from bot.settings import Settings, SettingsError, variable
from knowledge.pack.in_force import load_checked
from knowledge.pack.loading import LoadedPack, PackError, shipped_slugs


def chosen_slugs(settings: Settings) -> tuple[str, ...]:
    """The slugs of `HOCVUSO_LOCALITIES` in that order, or all there are: shipped ones and loaded ones.

    Raises:
        SettingsError: a slug that is neither shipped nor loaded.
    """
    known = _known_slugs(settings.data_dir)
    for slug in settings.localities:
        if slug not in known:
            raise SettingsError(
                f"{variable('localities')}: không có địa phương “{slug}”. Đang có: {', '.join(known)}. "
                "Hãy sửa trong tệp .env (hoặc biến môi trường) rồi chạy lại."
            )
    return tuple(dict.fromkeys(settings.localities)) or tuple(known)


def refuse_unknown(slug: str, data_dir: Path) -> None:
    """Stop a command that was asked for a locality there is not.

    Raises:
        PackError: neither shipped nor loaded; lists those there are.
    """
    known = _known_slugs(data_dir)
    if slug not in known:
        raise PackError(f"Không có địa phương “{slug}”. Đang có: {', '.join(known)}. Hãy chọn một trong số đó.")


def _known_slugs(data_dir: Path) -> list[str]:
    loaded = {pointer.parent.name for pointer in (data_dir / "packs").glob("*/active")}
    return sorted({*shipped_slugs(), *loaded})


def load_packs(settings: Settings) -> dict[str, LoadedPack]:
    """The packs in force, by slug, in the order of `chosen_slugs`.

    Raises:
        SettingsError: `HOCVUSO_LOCALITIES` names an unknown locality.
        PackError: a pack is malformed or misreads its plan; names file, line, field, and what to do.
    """
    return {slug: load_checked(slug, settings.data_dir) for slug in chosen_slugs(settings)}

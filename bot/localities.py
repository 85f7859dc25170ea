"""Which localities (địa phương) this installation speaks for, and their packs."""

from __future__ import annotations

from bot.settings import Settings, SettingsError, variable
from knowledge.pack.in_force import load_checked
from knowledge.pack.loading import LoadedPack, shipped_slugs


def chosen_slugs(settings: Settings) -> tuple[str, ...]:
    """The slugs of `HOCVUSO_LOCALITIES` in that order, or all there are: shipped ones and loaded ones.

    Raises:
        SettingsError: a slug that is neither shipped nor loaded.
    """
    loaded = {pointer.parent.name for pointer in (settings.data_dir / "packs").glob("*/active")}
    known = sorted({*shipped_slugs(), *loaded})
    for slug in settings.localities:
        if slug not in known:
            raise SettingsError(
                f"{variable('localities')}: không có địa phương “{slug}”. Đang có: {', '.join(known)}. "
                "Hãy sửa trong tệp .env (hoặc biến môi trường) rồi chạy lại."
            )
    return tuple(dict.fromkeys(settings.localities)) or tuple(known)


def load_packs(settings: Settings) -> dict[str, LoadedPack]:
    """The packs in force, by slug, in the order of `chosen_slugs`.

    Raises:
        SettingsError: `HOCVUSO_LOCALITIES` names an unknown locality.
        PackError: a pack is malformed or misreads its plan; names file, line, field, and what to do.
    """
    return {slug: load_checked(slug, settings.data_dir) for slug in chosen_slugs(settings)}

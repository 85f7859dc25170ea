"""The pack in force of a locality, checked: nothing is answered from a pack that misreads its plan."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.pack.loading import SHIPPED, LoadedPack, PackError, active_folder, load_pack
from knowledge.pack.mistakes import place_in

if TYPE_CHECKING:
    from knowledge.pack.problems import Problem

_KEY = re.compile(r" \([^)]*\)")


def load_checked(slug: str, data_dir: Path, *, trust_shipped: bool = False) -> LoadedPack:
    """The pack in force for a locality after the house check.

    ``trust_shipped``: packs that come with the program are not checked again (20 ms that a single question need not
    wait for; the tests of the program check them).

    Raises:
        PackError: it cannot be read, or the check found errors; names file, line, field and what to do.
    """
    folder = active_folder(slug, data_dir)
    loaded = load_pack(folder)
    if trust_shipped and folder.parent == SHIPPED:
        return loaded
    from knowledge.pack.check import errors_of  # a single question does not wait for it

    if errors := errors_of(loaded):
        raise PackError(_explain(folder, errors))
    return loaded


def _explain(folder: Path, errors: list[Problem]) -> str:
    path, first = folder / "pack.yaml", errors[0]
    steps = _KEY.sub("", first.field).split(".") if first.field else []
    loc = [int(step) if step.isdecimal() else step for step in steps]
    place = place_in(path, path.read_text(encoding="utf-8"), loc)
    more = f" Còn {len(errors) - 1} lỗi khác." if len(errors) > 1 else ""
    return f"{place}: {first.message}{more} Xem hết bằng “hocvuso pack check {folder}”."

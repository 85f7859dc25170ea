"""What changed between two versions of a pack (khác nhau giữa hai phiên bản), value by value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.pack.loading import LoadedPack
from knowledge.pack.rows import Row, rows_of


@dataclass(frozen=True, slots=True)
class Change:
    """One changed value: ``before`` is None when it is new, ``after`` is None when it is gone."""

    before: Row | None
    after: Row | None

    @property
    def sentence(self) -> str:
        """The change in Vietnamese, with the clauses."""
        row = self.after or self.before
        assert row is not None  # noqa: S101 - a change has at least one side
        subject = f"{row.subject}: " if row.subject else ""
        name = f"{row.section} – {subject}{row.label}"
        if self.before is None:
            return f"Thêm   {name}: {_cite(self.after)}"
        if self.after is None:
            return f"Bỏ     {name}: {_cite(self.before)}"
        return f"Đổi    {name}: {_cite(self.before)} → {_cite(self.after)}"


def changes(old: LoadedPack, new: LoadedPack) -> list[Change]:
    """Every value that was added, dropped or changed (its words or its clause), in the order of the newer pack."""
    before, after = dict(_keyed(rows_of(old))), dict(_keyed(rows_of(new)))
    changed = [
        Change(before.get(key), row)
        for key, row in after.items()
        if key not in before or _substance(before[key]) != _substance(row)
    ]
    return changed + [Change(row, None) for key, row in before.items() if key not in after]


def _keyed(rows: list[Row]) -> Iterator[tuple[tuple[str, str, str, int], Row]]:
    """Rows by what they are about; several with one name (three programme talks) are told apart by their order."""
    seen: dict[tuple[str, str, str], int] = {}
    for row in rows:
        name = (row.section, row.key, row.label)
        seen[name] = seen.get(name, 0) + 1
        yield (*name, seen[name]), row


def _substance(row: Row) -> tuple[str, str, str]:
    return row.value, row.clause, row.quote


def _cite(row: Row | None) -> str:
    if row is None:
        return ""
    return f"“{row.value}”" + (f" [{row.clause}]" if row.clause else "")

"""The page of a pack for a reviewer (trang đối chiếu): every value with its clause, traceable in one look."""

from __future__ import annotations

from knowledge.pack.findings import find_slips
from knowledge.pack.loading import LoadedPack
from knowledge.pack.rows import Row, rows_of


def pack_page(loaded: LoadedPack) -> str:
    """The whole pack in plain Vietnamese text; clauses in square brackets, the plan's own words in quotation marks.

    Expects a pack without errors (see `knowledge.pack.check`).
    """
    locality = loaded.pack.locality
    lines = [f"{locality.name}, {locality.province} – gói nội dung {locality.slug}, phiên bản {loaded.pack.version}"]
    section = subject = None
    for row in rows_of(loaded):
        if row.section != section:
            section, subject = row.section, ("", "")
            lines += ["", section, "=" * len(section)]
        if (row.subject, row.key) != subject:
            subject = (row.subject, row.key)
            lines += ["", f"{row.subject} ({row.key})" if row.key else row.subject]
        lines.append(row_line(row))
    lines += ["", "ĐIỂM CẦN XEM LẠI", "================"]
    slips = find_slips(loaded)
    lines += [f"  {number}. {slip.message} [{'; '.join(slip.clauses)}]" for number, slip in enumerate(slips, start=1)]
    return "\n".join(lines if slips else [*lines, "  Chưa thấy điểm nào."])


def row_line(row: Row) -> str:
    """One row as a line: label, value, clause, and the plan's words when they differ."""
    clause = f"  [{row.clause}]" if row.clause else ""
    quote = f" “{row.quote}”" if row.quote and row.quote != row.value else ""
    return f"  {row.label}: {row.value}{clause}{quote}"

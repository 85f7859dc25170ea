"""The house check of a pack (kiểm tra gói nội dung): is every value grounded, does the plan agree with itself?

`check_pack` is what `hocvuso pack check`, `pack load` and the tests of the shipped packs call. Rules by subject:
`grounds` (clauses and quotes), `dates`, `keys` (units, activities, guides), `findings` (the plan's own slips).
"""

from __future__ import annotations

from knowledge.pack.dates import check_dates
from knowledge.pack.findings import find_slips
from knowledge.pack.grounds import check_clauses, check_words
from knowledge.pack.keys import check_keys
from knowledge.pack.loading import LoadedPack
from knowledge.pack.problems import Problem

__all__ = ["Problem", "check_pack", "errors_of"]


def errors_of(loaded: LoadedPack) -> list[Problem]:
    """What must be mended before the pack may be used: invented or misquoted words, bad dates, dangling keys."""
    rules = (check_clauses, check_words, check_dates, check_keys)
    return [problem for rule in rules for problem in rule(loaded)]


def check_pack(loaded: LoadedPack) -> list[Problem]:
    """All errors, in the order of the rules, then all findings, the authored ones (`gaps`) first.

    Beside errors only the authored findings are given: figures of a pack that misreads its plan would accuse the plan.
    """
    errors = errors_of(loaded)
    slips = loaded.pack.gaps if errors else find_slips(loaded)
    return errors + [Problem("finding", slip.message, tuple(slip.clauses)) for slip in slips]

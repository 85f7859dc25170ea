"""Facts about the documents a plan rests on (căn cứ)."""

from __future__ import annotations

import re

from knowledge.answering.facts.model import Fact, Facts, View
from knowledge.answering.wording import capital, cite, date_of, day, sentence
from knowledge.outcome import Answer, Outcome
from knowledge.pack.model import Document
from knowledge.text import fold

_PLAN = ("kế hoạch", "ban hành", "lễ phát động", "phong trào bình dân học vụ số")


def _document_line(document: Document) -> str:
    date = date_of(document.date)
    return f"{document.number}{f' ngày {day(date)}' if date else ''} của {document.issuer}: {document.about}"


def add(facts: Facts) -> None:
    """Add all documents together and each by its number, issuer and subject."""
    basis = facts.pack.pack.plan.basis
    if not basis:
        return

    def render_all(view: View) -> Outcome:
        clauses = tuple(document.clause for document in basis)
        lines = [f"- {_document_line(document)[:180]}" for document in basis]
        while sum(map(len, lines)) > 950:
            lines.pop()
        return Answer(
            "Kế hoạch căn cứ vào:\n" + "\n".join(lines) + f"\n{cite(facts.pack, clauses)}", clauses, ("plan.basis",)
        )

    facts.found.append(
        Fact(
            "plan.basis",
            "Căn cứ",
            frozenset({"LIST", "TEXT", "NAME", "NUMBER"}),
            ("căn cứ", "căn cứ kế hoạch", "văn bản căn cứ"),
            render_all,
            context=_PLAN,
            entity="plan",
        )
    )
    for number, document in enumerate(basis):

        def render(view: View, document: Document = document, number: int = number) -> Outcome:
            text = sentence(capital(_document_line(document)))
            return Answer(
                f"{text}\n{cite(facts.pack, (document.clause,))}", (document.clause,), (f"plan.basis{number}",)
            )

        kind = " ".join(re.split(r" (?:số )?\S*\d", document.quote or "", maxsplit=1)[0].split()[-3:])
        digits = document.number.split("/")[0].split("-")[0]
        facts.found.append(
            Fact(
                f"plan.basis{number}",
                document.number,
                frozenset({"NUMBER", "NAME", "TEXT", "WHAT", "WHEN", "WHO"}),
                (
                    *document.aliases,
                    f"{kind} {digits}",
                    f"số {digits}",
                    *((kind,) if fold(kind) != "ke hoach" else ()),
                    *(
                        ("kế hoạch của tỉnh",)
                        if "tỉnh" in document.issuer
                        and "/KH" in document.number
                        and facts.pack.pack.locality.level != "tỉnh"
                        else ()
                    ),
                    f"{kind} {document.issuer}",
                    f"{kind} {document.issuer} {document.about}",
                ),
                render,
                context=(*_PLAN, "căn cứ", document.about, document.issuer, "văn bản"),
                body=(document.quote or "",),
                entity=f"document:{number}",
                weight=0.97,
            )
        )

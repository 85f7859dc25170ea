"""Facts about the document: number, date, signer, basis, recipients, budget, targets, themes, reports, purpose."""

from __future__ import annotations

import re
from collections.abc import Callable

from knowledge.answering.facts.activities import add_detail, refuse
from knowledge.answering.facts.model import Fact, Facts, View
from knowledge.answering.wording import capital, cite, date_of, day, label, sentence
from knowledge.outcome import Answer, Choice, Clarify, Outcome
from knowledge.pack.model import Cited, Document, Target

_PLAN = ("kế hoạch", "ban hành", "lễ phát động", "phong trào bình dân học vụ số")


def add(facts: Facts) -> None:
    """Add the facts about the document."""
    plan = facts.pack.pack.plan
    _field(
        facts,
        "number",
        plan.number,
        {"NUMBER", "NAME"},
        ("kế hoạch số", "số kế hoạch", "số hiệu kế hoạch", "kế hoạch"),
        "Số hiệu kế hoạch",
    )
    _field(
        facts,
        "date",
        plan.date,
        {"WHEN"},
        ("ngày ký kế hoạch", "ngày ban hành kế hoạch", "người ký kế hoạch", "kế hoạch ban hành", "kế hoạch"),
        "Ngày ban hành kế hoạch",
        lambda text: day(found) if (found := date_of(text)) else text,
    )
    _field(
        facts,
        "signer",
        plan.signer,
        {"WHO", "NAME"},
        ("người ký", "người ký kế hoạch", "chủ tịch ký", "phó chủ tịch ký", "phó chủ tịch ký kế hoạch", "lãnh đạo ký"),
        "Người ký kế hoạch",
    )
    _field(
        facts,
        "body",
        plan.issuing_body,
        {"WHO"},
        ("cơ quan ban hành kế hoạch", "ban hành kế hoạch", "kế hoạch của ai"),
        "Cơ quan ban hành kế hoạch",
    )
    _field(
        facts,
        "title",
        plan.title,
        {"NAME", "TEXT", "WHAT"},
        ("tên kế hoạch", "kế hoạch", "kế hoạch về việc", "tiêu đề kế hoạch"),
        "Tên kế hoạch",
    )
    _field(
        facts,
        "budget",
        facts.pack.pack.budget,
        {"BUDGET", "WHO", "LIST", "TEXT", "NAME", "PLACE"},
        (
            "kinh phí",
            "nguồn kinh phí",
            "kinh phí lễ phát động",
            "kinh phí thực hiện",
            "kinh phí phong trào bình dân học vụ số",
            "kinh phí tổ chức lễ",
        ),
        "Kinh phí",
    )
    _signer_role(facts)
    _recipients(facts)
    _basis(facts)
    _purpose(facts)
    _targets(facts)
    _themes(facts)
    _reports(facts)
    for number, detail in enumerate(facts.pack.pack.details):
        add_detail(
            facts,
            f"plan.detail{number}",
            detail,
            (*_PLAN, *(u.name for u in facts.pack.pack.units if u.key in detail.units)),
            None,
        )


def _field(
    facts: Facts,
    part: str,
    value: Cited,
    answers: set[str],
    subjects: tuple[str, ...],
    label: str,
    shown: Callable[[str], str] = str,
) -> None:
    def render(view: View) -> Outcome:
        if part == "budget" and "money" in view.asks:
            return refuse(
                facts, f"Kế hoạch chưa nêu số tiền cụ thể, chỉ nêu nguồn: {value.value}", (value.clause,), None
            )
        if value.value is None:
            return refuse(facts, value.absent or "", (value.clause,), None)
        text = sentence(f"{label}: {shown(value.value)}")
        return Answer(f"{text}\n{cite(facts.pack, (value.clause,))}", (value.clause,), (f"plan.{part}",))

    facts.found.append(
        Fact(f"plan.{part}", label, frozenset(answers), subjects, render, context=_PLAN, body=(value.value or "",))
    )


def _role_phrases(facts: Facts) -> tuple[str, ...]:
    """By which a signer's office is asked for: "chức vụ", and the signer's own name."""
    name = facts.pack.pack.plan.signer.value
    own = (
        (name, f"ông {name.split()[-1]}", f"{name.split()[-1]} chức vụ", f"{name.split()[-1]} chủ tịch") if name else ()
    )
    return ("chức vụ người ký", "chức vụ người ký kế hoạch", *own)


def _signer_role(facts: Facts) -> None:
    role = facts.pack.pack.plan.signer_role
    if role is not None and role.value:
        _field(
            facts,
            "signer_role",
            role,
            {"NAME", "TEXT", "WHAT", "LIST", "WHO"},
            _role_phrases(facts),
            "Chức vụ người ký",
        )


def _recipients(facts: Facts) -> None:
    plan = facts.pack.pack.plan

    def render(view: View) -> Outcome:
        text = "Kế hoạch gửi tới:\n" + "\n".join(f"- {name}" for name in plan.recipients)
        return Answer(
            f"{text}\n{cite(facts.pack, (plan.recipients_clause,))}", (plan.recipients_clause,), ("plan.recipients",)
        )

    facts.found.append(
        Fact(
            "plan.recipients",
            "Nơi nhận",
            frozenset({"WHO", "LIST", "PLACE"}),
            ("nơi nhận", "nơi nhận kế hoạch", "kế hoạch gửi"),
            render,
            context=_PLAN,
            body=tuple(plan.recipients),
        )
    )


def _document_line(document: Document) -> str:
    date = date_of(document.date)
    return f"{document.number}{f' ngày {day(date)}' if date else ''} của {document.issuer}: {document.about}"


def _basis(facts: Facts) -> None:
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
        )
    )
    for number, document in enumerate(basis):

        def render(view: View, document: Document = document, number: int = number) -> Outcome:
            text = sentence(capital(_document_line(document)))
            return Answer(
                f"{text}\n{cite(facts.pack, (document.clause,))}", (document.clause,), (f"plan.basis{number}",)
            )

        kind = " ".join(re.split(r" (?:số )?\S*\d", document.quote or "", maxsplit=1)[0].split()[-3:])
        facts.found.append(
            Fact(
                f"plan.basis{number}",
                document.number,
                frozenset({"NUMBER", "NAME", "TEXT", "WHAT", "WHEN", "WHO"}),
                (
                    *document.aliases,
                    document.number,
                    kind,
                    f"{kind} {document.issuer}",
                    f"{kind} {document.issuer} {document.about}",
                ),
                render,
                context=(*_PLAN, "căn cứ", document.about, document.issuer, "văn bản"),
                body=(document.quote or "",),
                weight=0.97,
            )
        )


def _purpose(facts: Facts) -> None:
    purposes = [cited for cited in facts.pack.pack.plan.purpose if cited.value]
    if not purposes:
        return
    clauses = tuple(cited.clause for cited in purposes)

    def render(view: View) -> Outcome:
        lines = [f"- {sentence(cited.value or '')}" for cited in purposes]
        while len(lines) > 1 and sum(map(len, lines)) > 950:
            lines.pop()
        return Answer(
            "Mục đích, yêu cầu:\n" + "\n".join(lines)[:1000] + f"\n{cite(facts.pack, clauses)}",
            clauses,
            ("plan.purpose",),
        )

    facts.found.append(
        Fact(
            "plan.purpose",
            "Mục đích",
            frozenset({"WHY", "LIST", "TEXT"}),
            (
                "mục đích",
                "mục đích lễ phát động",
                "mục đích kế hoạch",
                "mục đích phong trào bình dân học vụ số",
                "phong trào bình dân học vụ số",
                "lễ phát động",
                "yêu cầu",
            ),
            render,
            context=_PLAN,
            weight=0.9,
        )
    )


def _target_line(target: Target) -> str:
    by = date_of(target.by)
    return f"Đến {f'ngày {day(by)}' if by else target.by}: {sentence(target.text)}"


def _targets(facts: Facts) -> None:
    targets = facts.pack.pack.targets
    if not targets:
        return
    clauses = tuple(target.clause for target in targets)

    def render_all(view: View) -> Outcome:
        years = sorted({target.by[:4] for target in targets})
        said = [year for year in years if year in view.folded]
        if "percent" in view.asks or "count" in view.asks:
            choices = tuple(
                Choice(label(f"{target.by[:4]}: {target.group}"), f"q:target.{i}")
                for i, target in enumerate(targets)
                if not said or target.by[:4] in said
            )
            return Clarify("Kế hoạch có nhiều chỉ tiêu. Bác hỏi chỉ tiêu năm nào, cho nhóm người nào ạ?", choices[:8])
        chosen = [target for target in targets if not said or target.by[:4] in said]
        lines = [f"- {target.by[:4]}: {sentence(target.text)[:150]}" for target in chosen]
        while sum(map(len, lines)) > 950:
            lines.pop()
        return Answer(
            "Các chỉ tiêu:\n" + "\n".join(lines) + f"\n{cite(facts.pack, clauses)}", clauses, ("target.list",)
        )

    facts.found.append(
        Fact(
            "target.list",
            "Các chỉ tiêu",
            frozenset({"LIST", "PERCENT", "COUNT", "TEXT"}),
            ("chỉ tiêu", "chỉ tiêu năm", "các chỉ tiêu"),
            render_all,
            context=("năm", "phấn đấu", "2025", "2026"),
            weight=0.9,
        )
    )
    for number, target in enumerate(targets):

        def render(view: View, target: Target = target, number: int = number) -> Outcome:
            return Answer(
                f"{_target_line(target)}\n{cite(facts.pack, (target.clause,))}", (target.clause,), (f"target.{number}",)
            )

        year = target.by[:4]
        facts.found.append(
            Fact(
                f"target.{number}",
                f"{year}: {target.group}",
                frozenset({"PERCENT", "COUNT", "TEXT"}),
                (
                    target.group,
                    *target.aliases,
                    *(f"{group} {topic}" for group in (target.group, *target.aliases) for topic in target.topic),
                    *target.topic,
                ),
                render,
                context=("chỉ tiêu", year, f"năm {year}", f"cuối {year}", *target.topic),
                body=(target.text,),
                activity=f"year{year}",
            )
        )


def _themes(facts: Facts) -> None:
    themes = facts.pack.pack.themes
    for number, theme in enumerate(themes):

        def render(view: View, number: int = number) -> Outcome:
            chosen = themes[number]
            text = f"Chủ đề {chosen.of} của {chosen.place}: “{chosen.text.rstrip('.')}”."
            return Answer(f"{text}\n{cite(facts.pack, (chosen.clause,))}", (chosen.clause,), (f"theme.{number}",))

        facts.found.append(
            Fact(
                f"theme.{number}",
                f"Chủ đề {theme.of}",
                frozenset({"NAME", "TEXT", "LIST", "WHAT"}),
                (f"chủ đề {theme.of}", f"chủ đề {theme.of} {theme.place}", *theme.aliases),
                render,
                context=("năm 2025", theme.place, "quốc gia"),
                body=(theme.text,),
                weight=1.0 if facts.pack.pack.locality.level in theme.place else 0.96,
            )
        )


def _reports(facts: Facts) -> None:
    for number, report in enumerate(facts.pack.pack.reports):

        def render(view: View, number: int = number) -> Outcome:
            chosen = facts.pack.pack.reports[number]
            by = date_of(chosen.by)
            text = f"{facts.unit_names(chosen.who)} báo cáo {chosen.about} cho {chosen.to}"
            if by:
                text += f" {'trước' if chosen.op == 'before' else 'chậm nhất'} ngày {day(by)}"
            elif chosen.rhythm:
                text += f" ({chosen.rhythm})"
            return Answer(
                f"{sentence(text)}\n{cite(facts.pack, (chosen.clause,))}", (chosen.clause,), (f"report.{number}",)
            )

        facts.found.append(
            Fact(
                f"report.{number}",
                "Báo cáo",
                frozenset({"DEADLINE", "WHO", "WHEN", "TEXT"}),
                (
                    "báo cáo",
                    f"báo cáo {report.about}",
                    f"báo cáo {report.to}",
                    f"{facts.unit_names(report.who)} báo cáo {report.to}",
                ),
                render,
                context=("kết quả", report.about, report.to, facts.unit_names(report.who)),
                body=(report.quote,),
                weight=1.02,
            )
        )

"""Facts about the document: number, date, signer, basis, recipients, budget, targets, themes, reports, purpose."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from knowledge.answering.facts import documents, targets
from knowledge.answering.facts.absent import refuse
from knowledge.answering.facts.activities import add_detail
from knowledge.answering.facts.model import Fact, Facts, View
from knowledge.answering.wording import cite, date_of, day, listed, low, sentence
from knowledge.outcome import Answer, Outcome
from knowledge.pack.model import Cited, Task

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
        (
            "ngày ký kế hoạch",
            "ngày ban hành kế hoạch",
            "người ký kế hoạch",
            "kế hoạch ban hành",
            "kế hoạch",
            "kế hoạch này",
            "ngày ký kế hoạch này",
        ),
        "Ngày ban hành kế hoạch",
        lambda text: day(found) if (found := date_of(text)) else text,
    )
    _field(
        facts,
        "signer",
        plan.signer,
        {"WHO", "NAME"},
        (
            "người ký",
            "người ký kế hoạch",
            *_offices(facts),
            "chủ tịch ký kế hoạch",
            "phó chủ tịch ký kế hoạch",
        ),
        "Người ký kế hoạch",
        lambda name: name + (f", {role.value}" if (role := plan.signer_role) and role.value else ""),
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
    documents.add(facts)
    _purpose(facts)
    targets.add(facts)
    for number, detail in enumerate(facts.pack.pack.details):
        add_detail(
            facts,
            f"plan.detail{number}",
            detail,
            (*_PLAN, *(u.name for u in facts.pack.pack.units if u.key in detail.units)),
            "plan",
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
    plan = facts.pack.pack.plan

    def render(view: View) -> Outcome:
        if part == "budget" and "money" in view.asks:
            return refuse(facts, f"Kế hoạch chưa nêu số tiền cụ thể, chỉ nêu nguồn: {value.value}", (value.clause,))
        if value.value is None:
            return refuse(facts, value.absent or "", (value.clause,))
        words = shown(value.value)
        text = sentence(words if words.lower().startswith(label.lower()) else f"{label}: {words}")
        cited: tuple[str, ...] = (value.clause,)
        if part == "budget":
            keepers = [task for task in facts.pack.pack.tasks if task.lead and _is_about_money(task)][:2]
            for task in keepers:
                text += f"\n{facts.unit_names(task.lead)}: {sentence(low(task.short))}"
            cited = tuple(dict.fromkeys((value.clause, *(task.clause for task in keepers))))
        if part in ("number", "date"):
            other = plan.date if part == "number" else plan.number
            if other.value is not None:
                told = (
                    f"Ngày ban hành: {day(dt.date.fromisoformat(other.value))}"
                    if part == "number"
                    else f"Số: {other.value}"
                )
                text += f"\n{sentence(told)}"
                cited = tuple(dict.fromkeys((value.clause, other.clause)))
        return Answer(f"{text}\n{cite(facts.pack, cited)}", cited, (f"plan.{part}",))

    facts.found.append(
        Fact(
            f"plan.{part}",
            label,
            frozenset(answers),
            subjects,
            render,
            context=_PLAN,
            body=(value.value or "",),
            entity="budget" if part == "budget" else "plan",
            weight=1.03 if part == "budget" else 1.0,  # the plan's own words on money before those of a single duty
        )
    )


def _is_about_money(task: Task) -> bool:
    return any("kinh phí" in topic.lower() for topic in task.topics[:3])


def _offices(facts: Facts) -> tuple[str, ...]:
    """The signer's office as people ask for its holder: "chủ tịch xã"."""
    role = facts.pack.pack.plan.signer_role
    if (
        facts.pack.pack.plan.signer.value is None
        or role is None
        or not (role.value or "").lower().startswith("chủ tịch")
    ):
        return ()
    return (f"chủ tịch {facts.pack.pack.locality.level}", "chủ tịch ủy ban")


def _role_phrases(facts: Facts) -> tuple[str, ...]:
    """By which a signer's office is asked for: "chức vụ", and the signer's own name."""
    name = facts.pack.pack.plan.signer.value
    return (
        "chức vụ người ký",
        "chức vụ người ký kế hoạch",
        "chủ tịch ký kế hoạch",
        "phó chủ tịch ký kế hoạch",
        "lãnh đạo ký kế hoạch",
        *((name,) if name else ()),
    )


def _signer_role(facts: Facts) -> None:
    role = facts.pack.pack.plan.signer_role
    if role is not None and role.value:
        _field(
            facts,
            "signer_role",
            role,
            {"TEXT", "WHAT", "LIST"} | ({"NAME", "WHO"} if facts.pack.pack.plan.signer.value else set()),
            _role_phrases(facts),
            "Chức vụ người ký",
            lambda text: text + (f". Người ký: {name}" if (name := facts.pack.pack.plan.signer.value) else ""),
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
            entity="plan",
        )
    )


def _purpose(facts: Facts) -> None:
    purposes = [cited for cited in facts.pack.pack.plan.purpose if cited.value]
    if not purposes:
        return
    clauses = tuple(cited.clause for cited in purposes)

    def render(view: View) -> Outcome:
        told, shown = listed([f"- {sentence(cited.value or '')}" for cited in purposes])
        cited = clauses[:shown]
        return Answer(f"Mục đích, yêu cầu:\n{told}\n{cite(facts.pack, cited)}", cited, ("plan.purpose",))

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

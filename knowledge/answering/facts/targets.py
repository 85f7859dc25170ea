"""Facts about what the plan wants reached: targets (chỉ tiêu), themes (chủ đề), reports (báo cáo)."""

from __future__ import annotations

import re

from knowledge.answering.facts.absent import refuse
from knowledge.answering.facts.model import Fact, Facts, View
from knowledge.answering.wording import cite, date_of, day, label, listed, sentence
from knowledge.outcome import Answer, Choice, Clarify, Outcome
from knowledge.pack.model import Target


def add(facts: Facts) -> None:
    """Add the facts about targets, themes and reports."""
    _targets(facts)
    _themes(facts)
    _reports(facts)


def _target_line(target: Target) -> str:
    by = date_of(target.by)
    return f"Đến {f'ngày {day(by)}' if by else target.by}: {sentence(target.text)}"


def _targets(facts: Facts) -> None:
    targets = facts.pack.pack.targets
    if not targets:
        return

    def render_all(view: View) -> Outcome:
        years = sorted({target.by[:4] for target in targets})
        said = [year for year in years if year in view.folded]
        asked = re.findall(r"\b20\d\d\b", view.folded)
        if asked and not said:
            return refuse(facts, f"Kế hoạch chưa nêu chỉ tiêu năm {asked[0]}", (targets[0].clause,))
        if "percent" in view.asks or "count" in view.asks:
            choices = tuple(
                Choice(label(f"{target.by[:4]}: {target.group}"), f"q:target.{i}")
                for i, target in enumerate(targets)
                if not said or target.by[:4] in said
            )
            return Clarify("Kế hoạch có nhiều chỉ tiêu. Bác hỏi chỉ tiêu năm nào, cho nhóm người nào ạ?", choices[:8])
        chosen = [target for target in targets if not said or target.by[:4] in said]
        told, shown = listed([f"- {target.by[:4]}: {sentence(target.text)}" for target in chosen])
        clauses = tuple(target.clause for target in chosen[:shown])
        choices = tuple(Choice(label(f"{t.by[:4]}: {t.group}"), f"q:target.{targets.index(t)}") for t in chosen[shown:])
        return Answer(f"Các chỉ tiêu:\n{told}\n{cite(facts.pack, clauses)}", clauses, ("target.list",), choices[:6])

    facts.found.append(
        Fact(
            "target.list",
            "Các chỉ tiêu",
            frozenset({"LIST", "PERCENT", "COUNT", "TEXT"}),
            ("chỉ tiêu", "chỉ tiêu năm", "các chỉ tiêu"),
            render_all,
            context=("năm", "phấn đấu"),
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
                frozenset({"PERCENT", "COUNT", "TEXT", "DEADLINE"}),
                (
                    target.group,
                    *target.aliases,
                    *(f"{group} {topic}" for group in (target.group, *target.aliases) for topic in target.topic),
                    *target.topic,
                    *((f"{target.percent} %", f"chỉ tiêu {target.percent} %") if target.percent else ()),
                ),
                render,
                context=("chỉ tiêu", f"năm {year}", "cuối", *target.topic),
                body=(target.text,),
                dates=frozenset({(int(target.by[8:10]), int(target.by[5:7]))}),
                entity=f"target:{year}",
            )
        )


def _all_themes(facts: Facts) -> None:
    themes = facts.pack.pack.themes
    clauses = tuple(theme.clause for theme in themes)

    def render(view: View) -> Outcome:
        told, _ = listed([f"- {theme.of} của {theme.place}: “{theme.text.rstrip('.')}”" for theme in themes])
        return Answer(f"Các chủ đề:\n{told}\n{cite(facts.pack, clauses)}", clauses, ("theme.list",))

    facts.found.append(
        Fact(
            "theme.list",
            "Các chủ đề",
            frozenset({"NAME", "TEXT", "LIST", "WHAT", "COUNT"}),
            ("chủ đề", "các chủ đề"),
            render,
            context=("năm", "xã", "tỉnh", "kế hoạch"),
            weight=0.97,
        )
    )


def _themes(facts: Facts) -> None:
    themes = facts.pack.pack.themes
    if len(themes) > 1:
        _all_themes(facts)
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
                context=(theme.place, "quốc gia"),
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
                    *report.aliases,
                ),
                render,
                context=("kết quả", report.about, report.to, facts.unit_names(report.who)),
                body=(report.quote,),
                weight=1.02,
            )
        )

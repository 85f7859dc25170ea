"""What was shown, compared with what the story says."""

from __future__ import annotations

import re

from journeys.driver import Seen, has_label
from journeys.story import Step, Story


def check(story: Story, step: Step, seen: list[Seen]) -> None:
    """Compare what was shown with what the story says; small and large letters count as the same."""
    shown = all_of(seen)
    labels = [label for one in seen for label in one.buttons]
    where = f"{story.name}, dòng {step.line} ({step.who}: “{step.text}”):"
    missing = [fragment for fragment in step.shown if fragment.lower() not in shown.lower()]
    wrong = [fragment for fragment in step.not_shown if fragment.lower() in shown.lower()]
    assert not missing, f"{where} thiếu {missing} trong: {shown}"
    assert not wrong, f"{where} không được có {wrong} trong: {shown}"
    for wanted in step.offered:
        assert any(has_label(label, wanted) for label in labels), f"{where} thiếu nút “{wanted}” trong {labels}"
    if step.silent:
        assert not seen, f"{where} phải im lặng, lại nói: {shown}"


def captured(story: Story, step: Step, seen: list[Seen]) -> dict[str, str]:
    """The values this step takes out of what was shown."""
    values: dict[str, str] = {}
    for one in step.captured:
        found = re.search(one.pattern, all_of(seen))
        assert found, f"{story.name}, dòng {step.line}: không thấy {one.name} ({one.pattern}) trong: {all_of(seen)}"
        values[one.name] = found[1] if found.re.groups else found[0]
    return values


def all_of(seen: list[Seen]) -> str:
    """All texts in one line."""
    return " ".join(" ".join(one.text.split()) for one in seen)

"""A pack as a draft: plain values under the names the scorer of plan readings knows."""

from __future__ import annotations

import yaml
from small_pack import PACK, changed, loaded

from knowledge.pack.draft import draft_of


def test_the_draft_holds_plain_values_of_the_plan() -> None:
    plan = draft_of(loaded())["plan"]
    assert plan["number"] == "12/KH-UBND"
    assert plan["date"] == "2025-10-04"
    assert plan["clauses"]["date"] == "header đoạn 1"


def test_what_the_plan_leaves_open_is_null() -> None:
    draft = draft_of(loaded(changed("plan.signer", {"clause": "footer", "absent": "Chưa có tên người ký."})))
    assert draft["plan"]["signer"] is None


def test_the_launch_is_the_event_and_a_campaign_is_none() -> None:
    draft = draft_of(loaded())
    assert [(event["start"], event["date"], event["venue"]) for event in draft["events"]] == [
        ("2025-10-09T13:30:00+07:00", "2025-10-09", "Hội trường UBND xã")
    ]
    assert [(campaign["start"], campaign["end"]) for campaign in draft["campaigns"]] == [("2025-10-10", "2025-11-08")]


def test_a_launch_of_which_only_the_week_is_known_has_a_window_and_no_date() -> None:
    data = changed("activities.0.when", {"clause": "II.1", "kind": "week", "start": "2025-04-14", "end": "2025-04-18"})
    (event,) = draft_of(loaded(data))["events"]
    assert (event["start"], event["date"]) == (None, None)
    assert event["window"] == {"start": "2025-04-14", "end": "2025-04-18"}


def test_tasks_name_units_and_keep_the_plans_words() -> None:
    police, youth = draft_of(loaded())["tasks"]
    assert police["lead"] == ["Công an xã"]
    assert police["text"] == PACK["tasks"][0]["text"]
    assert youth["deadline"]["op"] == "before"
    assert youth["deadline"]["explicit"] is True


def test_findings_are_part_of_the_draft() -> None:
    (finding,) = draft_of(loaded(changed("activities.1.when.end", "2025-11-10")))["findings"]
    assert finding["kind"] == "window"


def test_dates_stay_text_in_yaml() -> None:
    assert "date: '2025-10-04'" in yaml.safe_dump(draft_of(loaded()), allow_unicode=True)

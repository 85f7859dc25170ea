"""What a conversation remembers: the fact told, the asks and the units, and nothing else."""

from __future__ import annotations

import pytest

from knowledge.answering.topic import Topic, parse


@pytest.mark.parametrize(
    "topic", [Topic("launch.when"), Topic("", ("who",)), Topic("target.0", ("percent", "yesno"), ("police", "youth"))]
)
def test_a_topic_survives_being_kept(topic: Topic) -> None:
    assert parse(str(topic)) == topic


@pytest.mark.parametrize(("kept", "topic"), [(None, None), ("", None), ("launch.when", Topic("launch.when"))])
def test_nothing_and_the_form_of_older_versions_are_understood(kept: str | None, topic: Topic | None) -> None:
    assert parse(kept) == topic

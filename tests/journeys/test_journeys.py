"""Every story on every channel, through the real program."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from journeys.driver import Driver, Hurried, Seen, has_label
from journeys.story import Step, Story, all_stories
from journeys.telegram_driver import TelegramDriver, TelegramWebhookDriver
from journeys.terminal_driver import TerminalDriver
from journeys.web_driver import WebDriver

DRIVERS: dict[str, type[Driver]] = {
    "terminal": TerminalDriver,
    "web": WebDriver,
    "telegram-polling": TelegramDriver,
    "telegram-webhook": TelegramWebhookDriver,
}
STORIES = all_stories()


@pytest.fixture(params=STORIES, ids=[story.name for story in STORIES])
def story(request: pytest.FixtureRequest) -> Story:
    """One of the stories."""
    found: Story = request.param
    return found


@pytest.fixture(params=list(DRIVERS))
def driver(request: pytest.FixtureRequest, story: Story, tmp_path: Path) -> Iterator[Driver]:
    """Somebody on one channel, with the program running."""
    started = DRIVERS[request.param](story, tmp_path)
    try:
        yield started
    finally:
        started.close()


def test_a_story_goes_as_it_is_told(story: Story, driver: Driver) -> None:
    assert any(step.shown for step in story.steps), "truyện này không chờ điều gì"
    for step in story.steps:
        if step.action == "picture" and not driver.takes_pictures:
            continue
        check(story, step, do(driver, step))


def do(driver: Driver, step: Step) -> list[Seen]:
    """Carry out one step; what was shown because of it."""
    match step.action:
        case "say" if step.times > 1 and isinstance(driver, Hurried):
            return driver.say_often(step.text, step.times)
        case "say":
            return [seen for _ in range(step.times) for seen in driver.say(step.text)]
        case "press":
            return driver.press(step.text)
        case "picture":
            return driver.send_picture()
        case "restart":
            return driver.restart()


def check(story: Story, step: Step, seen: list[Seen]) -> None:
    """Compare what was shown with what the story says; small and large letters count as the same."""
    shown = " ".join(" ".join(one.text.split()) for one in seen)
    labels = [label for one in seen for label in one.buttons]
    where = f"{story.name}, dòng {step.line} (“{step.text}”):"
    missing = [fragment for fragment in step.shown if fragment.lower() not in shown.lower()]
    wrong = [fragment for fragment in step.not_shown if fragment.lower() in shown.lower()]
    assert not missing, f"{where} thiếu {missing} trong: {shown}"
    assert not wrong, f"{where} không được có {wrong} trong: {shown}"
    for wanted in step.offered:
        assert any(has_label(label, wanted) for label in labels), f"{where} thiếu nút “{wanted}” trong {labels}"
    if step.silent:
        assert not seen, f"{where} phải im lặng, lại nói: {shown}"

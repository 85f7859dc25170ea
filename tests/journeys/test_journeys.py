"""Every story on every channel, through the real program."""

from __future__ import annotations

import shlex
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from journeys.checking import captured, check
from journeys.driver import Driver, Hurried, Person, Seen
from journeys.story import Step, Story, all_stories
from journeys.telegram_driver import TelegramDriver, TelegramWebhookDriver
from journeys.terminal_driver import TerminalDriver
from journeys.web_driver import WebDriver
from running import hocvuso

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
    """The story's people on one channel, with the program running."""
    started = DRIVERS[request.param](story, tmp_path)
    try:
        yield started
    finally:
        started.close()


@pytest.mark.timeout(300)  # the program starts once for each person, restart and command line
def test_a_story_goes_as_it_is_told(story: Story, driver: Driver, tmp_path: Path) -> None:
    assert any(step.shown for step in story.steps), "truyện này không chờ điều gì"
    values = story.values
    for written in story.steps:
        if written.action == "picture" and not driver.takes_pictures:
            continue
        step = written.filled(values)
        seen = run(driver, step, tmp_path) if step.action == "command" else do(driver, step)
        check(story, step, seen)
        values |= captured(story, step, seen)


def do(driver: Driver, step: Step) -> list[Seen]:
    """Let somebody carry out one step; what was shown to them since their last one."""
    person: Person = driver.person(step.who)
    match step.action:
        case "say" if step.times > 1 and isinstance(person, Hurried):
            return person.say_often(step.text, step.times)
        case "say":
            return [seen for _ in range(step.times) for seen in person.say(step.text)]
        case "press":
            return person.press(step.text)
        case "picture":
            return person.send_picture()
        case "restart":
            driver.restart()
    return person.look()


def run(driver: Driver, step: Step, folder: Path) -> list[Seen]:
    """Run a command line of ours on the story's data; what it printed. The running program has seen the change."""
    done = hocvuso(*shlex.split(step.text), cwd=folder)
    assert done.returncode == 0, f"dòng {step.line}: {done.stderr}"
    time.sleep(driver.sees_changes_after_s)
    return [Seen(done.stdout)]

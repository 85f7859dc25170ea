"""Telling a story on a channel: every step is done by its person, and compared with what the story says."""

from __future__ import annotations

import shlex
import time
from pathlib import Path

from journeys.checking import captured, check
from journeys.driver import Driver, Hurried, Person, Seen
from journeys.story import Step, Story
from running import hocvuso

TELLING_S = 300
"""The program starts once for each person, restart and command line."""


def tell(story: Story, driver: Driver, folder: Path) -> None:
    """Go through a story; ``folder`` is the program's.

    Raises:
        AssertionError: something else was shown than the story says.
    """
    assert any(step.shown for step in story.steps), "truyện này không chờ điều gì"
    values = story.values
    for written in story.steps:
        if written.action == "picture" and not driver.takes_pictures:
            continue
        step = written.filled(values)
        seen = run(driver, step, folder) if step.action == "command" else do(driver, step)
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

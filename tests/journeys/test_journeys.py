"""Every story in the terminal and on the web, through the real program."""

from __future__ import annotations

from pathlib import Path

import pytest
from journeys.driver import Driver
from journeys.story import Story, all_stories
from journeys.telling import TELLING_S, tell
from journeys.terminal_driver import TerminalDriver
from journeys.web_driver import WebDriver

DRIVERS: dict[str, type[Driver]] = {"terminal": TerminalDriver, "web": WebDriver}


@pytest.mark.timeout(TELLING_S)
@pytest.mark.parametrize("start", DRIVERS.values(), ids=DRIVERS)
@pytest.mark.parametrize("story", all_stories(), ids=lambda story: story.name)
def test_a_story_goes_as_it_is_told(story: Story, start: type[Driver], tmp_path: Path) -> None:
    driver = start(story, tmp_path)
    try:
        tell(story, driver, tmp_path)
    finally:
        driver.close()

"""Every story on Telegram, by polling and by webhook, through the real program and the emulator."""

from __future__ import annotations

from pathlib import Path

import pytest
from journeys.driver import Driver
from journeys.story import Story, all_stories
from journeys.telegram_driver import TelegramDriver, TelegramWebhookDriver
from journeys.telling import TELLING_S, tell

DRIVERS: dict[str, type[Driver]] = {"polling": TelegramDriver, "webhook": TelegramWebhookDriver}


@pytest.mark.timeout(TELLING_S)
@pytest.mark.parametrize("start", DRIVERS.values(), ids=DRIVERS)
@pytest.mark.parametrize("story", all_stories(), ids=lambda story: story.name)
def test_a_story_goes_as_it_is_told(story: Story, start: type[Driver], tmp_path: Path) -> None:
    driver = start(story, tmp_path)
    try:
        tell(story, driver, tmp_path)
    finally:
        driver.close()

"""The clock of a run."""

import datetime as dt

from bot.clock import Clock


class Stopwatch:
    """Seconds that go on when told to."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def test_it_starts_at_the_chosen_moment_and_ticks_on():
    stopwatch = Stopwatch()
    clock = Clock(dt.datetime(2025, 10, 9, 6, 30, tzinfo=dt.UTC), stopwatch)
    assert clock() == dt.datetime(2025, 10, 9, 6, 30, tzinfo=dt.UTC)
    stopwatch.seconds += 90
    assert clock() == dt.datetime(2025, 10, 9, 6, 31, 30, tzinfo=dt.UTC)


def test_a_moment_without_a_time_zone_is_vietnams():
    clock = Clock(dt.datetime(2025, 10, 9, 13, 30), Stopwatch())  # noqa: DTZ001 - that is the question
    assert clock() == dt.datetime(2025, 10, 9, 6, 30, tzinfo=dt.UTC)


def test_without_a_start_it_is_the_real_clock_in_utc():
    before = dt.datetime.now(dt.UTC)
    assert before <= Clock()() <= dt.datetime.now(dt.UTC)
    assert Clock()().tzinfo is dt.UTC

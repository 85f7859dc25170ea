"""Counting within a sliding window, in bounded memory."""

from __future__ import annotations

from bot.web.limits import SlidingWindow


def test_a_window_slides_and_forgets() -> None:
    now = 0.0
    window = SlidingWindow(2, 3600, lambda: now)
    assert [window.admit("place", visitor) for visitor in "aba"] == [True, True, True]
    assert not window.admit("place", "c")
    assert window.admit("elsewhere", "c")
    now = 3600.0
    assert window.admit("place", "c")


def test_a_window_remembers_a_bounded_number_of_places() -> None:
    window = SlidingWindow(1, 3600, lambda: 0.0, keys=2)
    for place in ("first", "second", "third"):
        window.admit(place, "a")
    assert window.admit("first", "b"), "the place not used for longest was forgotten"
    assert not window.admit("third", "b")

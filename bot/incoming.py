"""One event of a platform, before anything is looked up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from aiogram import Bot
from aiogram.types import Update

from scheduler.people import Person


@dataclass(frozen=True, slots=True)
class Incoming:
    """One event of a platform, before anything is looked up.

    ``event_id`` is unique per account (a repeated event changes nothing), ``external_id`` is the platform's id of the
    sender, ``text`` what the transcript shall show (a typed text, a pressed button's label), ``build`` makes the
    aiogram Update once the surrogate ids are known; it gets the scrubbed text.
    """

    event_id: str
    external_id: str
    text: str
    build: Callable[[Bot, Person, str], Update]

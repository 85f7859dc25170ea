"""The update loop: one incoming event, one commit, then the replies.

    channel -> Incoming -> UpdateLoop.receive: lock the person, dispatch, commit (event id, effect, conversation, replies)
            -> return (the channel acknowledges the platform) -> replies leave -> "answered" rides on a later commit
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from aiogram import Bot
from aiogram.types import Update

from bot.channels.account import ChannelAccount
from scheduler.people import Person


@dataclass(frozen=True, slots=True)
class Incoming:
    """One event of a platform, before anything is looked up.

    ``event_id`` is unique per account (a repeated event changes nothing), ``external_id`` is the platform's id of the
    sender, ``text`` what the transcript shall show (a typed text, a pressed button's label), ``build`` makes the aiogram
    Update once the surrogate ids are known; it gets the scrubbed text.
    """

    event_id: str
    external_id: str
    text: str
    build: Callable[[Bot, Person, str], Update]


class UpdateLoop:
    """See the module's docstring. ``receive`` returns after the commit; replies leave on their own afterwards."""

    async def receive(self, channel: ChannelAccount, incoming: Incoming) -> None:
        raise NotImplementedError

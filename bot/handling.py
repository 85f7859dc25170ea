"""One event of one person handled: what the handlers made of it, ready to be committed. Nothing is written here."""

from __future__ import annotations

import datetime as dt
import logging
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from aiogram import Dispatcher
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.methods import SendMessage

from bot.channels.account import ChannelAccount
from bot.flood import FLOOD_TEXT, Flood, Verdict
from bot.incoming import Incoming
from bot.outgoing import Method, methods_of, to_reply
from handlers.context import Turn
from handlers.conversation import Conversation
from knowledge.answering.answerer import Answerer
from scheduler.people import Person
from scheduler.scrubbing import scrub
from storage.conversations import Conversations
from storage.updates import UpdateRecord

log = logging.getLogger(__name__)

APOLOGY_TEXT = "Dạ, em gặp trục trặc nên chưa trả lời được câu này. Bác vui lòng hỏi lại bằng cách khác giúp em ạ."


@dataclass(slots=True)
class _Work:
    """What handlers leave to be committed with their replies (`handlers.context.Work`)."""

    facts: list[str] = field(default_factory=list)

    def tell(self, facts: tuple[str, ...]) -> None:
        self.facts.extend(fact for fact in facts if fact not in self.facts)


@dataclass(frozen=True, slots=True)
class Handled:
    """A record to commit, and its replies as methods, one for one; ``outcome`` is a word for the log."""

    record: UpdateRecord
    methods: tuple[Method, ...]
    outcome: str


class Handling:
    """Turns events into records by way of the Dispatcher. Call it for one event of a person at a time."""

    def __init__(self, dispatcher: Dispatcher, answerers: Mapping[str, Answerer], conversations: Conversations) -> None:
        self._dispatcher = dispatcher
        self._answerers = answerers
        self._conversations = conversations
        self._flood = Flood()

    async def handle(
        self, channel: ChannelAccount, incoming: Incoming, person: Person, now: dt.datetime, new: bool
    ) -> Handled:
        """Handle an event; ``new``: it is the person's first. A fault in a handler becomes an apology.

        Raises:
            StorageUnavailable: the conversation cannot be read.
        """
        empty = UpdateRecord(channel.account.id, incoming.event_id, person.address_id, now)
        verdict = self._flood.judge(person.address_id, now)
        if verdict is Verdict.DROP:
            return Handled(empty, (), "dropped")
        scrubbed = scrub(storable(incoming.text))
        record = replace(empty, text=scrubbed.text)
        if verdict is Verdict.WARN:
            return _with_words(record, FLOOD_TEXT, "flood")
        before = Conversation.from_json(await self._conversations.state(person.address_id, new))
        work = _Work()
        answerer = self._answerers[channel.account.locality]
        turn = Turn(person, before, answerer, work, now, text=scrubbed.text, scrubbed=scrubbed)
        try:
            update = incoming.build(channel.bot, person, scrubbed.text)
            returned = await self._dispatcher.feed_update(channel.bot, update, turn=turn)
            methods = methods_of(None if returned is UNHANDLED else returned, person.address_id)
            replies = tuple(to_reply(method) for method in methods)
        except Exception as error:  # a fault of ours: the person gets an apology, and the event is not repeated
            log.error("update.failed error=%s at=%s", type(error).__name__, where(error))
            return _with_words(record, APOLOGY_TEXT, "failed")
        whole = replace(
            record,
            replies=replies,
            conversation=None if turn.conversation == before else turn.conversation.to_json(),
            told=tuple(work.facts),
            pack_version=answerer.pack.pack.version,
        )
        return Handled(whole, methods, "unhandled" if returned is UNHANDLED else "answered")


def _with_words(record: UpdateRecord, words: str, outcome: str) -> Handled:
    """The record with these words as its only reply."""
    method = SendMessage(chat_id=record.address_id, text=words)
    return Handled(replace(record, replies=(to_reply(method),)), (method,), outcome)


def storable(text: str) -> str:
    """The text without what no database takes: NUL and halves of surrogate pairs become U+FFFD."""
    return text.replace("\0", "\ufffd").encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def where(error: BaseException) -> str:
    """Where an error was raised, innermost last, without its message: that could quote a person."""
    frames = traceback.extract_tb(error.__traceback__)[-4:]
    return " > ".join(f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in frames)

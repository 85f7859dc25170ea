"""Who is there and who may write to whom."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from emulators.telegram.accounts import BotAccount, new_token
from emulators.telegram.chats import Chat, Message
from emulators.telegram.errors import ApiError, Json, bad_request, forbidden
from emulators.telegram.faults import Faults
from emulators.telegram.inbox import Inbox
from emulators.telegram.limits import Limits, Pace


@dataclass(eq=False)
class PersonRecord:
    """A person's account; ``known_to`` are bots that saw them in a group, ``blocking`` those they blocked."""

    id: int
    name: str
    username: str
    language_code: str
    is_deactivated: bool
    known_to: set[int]
    blocking: set[int]

    def as_user(self) -> Json:
        user: Json = {"id": self.id, "is_bot": False, "first_name": self.name, "language_code": self.language_code}
        return user | ({"username": self.username} if self.username else {})


@dataclass(eq=False)
class Press:
    """A pressed button. ``answer`` is what answerCallbackQuery said, None while it is open; ``at`` is monotonic."""

    id: str
    bot: BotAccount
    message: Message
    data: str
    at: float
    answer: Json | None = None


@dataclass(frozen=True)
class StoredFile:
    """A file a bot sent; ``content`` is empty when it was named by its address."""

    id: str
    name: str
    content: bytes
    url: str = ""


class Changes:
    """Wakes those who wait for something to happen."""

    def __init__(self) -> None:
        self.version = 0
        self._event = asyncio.Event()

    def tell(self) -> None:
        self.version += 1
        self._event.set()
        self._event = asyncio.Event()

    async def until(self, condition: Callable[[], bool], timeout_s: float, look_every_s: float = 60.0) -> bool:
        """Whether the condition came true in time; looked at after every change, every so often, and at the end."""
        loop = asyncio.get_running_loop()
        end = loop.time() + timeout_s
        while not condition():
            left_s = end - loop.time()
            if left_s <= 0:
                return False
            waiting = asyncio.create_task(self._event.wait())
            await asyncio.wait({waiting}, timeout=min(left_s, look_every_s))
            waiting.cancel()
        return True


class World:
    """Everything the server remembers. ``clock``: seconds since 1970 for dates; pacing uses the loop's own clock."""

    def __init__(
        self, limits: Limits, clock: Callable[[], float], conflict_pause_s: float, callback_life_s: float
    ) -> None:
        self.limits, self.clock = limits, clock
        self.conflict_pause_s, self.callback_life_s = conflict_pause_s, callback_life_s
        self.bots: dict[str, BotAccount] = {}
        self.people: dict[int, PersonRecord] = {}
        self.private: dict[tuple[int, int], Chat] = {}
        self.groups: dict[int, Chat] = {}
        self.presses: dict[str, Press] = {}
        self.files: dict[str, StoredFile] = {}
        self.faults = Faults()
        self.changes = Changes()

    # --- who is there -------------------------------------------------------------------------------------------------

    def add_bot(self, name: str, username: str, token: str, *, reads_all_groups: bool) -> BotAccount:
        number = 7_100_000_000 + len(self.bots) + 1
        token = token or new_token(number)
        bot_id = int(token.partition(":")[0])
        username = username or f"thu_{len(self.bots) + 1}_bot"
        bot = BotAccount(
            bot_id, token, name, username, reads_all_groups, Inbox(self.conflict_pause_s), Pace(self.limits)
        )
        self.bots[token] = bot
        self.changes.tell()
        return bot

    def add_person(self, name: str, username: str, language_code: str) -> PersonRecord:
        number = 5_200_000_000 + len(self.people) + 1  # beyond 32 bits, as new accounts are
        person = PersonRecord(number, name, username, language_code, False, set(), set())
        self.people[number] = person
        self.changes.tell()
        return person

    def add_group(self, title: str, *, is_supergroup: bool) -> Chat:
        number = len(self.groups) + 1
        chat_id = -1_002_300_000_000 - number if is_supergroup else -4_300_000_000 - number
        chat = Chat(chat_id, "supergroup" if is_supergroup else "group", {"title": title})
        self.groups[chat_id] = chat
        self.changes.tell()
        return chat

    def open_private(self, bot: BotAccount, person: PersonRecord) -> Chat:
        """Their chat, made when there was none: only a person can begin it."""
        key = (bot.id, person.id)
        if key not in self.private:
            card = {"first_name": person.name} | ({"username": person.username} if person.username else {})
            self.private[key] = Chat(person.id, "private", card, bots={bot.id: "member"})
        return self.private[key]

    def chats_of(self, bot: BotAccount) -> Iterable[Chat]:
        yield from (chat for (bot_id, _), chat in self.private.items() if bot_id == bot.id)
        yield from (chat for chat in self.groups.values() if bot.id in chat.bots)

    def store_file(self, name: str, content: bytes, url: str = "") -> StoredFile:
        stored = StoredFile(f"AgACAgUAAxkB{secrets.token_hex(20)}", name, content, url)
        self.files[stored.id] = stored
        return stored

    # --- who may write where ------------------------------------------------------------------------------------------

    def writable(self, bot: BotAccount, raw_chat_id: str) -> Chat:
        """The chat this bot may write to, or the error it gets."""
        if not raw_chat_id:
            raise bad_request("chat_id is empty")
        try:
            chat_id = int(raw_chat_id)
        except ValueError:
            raise bad_request("chat not found") from None
        return self._with_person(bot, chat_id) if chat_id > 0 else self._group(bot, chat_id)

    def _with_person(self, bot: BotAccount, person_id: int) -> Chat:
        person = self.people.get(person_id)
        chat = self.private.get((bot.id, person_id))
        if person is None or (chat is None and bot.id not in person.known_to):
            raise bad_request("chat not found")
        if person.is_deactivated:
            raise forbidden("user is deactivated")
        if chat is None:
            raise forbidden("bot can't initiate conversation with a user")
        if bot.id in person.blocking:
            raise forbidden("bot was blocked by the user")
        return chat

    def _group(self, bot: BotAccount, chat_id: int) -> Chat:
        chat = self.groups.get(chat_id)
        if chat is None or bot.id not in chat.bots:
            raise bad_request("chat not found")
        if chat.migrated_to:
            raise ApiError(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                migrate_to_chat_id=chat.migrated_to,
            )
        if chat.is_disbanded:
            raise forbidden("the group chat was deleted")
        if chat.bots[bot.id] == "kicked":
            raise forbidden(f"bot was kicked from the {chat.kind_in_words}")
        if chat.bots[bot.id] == "left":
            raise forbidden(f"bot is not a member of the {chat.kind_in_words}")
        return chat

    # --- what bots hear -----------------------------------------------------------------------------------------------

    def bot_by_id(self, bot_id: int) -> BotAccount:
        return next(bot for bot in self.bots.values() if bot.id == bot_id)

    def tell_message(self, kind: str, message: Message) -> None:
        """Give a person's message to the bots of the chat that may hear it."""
        chat = message.chat
        for bot_id, state in chat.bots.items():
            bot = self.bot_by_id(bot_id)
            if state == "member" and (not chat.is_group or self._hears(bot, message)):
                bot.inbox.put(kind, message.content, f"chat {chat.id}")
        self.changes.tell()

    def _hears(self, bot: BotAccount, message: Message) -> bool:
        """Privacy mode: commands, mentions, replies to the bot, and service messages."""
        content = message.content
        if bot.reads_all_groups or not (content.keys() & {"text", "caption", "photo", "sticker", "voice", "document"}):
            return True
        replied = content.get("reply_to_message", {}).get("from", {}).get("id")
        if replied == bot.id or f"@{bot.username}".lower() in message.text.lower():
            return True
        if not message.text.startswith("/"):
            return False
        return "@" not in message.text.split()[0] and message.chat.last_bot in (0, bot.id)

    def tell_membership(self, bot: BotAccount, chat: Chat, by: Json, old: str, new: str) -> None:
        """my_chat_member: what became of the bot in a chat."""
        payload = {
            "chat": chat.as_json(),
            "from": by,
            "date": int(self.clock()),
            "old_chat_member": _membership(bot, old),
            "new_chat_member": _membership(bot, new),
        }
        bot.inbox.put("my_chat_member", payload, f"member {chat.id}")
        self.changes.tell()


def _membership(bot: BotAccount, status: str) -> Json:
    return {"user": bot.as_user(), "status": status} | ({"until_date": 0} if status == "kicked" else {})

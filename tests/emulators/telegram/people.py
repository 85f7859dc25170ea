"""What people do: the Python side of the control interface."""

from __future__ import annotations

import asyncio
import secrets
from typing import Any

from emulators.telegram.accounts import BotAccount
from emulators.telegram.chats import Chat, Message
from emulators.telegram.errors import Json
from emulators.telegram.texts import detect
from emulators.telegram.world import PersonRecord, Press, World


def _file(prefix: str) -> Json:
    return {"file_id": prefix + secrets.token_hex(16), "file_unique_id": secrets.token_hex(8), "file_size": 12_345}


class Group:
    """A group or supergroup. ``id`` changes when it migrates."""

    def __init__(self, world: World, chat: Chat) -> None:
        self._world, self._chat = world, chat

    @property
    def chat(self) -> Chat:
        return self._chat

    @property
    def id(self) -> int:
        return self._chat.id

    @property
    def messages(self) -> list[Message]:
        return self._chat.shown()

    def add(self, *newcomers: Person | BotAccount) -> None:
        """People join silently; a bot hears of it by my_chat_member and knows the members from then on."""
        for newcomer in newcomers:
            if isinstance(newcomer, Person):
                self._chat.members.add(newcomer.id)
            else:
                old = self._chat.bots.get(newcomer.id, "left")
                self._chat.bots[newcomer.id] = "member"
                self._world.tell_membership(newcomer, self._chat, self._somebody(), old, "member")
        for bot_id in self._chat.bots:
            for person_id in self._chat.members:
                self._world.people[person_id].known_to.add(bot_id)
        self._world.changes.tell()

    def kick(self, bot: BotAccount) -> None:
        self._becomes(bot, "kicked")

    def lose(self, bot: BotAccount) -> None:
        """The bot has left, or was removed without a ban."""
        self._becomes(bot, "left")

    def disband(self) -> None:
        self._chat.is_disbanded = True
        self._world.changes.tell()

    def migrates(self) -> int:
        """Become a supergroup; returns the new id. Both chats get their service message."""
        old = self._chat
        new = self._world.add_group(str(old.card["title"]), is_supergroup=True)
        new.members, new.bots = set(old.members), dict(old.bots)
        date = int(self._world.clock())
        sender = self._somebody()
        self._world.tell_message("message", old.add(sender, date, migrate_to_chat_id=new.id))
        old.migrated_to = new.id
        self._chat = new
        self._world.tell_message("message", new.add(sender, date, migrate_from_chat_id=old.id))
        return new.id

    def _becomes(self, bot: BotAccount, state: str) -> None:
        old, self._chat.bots[bot.id] = self._chat.bots[bot.id], state
        self._world.tell_membership(bot, self._chat, self._somebody(), old, state)

    def _somebody(self) -> Json:
        person_id = min(self._chat.members, default=0)
        if person_id:
            return self._world.people[person_id].as_user()
        return {"id": 1_087_968_824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}


class Person:
    """A test person. ``to`` names the bot when there are several, ``in_group`` the group to speak in."""

    def __init__(self, world: World, record: PersonRecord) -> None:
        self._world, self._record = world, record

    @property
    def id(self) -> int:
        return self._record.id

    @property
    def name(self) -> str:
        return self._record.name

    def starts(self, payload: str = "", *, to: BotAccount | None = None) -> Message:
        """Open the bot by its link; a bot that was blocked is unblocked, as in the app."""
        return self.writes(f"/start {payload}".strip(), to=to)

    def writes(
        self,
        text: str,
        *,
        to: BotAccount | None = None,
        in_group: Group | None = None,
        reply_to: Message | None = None,
    ) -> Message:
        entities = detect(text)
        return self._says(to, in_group, reply_to, text=text, **({"entities": entities} if entities else {}))

    def sends_photo(self, caption: str = "", *, to: BotAccount | None = None, in_group: Group | None = None) -> Message:
        sizes = [_file("AgACAgUAAxkB") | {"width": width, "height": width * 3 // 4} for width in (90, 320, 800)]
        return self._says(to, in_group, None, photo=sizes, caption=caption or None)

    def sends_sticker(self, *, to: BotAccount | None = None, in_group: Group | None = None) -> Message:
        kind = {"type": "regular", "is_animated": False, "is_video": False}
        sticker = _file("CAACAgUAAxkB") | {"width": 512, "height": 512, "emoji": "👍", **kind}
        return self._says(to, in_group, None, sticker=sticker)

    def sends_voice(self, *, to: BotAccount | None = None, in_group: Group | None = None) -> Message:
        return self._says(to, in_group, None, voice=_file("AwACAgUAAxkB") | {"duration": 3, "mime_type": "audio/ogg"})

    def sends_document(self, file_name: str, *, to: BotAccount | None = None, in_group: Group | None = None) -> Message:
        return self._says(to, in_group, None, document=_file("BQACAgUAAxkB") | {"file_name": file_name})

    def edits(self, message: Message, text: str) -> None:
        """Change an own message; the bot gets edited_message."""
        if message.content.get("from", {}).get("id") != self.id:
            raise ValueError(f"{self.name} did not write message {message.id}")
        message.content |= {"text": text, "entities": detect(text), "edit_date": int(self._world.clock())}
        self._world.tell_message("edited_message", message)

    def presses(
        self,
        button: str | int,
        message: Message | None = None,
        *,
        to: BotAccount | None = None,
        in_group: Group | None = None,
    ) -> Press:
        """Press a button by label or number from 0; without ``message``, on the newest message that has it."""
        if message is None:
            message = self._newest_with(button, in_group.chat if in_group else self._chat(to))
        found = message.button(button)
        if found is None or message.is_deleted:
            raise LookupError(f"no button {button!r} on message {message.id}: {message.buttons}")
        if not found.get("callback_data"):
            raise LookupError(f"button {button!r} opens something, it calls nobody: {found}")
        bot = self._world.bot_by_id(int(message.content["from"]["id"]))
        press = Press(str(secrets.randbits(62)), bot, message, str(found["callback_data"]), _monotonic())
        self._world.presses[press.id] = press
        payload = {
            "id": press.id,
            "from": self._record.as_user(),
            "message": message.content,
            "chat_instance": str(-(abs(message.chat.id) * 7919)),
            "data": press.data,
        }
        bot.inbox.put("callback_query", payload, f"callback {self.id}")
        self._world.changes.tell()
        return press

    def blocks(self, bot: BotAccount | None = None) -> None:
        bot = bot or self._only_bot()
        chat = self._world.open_private(bot, self._record)
        if bot.id not in self._record.blocking:
            self._record.blocking.add(bot.id)
            self._world.tell_membership(bot, chat, self._record.as_user(), "member", "kicked")

    def unblocks(self, bot: BotAccount | None = None) -> None:
        bot = bot or self._only_bot()
        if bot.id in self._record.blocking:
            self._record.blocking.discard(bot.id)
            chat = self._world.open_private(bot, self._record)
            self._world.tell_membership(bot, chat, self._record.as_user(), "kicked", "member")

    def deactivates(self) -> None:
        """Delete the account: bots are not told."""
        self._record.is_deactivated = True
        self._world.changes.tell()

    def messages(self, bot: BotAccount | None = None) -> list[Message]:
        """The private chat with the bot, oldest first; empty before the first message."""
        chat = self._world.private.get(((bot or self._only_bot()).id, self.id))
        return chat.shown() if chat else []

    def received(self, bot: BotAccount | None = None) -> list[Message]:
        """What the bot wrote in the private chat, oldest first."""
        return [message for message in self.messages(bot) if message.is_from_bot]

    def _says(self, to: BotAccount | None, in_group: Group | None, reply_to: Message | None, **content: Any) -> Message:
        if self._record.is_deactivated:
            raise ValueError(f"{self.name} has no account any more")
        if in_group is None:
            bot = to or self._only_bot()
            self.unblocks(bot)
            chat = self._world.open_private(bot, self._record)
        else:
            chat = in_group.chat
            chat.members.add(self.id)
            self._record.known_to |= chat.bots.keys()
        if reply_to is not None:
            content["reply_to_message"] = {
                key: value for key, value in reply_to.content.items() if key != "reply_to_message"
            }
        message = chat.add(self._record.as_user(), int(self._world.clock()), **content)
        self._world.tell_message("message", message)
        return message

    def _chat(self, to: BotAccount | None) -> Chat:
        return self._world.open_private(to or self._only_bot(), self._record)

    def _newest_with(self, button: str | int, chat: Chat) -> Message:
        for message in reversed(chat.shown()):
            if message.button(button) is not None:
                return message
        labels = [label for message in chat.shown() for label in message.buttons]
        raise LookupError(f"no message with a button {button!r}; there are {labels}")

    def _only_bot(self) -> BotAccount:
        bots = list(self._world.bots.values())
        if len(bots) != 1:
            raise ValueError(f"there are {len(bots)} bots: name one")
        return bots[0]


def _monotonic() -> float:
    return asyncio.get_running_loop().time()

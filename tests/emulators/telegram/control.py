"""The control interface over HTTP, for the page and for tests in another process. Bodies and answers are JSON."""

from __future__ import annotations

import mimetypes
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from pathlib import Path

from aiohttp import web
from emulators.telegram.accounts import BotAccount
from emulators.telegram.chats import Chat, Message
from emulators.telegram.errors import Json
from emulators.telegram.faults import ALWAYS
from emulators.telegram.people import Group, Person
from emulators.telegram.world import World

_PAGE = Path(__file__).with_name("page.html")
_LONGEST_WAIT_S = 25.0

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Control:
    """What can be done from outside; docs in the table of ``routes``. A wrong request gets 400 and says why."""

    def __init__(self, world: World, people: dict[int, Person], groups: list[Group]) -> None:
        self.world, self.people, self.groups = world, people, groups

    def routes(self) -> list[web.RouteDef]:
        table: dict[tuple[str, str], Handler] = {
            ("GET", "/"): self.page,
            ("GET", "/control/state"): self.state,  # everything; ?after=VERSION waits for news
            ("GET", "/control/messages"): self.messages,  # ?bot=TOKEN&chat=ID, the Message objects of one chat
            ("GET", "/control/figures"): self.figures,  # 429 handed out, times of accepted sends, deliveries
            ("GET", "/control/files/{file_id}"): self.file,
            ("POST", "/control/bots"): self.add_bot,  # {name?, username?, token?, reads_all_groups?}
            ("POST", "/control/people"): self.add_person,  # {name, username?}
            ("POST", "/control/groups"): self.add_group,  # {title, people: [id], bots: [token], is_supergroup?}
            ("POST", "/control/act"): self.act,  # {person, do, bot?, group?, …}: see _act
            ("POST", "/control/groups/act"): self.act_group,  # {group, do: add|kick|lose|disband|migrate, bot?}
            ("POST", "/control/faults"): self.faults,  # {do: answer|answer_html|refuse|lose_answer|…, …}
        }
        return [web.route(method, path, _explaining(handler)) for (method, path), handler in table.items()]

    async def page(self, _request: web.Request) -> web.StreamResponse:
        return web.FileResponse(_PAGE, headers={"Cache-Control": "no-store"})

    async def state(self, request: web.Request) -> web.StreamResponse:
        after = int(request.query.get("after", "-1"))
        await self.world.changes.until(lambda: self.world.changes.version != after, _LONGEST_WAIT_S)
        return web.json_response(
            {
                "version": self.world.changes.version,
                "bots": [self._bot_json(bot) for bot in self.world.bots.values()],
                "people": [self._person_json(person) for person in self.people.values()],
                "chats": [
                    _chat_json(bot, chat) for bot in self.world.bots.values() for chat in self.world.chats_of(bot)
                ],
                "presses": [
                    {"id": press.id, "chat": press.message.chat.id, "message": press.message.id, "answer": press.answer}
                    for press in self.world.presses.values()
                ],
            }
        )

    async def messages(self, request: web.Request) -> web.StreamResponse:
        bot, chat_id = self.world.bots[request.query["bot"]], int(request.query["chat"])
        chat = self.world.groups.get(chat_id) or self.world.private.get((bot.id, chat_id))
        return web.json_response({"messages": [message.content for message in chat.shown()] if chat else []})

    async def figures(self, _request: web.Request) -> web.StreamResponse:
        return web.json_response(
            {
                bot.token: {
                    "refused": bot.refused,
                    "calls": bot.calls,
                    "accepted": [asdict(accepted) for accepted in bot.accepted],
                    "deliveries": [asdict(delivery) for delivery in bot.deliveries],
                    "pending": len(bot.inbox.pending),
                }
                for bot in self.world.bots.values()
            }
        )

    async def file(self, request: web.Request) -> web.StreamResponse:
        stored = self.world.files.get(request.match_info["file_id"])
        if stored is None or not stored.content:
            raise web.HTTPNotFound
        kind = mimetypes.guess_type(stored.name)[0] or "application/octet-stream"
        return web.Response(body=stored.content, content_type=kind)

    async def add_bot(self, request: web.Request) -> web.StreamResponse:
        body = await _body(request)
        bot = self.world.add_bot(
            str(body.get("name", "Bot thử")),
            str(body.get("username", "")),
            str(body.get("token", "")),
            reads_all_groups=bool(body.get("reads_all_groups")),
        )
        return web.json_response(self._bot_json(bot))

    async def add_person(self, request: web.Request) -> web.StreamResponse:
        body = await _body(request)
        record = self.world.add_person(str(body["name"]), str(body.get("username", "")), "vi")
        self.people[record.id] = Person(self.world, record)
        return web.json_response(self._person_json(self.people[record.id]))

    async def add_group(self, request: web.Request) -> web.StreamResponse:
        body = await _body(request)
        chat = self.world.add_group(str(body["title"]), is_supergroup=bool(body.get("is_supergroup")))
        group = Group(self.world, chat)
        self.groups.append(group)
        group.add(*(self.people[int(person)] for person in body.get("people", [])))
        group.add(*(self.world.bots[token] for token in body.get("bots", [])))
        return web.json_response({"id": group.id})

    async def act(self, request: web.Request) -> web.StreamResponse:
        body = await _body(request)
        return web.json_response(self._act(self.people[int(body["person"])], body))

    def _act(self, person: Person, body: Json) -> Json:
        bot = self.world.bots[body["bot"]] if body.get("bot") else None
        group = self._group(body["group"]) if body.get("group") else None
        chat = group.chat if group else None
        match body["do"]:
            case "write":
                replied = chat.find(int(body["reply_to"])) if chat and body.get("reply_to") else None
                sent = person.writes(str(body["text"]), to=bot, in_group=group, reply_to=replied)
            case "start":
                sent = person.starts(str(body.get("payload", "")), to=bot)
            case "photo":
                sent = person.sends_photo(str(body.get("caption", "")), to=bot, in_group=group)
            case "sticker":
                sent = person.sends_sticker(to=bot, in_group=group)
            case "voice":
                sent = person.sends_voice(to=bot, in_group=group)
            case "document":
                sent = person.sends_document(str(body.get("file_name", "don.pdf")), to=bot, in_group=group)
            case "press":
                message = self._message(person, bot, chat, body) if body.get("message_id") else None
                return {"press": person.presses(body["button"], message, to=bot, in_group=group).id}
            case "edit":
                person.edits(self._message(person, bot, chat, body), str(body["text"]))
                return {}
            case "block":
                person.blocks(bot)
                return {}
            case "unblock":
                person.unblocks(bot)
                return {}
            case "deactivate":
                person.deactivates()
                return {}
            case other:
                raise ValueError(f"a person cannot {other!r}")
        return {"message_id": sent.id, "chat_id": sent.chat.id}

    async def act_group(self, request: web.Request) -> web.StreamResponse:
        body = await _body(request)
        group = self._group(body["group"])
        deeds: dict[str, Callable[[], object]] = {
            "add": lambda: group.add(self.world.bots[body["bot"]]),
            "kick": lambda: group.kick(self.world.bots[body["bot"]]),
            "lose": lambda: group.lose(self.world.bots[body["bot"]]),
            "disband": group.disband,
            "migrate": group.migrates,
        }
        deeds[body["do"]]()
        return web.json_response({"id": group.id})

    async def faults(self, request: web.Request) -> web.StreamResponse:
        body = await _body(request)
        faults, deed = self.world.faults, body.pop("do")
        if body.get("times") == "always":
            body["times"] = ALWAYS
        match deed:
            case "answer":
                faults.answer(**body)
            case "answer_html":
                faults.answer_html(**body)
            case "refuse":
                faults.refuse(**body)
            case "lose_answer":
                faults.lose_answer(**body)
            case "drop_connection":
                faults.drop_connection(**body)
            case "latency":
                faults.latency_s = float(body["seconds"])
            case "clear":
                faults.clear()
            case other:
                raise ValueError(f"there is no fault {other!r}")
        return web.json_response({})

    def _group(self, group_id: int | str) -> Group:
        return next(group for group in self.groups if group.id == int(group_id))

    def _message(self, person: Person, bot: BotAccount | None, chat: Chat | None, body: Json) -> Message:
        messages = chat.shown() if chat else person.messages(bot)
        return next(message for message in messages if message.id == int(body["message_id"]))

    def _bot_json(self, bot: BotAccount) -> Json:
        hook = bot.webhook.url if bot.webhook else ""
        menu = next(iter(bot.commands.values()), [])
        return {**bot.as_user(), "token": bot.token, "refused": bot.refused, "webhook": hook, "commands": menu}

    def _person_json(self, person: Person) -> Json:
        record = self.world.people[person.id]
        blocking = [bot.token for bot in self.world.bots.values() if bot.id in record.blocking]
        return {**record.as_user(), "is_deactivated": record.is_deactivated, "blocking": blocking}


def _chat_json(bot: BotAccount, chat: Chat) -> Json:
    return {
        **chat.as_json(),
        "bot": bot.token,
        "members": sorted(chat.members),
        "migrated_to": chat.migrated_to,
        "actions": len(chat.actions),
        "messages": [message.content for message in chat.shown()],
    }


async def _body(request: web.Request) -> Json:
    body = await request.json()
    if not isinstance(body, dict):
        raise ValueError("the body must be a JSON object")
    return body


def _explaining(handler: Handler) -> Handler:
    async def explain(request: web.Request) -> web.StreamResponse:
        try:
            return await handler(request)
        except (ValueError, LookupError, TypeError, StopIteration) as error:
            return web.json_response({"error": f"{type(error).__name__}: {error}"}, status=400)

    return explain

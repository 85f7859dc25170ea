"""getMe, the command menu, getChat."""

from __future__ import annotations

import json
import re

from emulators.telegram.calls import Call
from emulators.telegram.errors import Json, bad_request
from emulators.telegram.world import World

_GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")


def get_me(world: World, call: Call) -> Json:
    return call.bot.as_me()


def set_my_commands(world: World, call: Call) -> bool:
    commands = _commands(call.text("commands"))
    if len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    call.bot.commands[_place(call)] = commands
    world.changes.tell()
    return True


def get_my_commands(world: World, call: Call) -> list[Json]:
    return call.bot.commands.get(_place(call), [])


def delete_my_commands(world: World, call: Call) -> bool:
    call.bot.commands.pop(_place(call), None)
    return True


def get_chat(world: World, call: Call) -> Json:
    chat = world.writable(call.bot, call.text("chat_id"))
    full = {
        **chat.as_json(),
        "accent_color_id": 1,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(_GIFTS, False),
    }
    return full | ({"permissions": {"can_send_messages": True}} if chat.is_group else {})


def _commands(raw: str) -> list[Json]:
    if not raw:
        return []
    try:
        given = json.loads(raw)
    except ValueError:
        raise bad_request("Can't parse commands JSON object") from None
    if not isinstance(given, list):
        raise bad_request("Expected an Array of BotCommand")
    for command in given:
        if not isinstance(command, dict):
            raise bad_request("Can't parse BotCommand: expected an Object")
        for name in ("command", "description"):
            if name not in command:
                raise bad_request(f"Can't parse BotCommand: Can't find field \"{name}\"")
    return [
        {"command": str(command["command"]).lstrip("/"), "description": str(command["description"])}
        for command in given
    ]


def _place(call: Call) -> tuple[str, str]:
    """Scope and language, under which a menu is kept."""
    try:
        scope = json.loads(call.text("scope") or '{"type": "default"}')
    except ValueError:
        raise bad_request("Can't parse BotCommandScope JSON object") from None
    return json.dumps(scope, sort_keys=True), call.text("language_code")

"""/trogiup (/help), /menu, and commands we do not have."""

from __future__ import annotations

from aiogram import Router
from aiogram.methods import SendMessage
from aiogram.types import Message

from handlers import dialogue
from handlers.context import Turn
from handlers.filters import Commands
from handlers.menus import main_choices
from handlers.replies import say


async def help_out(message: Message, turn: Turn) -> SendMessage:
    """What one can ask, and how."""
    return say(message, turn, dialogue.help_text(turn.answerer.pack), main_choices(turn))


async def show_menu(message: Message, turn: Turn) -> SendMessage:
    """The main menu."""
    return say(message, turn, dialogue.MENU_INTROS["main"], main_choices(turn))


async def go_on(message: Message, turn: Turn) -> SendMessage:
    """ "xong" or /bot while nobody but the machine is here."""
    return say(message, turn, dialogue.GO_ON, main_choices(turn))


async def refuse_unknown(message: Message, turn: Turn) -> SendMessage:
    """A command we do not have."""
    return say(message, turn, dialogue.UNKNOWN_COMMAND, main_choices(turn))


def commands_router() -> Router:
    """The last one takes every command that is left."""
    router = Router(name="commands")
    router.message.register(help_out, Commands("help"))
    router.message.register(show_menu, Commands("menu"))
    router.message.register(go_on, Commands("done"))
    router.message.register(go_on, Commands("machine"))
    router.message.register(refuse_unknown, Commands())
    return router

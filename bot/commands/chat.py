"""`hocvuso chat`: the whole assistant (the real handlers and database) in a terminal, for one person."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from bot.commands.now import add_now_argument

if TYPE_CHECKING:
    from bot.app import Assistant
    from bot.channels.terminal.chat import TerminalChat


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    parser = subparsers.add_parser(
        "chat",
        help="trò chuyện với trợ lý ngay trong cửa sổ lệnh",
        description=(
            "Trò chuyện với trợ lý ngay trong cửa sổ lệnh. Mỗi dòng là một tin; #2 là bấm nút 2 của tin mới nhất; "
            "/photo TỆP là gửi một hình; dòng trống là xem tin mới."
        ),
    )
    parser.add_argument("--locality", required=True, metavar="SLUG", help="địa phương, ví dụ binh-long")
    parser.add_argument("--as", dest="name", default="toi", metavar="TÊN", help="tên người nhắn (mặc định: toi)")
    add_now_argument(parser)
    parser.add_argument("--json", action="store_true", help="mỗi dòng nhập vào, in ra một dòng JSON")
    parser.set_defaults(run=run_chat)


def run_chat(args: argparse.Namespace) -> int:
    """Talk until the input ends; 1 when the assistant cannot be put together."""
    import asyncio
    import logging

    from bot.logs import start_logging
    from bot.settings import SettingsError
    from knowledge.pack.loading import PackError
    from storage.errors import BadDatabaseUrl, StorageUnavailable

    start_logging(level=logging.ERROR)
    try:
        return asyncio.run(_talk(args))
    except (SettingsError, PackError, BadDatabaseUrl, StorageUnavailable) as error:
        print(f"LỖI: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0


async def _talk(args: argparse.Namespace) -> int:
    from bot.app import open_assistant
    from bot.channels.terminal.reading import lines_of
    from bot.channels.terminal.screen import PROMPT, as_json, as_page, greeting
    from bot.clock import Clock
    from bot.data_folder import make_ready
    from bot.localities import refuse_unknown
    from bot.settings import read_settings

    is_interactive = sys.stdin.isatty() and not args.json
    prompt = PROMPT if is_interactive else ""
    settings = read_settings(localities=(args.locality,))
    refuse_unknown(args.locality, settings.data_dir)
    make_ready(settings.data_dir)
    async with open_assistant(settings, Clock(args.now)) as assistant:
        chat = await _open_chat(assistant, args.locality, args.name)
        if is_interactive:
            print(greeting(assistant.answerers[args.locality].pack.pack.locality.name))
        print(end=prompt, flush=True)
        async for line in lines_of(sys.stdin):
            await assistant.do_due()
            heard = await chat.hear(line)
            if heard.note:
                print(heard.note, file=sys.stderr)
            print(as_json(heard.messages) if args.json else as_page(heard.messages))
            print(end=prompt, flush=True)
    print(end="\n" if is_interactive else "")
    return 0


async def _open_chat(assistant: Assistant, slug: str, name: str) -> TerminalChat:
    from bot.channels.terminal.chat import TerminalChat
    from bot.channels.terminal.opening import open_terminal
    from handlers.conversation import Conversation
    from scheduler.people import Channel

    database, clock = assistant.database, assistant.clock
    account = await database.accounts.find_or_create(Channel.TERMINAL, slug, slug)
    channel, session = open_terminal(account, clock)
    address_id = (await database.addresses.find_or_create(account, name, clock())).person.address_id
    menu = Conversation.from_json(await database.conversations.state(address_id)).menu

    async def address_of() -> int:
        return (await database.addresses.find_or_create(account, name, clock())).person.address_id

    chat = TerminalChat(assistant.loop, channel, session, name, address_id, address_of, clock, menu)
    assistant.loop.serve([channel])
    return chat

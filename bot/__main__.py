"""`hocvuso`, the program: one command line, each command in a module of `bot/commands/`.

Command modules import only what is light at their top, so that `hocvuso ask` never waits for aiogram or SQLAlchemy.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence

from bot.command_line import CommandLine
from bot.commands import ask, backup, chat, doctor, guide, organisers, pack, restore, run
from bot.commands import eval as eval_command

COMMANDS = (run, chat, ask, eval_command, pack, guide, organisers, doctor, backup, restore)
"""The commands in the order in which the help lists them."""


def build_parser() -> CommandLine:
    """The whole command line; ``run`` of the parsed arguments is the function to call."""
    parser = CommandLine(prog="hocvuso", description="Trợ lý mở của địa phương cho phong trào “Bình dân học vụ số”.")
    subparsers = parser.add_subparsers(title="các lệnh", metavar="LỆNH", required=True)
    for command in COMMANDS:
        command.register(subparsers)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status: 0 done, 1 could not be done, 2 the command line was not understood."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # Vietnamese must come out on a terminal of any code page
            stream.reconfigure(encoding="utf-8")
    args = build_parser().parse_args(argv)
    try:
        status: int = args.run(args)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader (`| head`) has left: what is still buffered has nowhere to go, and Python must not try at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return status


if __name__ == "__main__":
    sys.exit(main())

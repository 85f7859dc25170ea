"""The command line in Vietnamese: argparse's own words (usage, options, mistakes) translated in one place."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable
from typing import Any, NoReturn

_MISTAKES = (
    (r"the following arguments are required: (.+)", r"còn thiếu: \1"),
    (r"unrecognized arguments: (.+)", r"không hiểu phần này: \1"),
    (r"argument (\S+): invalid choice: (\S+) \(choose from (.+)\)", r"\1: không có lựa chọn \2, hãy chọn trong: \3"),
    (r"argument (\S+): expected one argument", r"\1: cần một giá trị theo sau"),
    (r"argument (\S+): expected at least one argument", r"\1: cần ít nhất một giá trị theo sau"),
    (r"argument (\S+): invalid \S+ value: (.+)", r"\1: giá trị \2 không dùng được"),
    (r"argument (\S+): not allowed with argument (\S+)", r"\1 không dùng cùng lúc với \2"),
    (r"ambiguous option: (\S+) could match (.+)", r"\1 chưa rõ, có thể là: \2"),
    (r"argument (\S+): (.+)", r"\1: \2"),
)


class _Help(argparse.HelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "Cách dùng: " if prefix is None else prefix)


class CommandLine(argparse.ArgumentParser):
    """An argument parser that speaks Vietnamese; its subparsers do too."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("formatter_class", _Help)
        super().__init__(**{**options, "add_help": False})
        self._positionals.title = "tham số"
        self._optionals.title = "tùy chọn"
        self.add_argument("-h", "--help", action="help", help="xem hướng dẫn này")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command in Vietnamese and stop with status 2."""
        for pattern, words in _MISTAKES:
            said, times = re.subn(f"^{pattern}$", words, message)
            if times:
                message = said
                break
        self.print_usage(sys.stderr)
        self.exit(2, f"LỖI: {message}\nGõ “{self.prog} --help” để xem cách dùng.\n")

"""The rules of the house that no other tool checks; ARCHITECTURE.md and CONTRIBUTING.md explain them."""

from __future__ import annotations

import argparse
import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from running import ROOT

from bot.__main__ import build_parser
from bot.settings import Settings, variable

LAYERS = ("bot", "handlers", "knowledge", "scheduler", "storage")
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
VIETNAMESE = re.compile(r"[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE)


def sources(*folders: str) -> list[Path]:
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


def imported(path: Path) -> set[str]:
    """The top-level modules a file imports, wherever in the file."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names.add(node.module.partition(".")[0])
    return names


def importers(module: str) -> set[str]:
    return {path.relative_to(ROOT).as_posix() for path in sources(*LAYERS) if module in imported(path)}


def test_no_folder_or_module_is_a_drawer_for_everything() -> None:
    drawers = {"utils", "util", "helpers", "helper", "services", "common", "core", "misc", "base_utils"}

    found = [path for path in sources(*LAYERS, "tests") if drawers & {path.stem, *path.relative_to(ROOT).parts[:-1]}]

    assert found == []


def test_no_module_hides_an_installed_package() -> None:
    """A `telegram.py` run as a file would shadow python-telegram-bot."""
    packages = {"telegram", "aiogram", "sqlalchemy", "alembic", "apscheduler", "yaml", "fastapi", "pydantic"}

    assert [path for path in sources(*LAYERS) if path.stem in packages] == []


def test_apscheduler_is_known_to_the_metronome_only() -> None:
    assert importers("apscheduler") == {"scheduler/metronome.py"}


def test_python_telegram_bot_is_known_to_at_most_one_file_of_bot() -> None:
    files = importers("telegram")

    assert len(files) <= 1
    assert all(name.startswith("bot/") for name in files)


@pytest.mark.parametrize("module", ["sqlalchemy", "alembic", "aiosqlite", "asyncpg", "sqlite3"])
def test_only_storage_speaks_sql(module: str) -> None:
    # a command may name sqlite3.Error when it explains why a backup failed; it opens no connection
    outside = {name for name in importers(module) if not name.startswith("storage/")} - {"bot/commands/backup.py"}

    assert outside == set()


def test_settings_are_read_in_one_place() -> None:
    readers = [
        path.relative_to(ROOT).as_posix()
        for path in sources(*LAYERS)
        if re.search(r"\bos\.environ\b|\bgetenv\(", path.read_text(encoding="utf-8"))
    ]

    assert readers == ["bot/data_home.py", "bot/settings.py"]  # the first for commands in a hurry


def test_tests_have_no_init_files() -> None:
    assert list((ROOT / "tests").rglob("__init__.py")) == []


def test_nothing_is_left_for_later() -> None:
    # an Operation of the writer and a Protocol are meant to be filled in by others
    marks = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")

    assert [path for path in sources(*LAYERS) if marks.search(path.read_text(encoding="utf-8"))] == []


# --- requirements ---------------------------------------------------------------------------------------------------


def pins(name: str) -> dict[str, str]:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return dict(line.split("==") for line in lines if line and not line.startswith("#"))


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name.partition("[")[0]).lower()


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_pinned_exactly_and_listed_once(name: str) -> None:
    lines = [line for line in (ROOT / name).read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]

    assert [
        line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+(\[[a-z,-]+\])?==[0-9][0-9A-Za-z.]*", line)
    ] == []
    names = [plain(line.partition("==")[0]) for line in lines]
    assert names == sorted(set(names))


def test_pyproject_takes_its_dependencies_from_requirements() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

    assert project["project"]["dynamic"] == ["dependencies"]
    assert project["tool"]["setuptools"]["dynamic"]["dependencies"] == {"file": ["requirements.txt"]}
    assert set(pins("requirements.txt")).isdisjoint(pins("requirements-dev.txt"))


def test_what_the_program_imports_is_required_and_what_is_required_is_imported() -> None:
    imports = (
        {name for path in sources(*LAYERS) for name in imported(path)} - set(LAYERS) - set(sys.stdlib_module_names)
    )
    distributions = packages_distributions()
    used = {plain(distribution) for name in imports for distribution in distributions.get(name, [name])}
    required = {plain(name) for name in pins("requirements.txt")}
    # these come with a requirement and are its interface: pydantic-settings reads .env by dotenv, FastAPI is starlette,
    # aiogram calls by aiohttp
    companions = {"python-dotenv", "starlette", "aiohttp", "aiohttp-socks"}
    # loaded by name, not by import: drivers by the database URL, httptools by uvicorn; the proxy's by aiogram
    by_name = {"aiosqlite", "asyncpg", "httptools", "tzdata"}

    assert used - required - companions == set()
    assert required - used - by_name == set()


# --- the command line and the pages -----------------------------------------------------------------------------------


def parsers(parser: argparse.ArgumentParser, name: str = "hocvuso") -> Iterator[tuple[str, argparse.ArgumentParser]]:
    yield name, parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for word, child in action.choices.items():
                yield from parsers(child, f"{name} {word}")


COMMANDS = dict(parsers(build_parser()))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_and_option_explains_itself_in_vietnamese(command: str) -> None:
    parser = COMMANDS[command]

    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            assert all(VIETNAMESE.search(choice.help or "") for choice in action._choices_actions)
        else:
            assert action.help, f"{command} {action.dest}"
            assert VIETNAMESE.search(action.help), f"{command} {action.dest}: {action.help}"
    assert "Cách dùng:" in parser.format_help()


def test_the_settings_table_of_the_readme_is_the_settings() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(HOCVUSO_\w+)` \| (`[^`]*`|empty) \|", readme, re.MULTILINE))

    expected = {}
    for name, field in Settings.model_fields.items():
        empty = field.default is None or field.default == ()
        expected[variable(name)] = "empty" if empty else f"`{field.default}`"
    assert rows == expected


@pytest.mark.parametrize("field", Settings.model_fields)
def test_every_setting_says_in_vietnamese_what_is_right(field: str) -> None:
    description = Settings.model_fields[field].description or ""

    assert VIETNAMESE.search(description)
    assert "ví dụ" in description


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_commands_and_targets_named_in_a_page_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    words = {command.split()[1] for command in COMMANDS if " " in command}

    assert set(re.findall(r"(?:`|^ {4}|hocvuso |or |“)make ([a-z]+)", text, re.MULTILINE)) <= targets
    assert set(re.findall(r"(?:`|^ {4}|“|bin/)hocvuso ([a-z]+)\b", text, re.MULTILINE)) - {"hocvuso"} <= words


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_files_named_in_a_page_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    paths = set(re.findall(r"`((?:bot|handlers|knowledge|scheduler|storage|tests|docs)/[\w./*-]*)`", text))
    links = {link.partition("#")[0] for link in re.findall(r"\]\(([^)]+)\)", text) if "://" not in link} - {""}
    images = set(re.findall(r'src="([^"]+)"', text))

    missing = [path for path in paths if not list(ROOT.glob(path.rstrip("/")))]
    missing += [link for link in links | images if not (page.parent / link).exists()]
    assert missing == []


def test_no_file_names_a_machine_or_a_package_host() -> None:
    hosts = re.compile("pypi" + r"\.org|files\.python" + "hosted|/home/" + r"\w+/|/wo" + "rk/|/ro" + "ot/")
    texts = [*sources(*LAYERS, "tests"), *PAGES, ROOT / "Makefile", ROOT / ".ci" / "run", ROOT / "pyproject.toml"]
    texts += [*ROOT.glob("requirements*.txt")]

    assert [path for path in texts if hosts.search(path.read_text(encoding="utf-8"))] == []


def test_ci_makes_a_skipped_test_a_failure() -> None:
    assert "CI=1" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "make test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "no_skips" in (ROOT / "Makefile").read_text(encoding="utf-8")
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111

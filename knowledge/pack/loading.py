"""Reading packs from their folders: shipped ones in `knowledge/packs/<slug>/`, loaded ones in a data directory."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from pydantic import ValidationError

from knowledge.pack.clauses import Clauses, PlanTextError, parse_plan_text
from knowledge.pack.example_questions import QuestionsError, parse_questions
from knowledge.pack.mistakes import explain_invalid, explain_yaml
from knowledge.pack.model import Activity, Pack, Unit

if TYPE_CHECKING:
    from knowledge.correcting.model import Correction

SHIPPED = Path(__file__).resolve().parent.parent / "packs"

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc]
    """Dates stay strings, so that what a reviewer reads in the file is what the check compares."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rules if tag != "tag:yaml.org,2002:timestamp"]
    for first, rules in _Base.yaml_implicit_resolvers.items()
}


class PackError(ValueError):
    """A pack cannot be used; the message names file, line or field, and what to do."""


@dataclass(frozen=True)
class LoadedPack:
    """A pack together with its plan's words."""

    pack: Pack
    clauses: Clauses
    questions: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Example questions by fact key (`questions.txt`); a pack without any is answered by its names alone."""
    planned: Pack | None = None
    """The pack as the plan has it, where ``corrections`` made another of it (`knowledge.correcting`)."""
    corrections: Sequence[Correction] = ()

    @property
    def as_planned(self) -> Pack:
        """What the plan says, without corrections."""
        return self.planned or self.pack

    @property
    def slug(self) -> str:
        return self.pack.locality.slug

    @cached_property
    def units(self) -> dict[str, Unit]:
        return {unit.key: unit for unit in self.pack.units}

    @cached_property
    def activities(self) -> dict[str, Activity]:
        return {activity.key: activity for activity in self.pack.activities}

    @property
    def launch(self) -> Activity | None:
        """The launch ceremony (Lễ phát động), when the plan has one."""
        return next((activity for activity in self.pack.activities if activity.kind == "launch"), None)


def read_yaml(path: Path) -> Any:
    """The content of a YAML file with dates left as text.

    Raises:
        PackError: unreadable, not UTF-8 or not YAML; names file, line and what to do.
    """
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - a SafeLoader subclass
    except OSError as error:
        raise PackError(f"Không đọc được {path}: {error.strerror}. Hãy kiểm tra tệp có đó và được phép đọc.") from error
    except UnicodeDecodeError as error:
        raise PackError(f"{path}: không phải UTF-8 (byte {error.start}). Hãy lưu lại tệp với mã UTF-8.") from error
    except yaml.YAMLError as error:
        raise PackError(explain_yaml(path, error)) from error


@dataclass(frozen=True)
class Place:
    """Where a shipped pack belongs: the place's bare name and its province."""

    place: str
    province: str


@cache
def shipped_places() -> tuple[Place, ...]:
    """The places of all shipped packs, read from the head of each pack only (fast)."""
    found = []
    for slug in shipped_slugs():
        head = (SHIPPED / slug / "pack.yaml").read_text(encoding="utf-8").split("\nplan:", maxsplit=1)[0]
        place = yaml.load(head, Loader=_Loader)["locality"]  # noqa: S506 - a SafeLoader subclass
        found.append(Place(place["place"], place["province"]))
    return tuple(found)


def load_pack(folder: Path) -> LoadedPack:
    """Read one pack folder (`plan.txt`, `pack.yaml` and, where there is one, `questions.txt`).

    Raises:
        PackError: a file is missing or malformed; the message names file, field and what to do.
    """
    path = folder / "pack.yaml"
    raw = read_yaml(path)
    try:
        pack = Pack.model_validate(raw)
    except ValidationError as error:
        raise PackError(explain_invalid(path, path.read_text(encoding="utf-8"), error)) from error
    text_path = folder / "plan.txt"
    try:
        clauses = parse_plan_text(text_path.read_text(encoding="utf-8"), str(text_path))
    except OSError as error:
        raise PackError(f"Không đọc được {text_path}: {error.strerror}. Gói nội dung cần cả plan.txt.") from error
    except (UnicodeDecodeError, PlanTextError) as error:
        raise PackError(f"{text_path}: {error}") from error
    return LoadedPack(pack, clauses, _example_questions(folder / "questions.txt"))


def _example_questions(path: Path) -> dict[str, tuple[str, ...]]:
    try:
        return parse_questions(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise PackError(f"Không đọc được {path}: {error.strerror}.") from error
    except (UnicodeDecodeError, QuestionsError) as error:
        raise PackError(f"{path}: {error}") from error


def load_active(slug: str, data_dir: Path) -> LoadedPack:
    """The pack in force for a locality, as it lies there: `knowledge.pack.in_force.load_checked` also checks it.

    Raises:
        PackError: the pointer or the version it names cannot be used, or there is no such locality.
    """
    return load_pack(active_folder(slug, data_dir))


def active_folder(slug: str, data_dir: Path) -> Path:
    """Where the pack in force lies: the version that ``data_dir/packs/<slug>/active`` names, else the shipped one.

    Raises:
        PackError: the pointer cannot be used, or there is no such locality.
    """
    folder = loaded_folder(slug, data_dir)
    pointer = folder / "active"
    try:
        version = pointer.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return shipped_folder(slug)
    except (OSError, UnicodeDecodeError) as error:
        raise PackError(
            f"Không đọc được {pointer}: {error}. Hãy nạp lại gói nội dung bằng “hocvuso pack load”."
        ) from error
    if not version.isdecimal():
        raise PackError(f"{pointer}: “{version}” không phải số phiên bản. Hãy nạp lại bằng “hocvuso pack load”.")
    return folder / version


def loaded_folder(slug: str, data_dir: Path) -> Path:
    """Where the loaded versions of a locality lie; a slug that could leave that folder is refused.

    Raises:
        PackError: the slug holds anything but a–z, 0–9 and single hyphens.
    """
    if not _SLUG.fullmatch(slug):
        raise PackError(
            f"“{slug}” không phải mã địa phương. Hãy dùng chữ thường không dấu và gạch nối, ví dụ binh-long."
        )
    return data_dir / "packs" / slug


def shipped_slugs() -> list[str]:
    """The localities whose packs come with the program."""
    return sorted(folder.name for folder in SHIPPED.iterdir() if (folder / "pack.yaml").is_file())


def load_shipped(slug: str) -> LoadedPack:
    """A shipped pack by its slug.

    Raises:
        PackError: no such locality (the message lists those there are) or a malformed pack.
    """
    return load_pack(shipped_folder(slug))


def shipped_folder(slug: str) -> Path:
    """Where a shipped pack lies.

    Raises:
        PackError: no such locality; the message lists those there are.
    """
    if slug not in shipped_slugs():
        raise PackError(f"Không có địa phương “{slug}”. Các địa phương đang có: {', '.join(shipped_slugs())}.")
    return SHIPPED / slug

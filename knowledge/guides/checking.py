"""What must hold for the guides before citizens read them; problems come back as Vietnamese sentences for an editor."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator

from knowledge.guides.loading import FOLDER, GuideError, guide_names, load_guide
from knowledge.guides.model import INTRODUCTION_MAX, STEP_MAX, Guide, Law, Problem, Step, Value
from knowledge.text import fold

LEAST_NAMES, LEAST_ASKS = 12, 8

PATTERNS = {
    "web": re.compile(r"(?<![\w.-])(?:[a-z0-9-]+\.)+(?:vn|com|net|org|info|app)(?![\w-])", re.I),
    "phone": re.compile(r"(?<![\w./:,-])\(?\d{3,4}\)?(?:[ .]?\d{3,4}){0,2}(?![\w/:]|[.,]\d)"),
    "money": re.compile(
        r"\d[\d.,]*\s*(?:nghìn|ngàn|triệu|tỷ|đồng|đ\b|%)(?:\s*đồng)?|miễn phí|không (?:mất|tốn|thu) (?:tiền|phí)", re.I
    ),
    "time": re.compile(r"\d+\s*(?:phút|giờ|ngày|tuần|tháng|năm)\b", re.I),
    "app": re.compile(
        r"SmartCA|MySign|VssID|VNeID|nTrust|ChatGPT|Gemini|MoMo|ZaloPay|VNPT Money|Viettel Money|Đồng Nai S"
    ),
}
"""What counts as money, number to call, address, time limit or app in a text that citizens read."""

_YEAR = re.compile(r"(?:năm|tháng \d+)\s*$", re.I)


def check_guides() -> list[str]:
    """Problems of every guide and of the index, in Vietnamese; empty when all is well."""
    problems = list(_index_problems())
    for slug in guide_names():
        try:
            guide = load_guide(slug)
        except GuideError as error:
            problems.append(str(error))
            continue
        problems += problems_of(guide)
    return problems


def problems_of(guide: Guide) -> list[str]:
    """Problems of one guide, each sentence beginning with its slug."""
    found = [*_length_problems(guide), *_source_problems(guide), *_value_problems(guide), *_key_problems(guide)]
    return [f"{guide.slug}: {problem}" for problem in found]


def shown_texts(guide: Guide) -> Iterator[tuple[str, str]]:
    """Every text of the guide that citizens may read as written, with the place it stands at.

    Values and legal texts are left out: they carry their own status and are shown only when it is ``C``.
    """
    yield "title", guide.title
    yield "purpose", guide.purpose
    yield "helpers", guide.helpers
    for field in ("who", "prepare", "warnings"):
        yield from ((f"{field}.{number}", text) for number, text in enumerate(getattr(guide, field), start=1))
    for way in guide.paths:
        yield f"paths.{way.key}.question", way.question
        for number, step in enumerate(way.steps, start=1):
            yield f"paths.{way.key}.{number}.do", step.do
            yield f"paths.{way.key}.{number}.see", step.see
    for number, problem in enumerate(guide.problems, start=1):
        yield f"problems.{number}.said", problem.said
        yield f"problems.{number}.fix", problem.fix


def unconfirmed_in(text: str, values: list[Value]) -> list[str]:
    """What in the text looks like money, a number, an address, a time limit or an app, yet has no ``C`` value."""
    confirmed = [_plain(value.value) for value in values if value.may_be_shown]
    found = [match for kind in PATTERNS for match in _matches(kind, text)]
    doubtful = [value.value for value in values if not value.may_be_shown and _plain(value.value) in _plain(text)]
    return [match for match in found if not any(_plain(match) in value for value in confirmed)] + doubtful


def _matches(kind: str, text: str) -> Iterator[str]:
    for match in PATTERNS[kind].finditer(text):
        if kind == "phone" and _YEAR.search(text[: match.start()]):
            continue  # "năm 2026" is a year, not a number to call
        yield match[0].strip()


def _plain(text: str) -> str:
    return re.sub(r"[\s.]", "", text).lower()


def _length_problems(guide: Guide) -> Iterator[str]:
    for where, text in shown_texts(guide):
        if where.startswith("paths.") and len(text) > STEP_MAX:
            yield f"{where} dài {len(text)} ký tự, tối đa {STEP_MAX}. Hãy tách bước này."
        if text != unicodedata.normalize("NFC", text):
            yield f"{where} chưa ở dạng Unicode NFC. Hãy gõ lại bằng bộ gõ dựng sẵn."
    if len(guide.introduction()) > INTRODUCTION_MAX:
        yield f"lời giới thiệu dài {len(guide.introduction())} ký tự, tối đa {INTRODUCTION_MAX}. Hãy rút gọn."


def _source_problems(guide: Guide) -> Iterator[str]:
    cited = {source for note in guide.notes for source in re.findall(r"nguồn (\d+)", note)}
    for label, part in _parts(guide):
        if part.status == "C" and not part.sources:
            yield f"“{label}” ghi C mà không có nguồn. Hãy ghi nguồn hoặc đổi thành U."
        for source in part.sources:
            cited.add(source)
            if not _is_listed(guide, source):
                yield f"“{label}” dẫn nguồn {source} không có trong danh sách nguồn."
    for source in sorted(guide.sources.keys() - cited):
        yield f"nguồn {source} không được dùng ở đâu. Hãy bỏ đi hoặc dẫn nguồn đó."


def _parts(guide: Guide) -> Iterator[tuple[str, Step | Problem | Value | Law]]:
    yield from ((step.do, step) for way in guide.paths for step in way.steps)
    yield from ((problem.said, problem) for problem in guide.problems)
    yield from ((value.key, value) for value in guide.values)
    yield from ((law.text, law) for law in guide.legal_basis)


def _is_listed(guide: Guide, source: str) -> bool:
    slug, slash, number = source.partition("/")
    if not slash:
        return source in guide.sources
    return slug in guide_names() and number in load_guide(slug).sources


def _value_problems(guide: Guide) -> Iterator[str]:
    for where, text in shown_texts(guide):
        for match in unconfirmed_in(text, guide.values):
            yield f"{where} nêu “{match}” mà không có giá trị đã xác nhận (C). Hãy bỏ khỏi câu hoặc xác nhận giá trị."


def _key_problems(guide: Guide) -> Iterator[str]:
    for field, keys in (
        ("paths", [way.key for way in guide.paths]),
        ("links và fees_and_time", [value.key for value in guide.values]),
    ):
        for key in sorted({key for key in keys if keys.count(key) > 1}):
            yield f"{field}: khóa “{key}” dùng hai lần. Mỗi mục cần một khóa riêng."


def _index_problems() -> Iterator[str]:
    files = {path.stem for path in FOLDER.glob("*.yaml")} - {"index"}
    for slug in sorted(files ^ guide_names().keys()):
        missing = "có tệp nhưng chưa có trong index.yaml" if slug in files else "có trong index.yaml nhưng chưa có tệp"
        yield f"{slug}: {missing}. Hãy thêm cho đủ cả hai."
    owners: dict[str, set[str]] = defaultdict(set)
    for slug, named in guide_names().items():
        for field, phrases, least in (("names", named.names, LEAST_NAMES), ("asks", named.asks, LEAST_ASKS)):
            if len(phrases) < least:
                yield f"{slug}: {field} mới có {len(phrases)} cách gọi, cần ít nhất {least}."
        for phrase in [*named.names, *named.asks]:
            owners[fold(phrase)].add(slug)
            if phrase != unicodedata.normalize("NFC", phrase.lower().strip()):
                yield f"{slug}: “{phrase}” phải viết thường, dạng NFC, không thừa dấu cách."
    for phrase, slugs in owners.items():
        if len(slugs) > 1:
            yield f"Cách gọi “{phrase}” (bỏ dấu) có ở {', '.join(sorted(slugs))}. Hãy giữ ở một hướng dẫn."

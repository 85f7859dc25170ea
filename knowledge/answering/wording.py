"""Words shared by all answers: citing a clause, telling a time, tense by the clock."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from zoneinfo import ZoneInfo

from knowledge.pack.loading import LoadedPack
from knowledge.pack.model import When

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_NOTE = re.compile(r"[Kk]ế hoạch (?:ghi|chưa nêu) .*; cập nhật ngày \d+/\d+/\d+: ")
_SIGNS = {"gạch": "gạch đầu dòng", "cộng": "dấu cộng", "sao": "dấu sao", "đoạn": "đoạn", "câu": "câu", "dòng": "dòng"}
_SURROUNDINGS = {
    "header": "phần đầu kế hoạch",
    "title": "tên kế hoạch",
    "preamble": "phần căn cứ",
    "closing": "phần kết",
    "recipients": "phần nơi nhận",
    "footer": "phần ký tên",
}


@lru_cache(maxsize=4096)
def clause_name(address: str) -> str:
    """A clause address as people read it: ``VI.3 gạch 1`` -> ``mục VI.3 (gạch đầu dòng 1)``."""
    head, _, rest = address.partition(" ")
    if head in _SURROUNDINGS:
        return _SURROUNDINGS[head]
    words = re.sub(r"\b(gạch|cộng|sao|đoạn|câu|dòng)\b", lambda m: _SIGNS[m[1]], rest)
    return f"mục {head} ({words})" if rest else f"mục {head}"


def section_of(address: str) -> str:
    """The address of the numbered section a clause lies in; a clause directly under a Roman section is its own."""
    head, _, rest = address.partition(" ")
    return head if "." in head or not rest else address


def section_name(address: str) -> str:
    """The numbered section an address lies in, as people read it: ``VI.3 gạch 1`` -> ``mục VI.3``.

    A clause directly under a Roman section (``II đoạn 9``) is named whole: the section alone is a page.
    """
    return clause_name(section_of(address))


def plan_name(pack: LoadedPack) -> str:
    """The plan by its number, or by who issued it when the number is left blank."""
    number = pack.pack.plan.number.value
    return f"Kế hoạch số {number}" if number else f"kế hoạch của UBND {pack.pack.locality.name}"


def cite(pack: LoadedPack, clauses: tuple[str, ...]) -> str:
    """The source line under an answer: the plan and at most three sections (the exact clauses are behind buttons)."""
    names = list(dict.fromkeys(section_name(clause) for clause in clauses))
    shown = "; ".join([names[0], *(name.removeprefix("mục ") for name in names[1:3])])
    if len(names) > 3:
        shown += f" và {len(names) - 3} mục khác"
    return f"(Theo {plan_name(pack)}, {shown}.)"


def label(text: str, most: int = 56) -> str:
    """A button's text: cut between words, with an ellipsis, when longer than ``most`` characters."""
    text = text.strip().rstrip(".;:")
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;(“") + "…"


def shorten(text: str, most: int = 900) -> str:
    """The text closed by a full stop; a longer one is cut between words and closed by an ellipsis."""
    text = text.strip().rstrip(".;:, ")
    return f"{text}." if len(text) < most else text[: most - 1].rsplit(" ", 1)[0] + "…"


def listed(lines: list[str], most: int = 950) -> tuple[str, int]:
    """As many whole lines as fit into ``most`` characters, and how many are left out; the number of lines shown."""
    shown, used = 0, 0
    while shown < len(lines) and used + len(lines[shown]) + 1 <= most:
        used += len(lines[shown]) + 1
        shown += 1
    shown = max(shown, 1)
    text = "\n".join(lines[:shown])
    return (text if shown == len(lines) else f"{text}\n- … và {len(lines) - shown} ý khác", shown)


def capital(text: str) -> str:
    """The text with its first letter in upper case."""
    return text[:1].upper() + text[1:]


def low(text: str) -> str:
    """The text with its first letter in lower case, unless it starts with a name in capitals (VNPT)."""
    return text if len(text) < 2 or text[1].isupper() else text[:1].lower() + text[1:]


def body_name(name: str) -> str:
    """The name of a body inside a sentence: a proper name keeps its capital, "Các tổ dân phố" does not."""
    return low(name) if name.startswith("Các ") else name


def sentence(text: str) -> str:
    """The text without trailing punctuation, closed by a full stop."""
    return text.strip().rstrip(".;:, ") + "."


def day(date: dt.date) -> str:
    """A date as it is written in Vietnamese: 09/10/2025."""
    return date.strftime("%d/%m/%Y")


def moment(text: str | None) -> dt.datetime | None:
    """An ISO date-time as aware local time; dates and None give None."""
    if text is None or "T" not in text:
        return None
    at = dt.datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=LOCAL)


def date_of(text: str | None) -> dt.date | None:
    """The date of an ISO date or date-time."""
    return dt.date.fromisoformat(text[:10]) if text else None


def clock_time(at: dt.datetime) -> str:
    """13 giờ 30; 8 giờ 00."""
    return f"{at.hour} giờ {at.minute:02d}"


def updated_on(on: dt.date) -> str:
    """ "cập nhật ngày 8/10/2025": since when something else than the plan's value holds."""
    return f"cập nhật ngày {on.day}/{on.month}/{on.year}"


def without_notes(text: str) -> str:
    """An answer without its notes on corrections: what holds now, and no value of the past."""
    return "\n".join(line for line in text.splitlines() if not _NOTE.search(line))


def say_when(when: When) -> str:
    """When something takes place, in one phrase without a full stop."""
    start, end = date_of(when.start), date_of(when.end)
    at = moment(when.start)
    if when.kind == "moment" and at is not None:
        part = "sáng" if at.hour < 11 else "trưa" if at.hour < 13 else "chiều" if at.hour < 18 else "tối"
        return f"{clock_time(at)} ({part}), {WEEKDAYS[at.weekday()]}, ngày {day(at.date())}"
    if when.kind == "day" and start:
        return f"{WEEKDAYS[start.weekday()]}, ngày {day(start)}" + (" (dự kiến)" if when.planned else "")
    if when.kind == "window" and start:
        phrase = f"từ ngày {day(start)}" + (f" đến ngày {day(end)}" if end else "")
        return phrase + (" và thường xuyên" if when.also_continuous else "")
    return low((when.text or "").strip().rstrip("."))


def tense(when: When, now: dt.datetime) -> str:
    """A short sentence that sets the time against the clock, or nothing when the plan is too vague for it."""
    local = now.astimezone(LOCAL)
    today = local.date()
    start, end = date_of(when.start), date_of(when.end) or date_of(when.start)
    if start is None or end is None or when.kind not in ("moment", "day", "window"):
        return ""
    if when.kind == "window":
        return _tense_of_window(when, today, start, end)
    at = moment(when.start)
    if today < start:
        return "Đó là ngày mai." if (start - today).days == 1 else f"Còn {(start - today).days} ngày nữa."
    if today > start:
        return "Việc này đã diễn ra."
    if at is not None and when.kind == "moment" and local >= at:
        return f"Đó là hôm nay, đã bắt đầu lúc {clock_time(at)}."
    return "Đó là hôm nay."


def _tense_of_window(when: When, today: dt.date, start: dt.date, end: dt.date) -> str:
    if today < start:
        return f"Còn {(start - today).days} ngày nữa thì bắt đầu."
    if when.end is None:
        return ""
    if today <= end:
        return f"Đang diễn ra, còn {(end - today).days} ngày."
    return "Đợt cao điểm đã qua, việc này vẫn làm thường xuyên." if when.also_continuous else "Đợt này đã kết thúc."

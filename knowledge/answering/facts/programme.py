"""Facts about the programme (chương trình): the whole, each item, films, speeches, the order."""

from __future__ import annotations

import re

from knowledge.answering.facts.absent import refuse
from knowledge.answering.facts.model import Fact, Facts, View
from knowledge.answering.wording import cite, listed, sentence
from knowledge.outcome import Answer, Outcome
from knowledge.pack.model import Item

_BEFORE = re.compile(r" truoc (?!tien |het |mat |luc |ngay |day |\d)")
KINDS: dict[str, tuple[str, ...]] = {
    "art": ("văn nghệ",),
    "welcome": ("đón tiếp đại biểu", "đón tiếp"),
    "opening": ("tuyên bố lý do", "giới thiệu đại biểu"),
    "film": ("video", "trình chiếu video", "chiếu video"),
    "speech": ("phát biểu",),
    "rite": ("bấm nút", "nghi thức"),
    "signing": ("ký kết hợp tác", "ký kết"),
    "model": ("mô hình", "giới thiệu mô hình"),
    "talk": ("chuyên đề", "nội dung chuyên đề"),
    "training": ("tập huấn", "hướng dẫn"),
    "other": (),
}
_CONTEXT = ("lễ phát động", "chương trình", "phần", "mục", "nội dung")


def add(facts: Facts) -> None:
    """Add the facts about the programme."""
    items = facts.pack.pack.programme
    if not items:
        return
    _whole(facts, items)
    _count(facts, items)
    for item in items:
        _item(facts, item)
    speeches = [item for item in items if item.kind == "speech"]
    if len(speeches) > 1:
        _several(
            facts,
            "speeches",
            "Các phát biểu",
            speeches,
            ("phát biểu", "người phát biểu", "ai phát biểu", "đại biểu phát biểu"),
        )
        responses = [item for item in speeches if "hưởng ứng" in item.item.lower()]
        if len(responses) > 1:
            _several(facts, "responses", "Phát biểu hưởng ứng", responses, ("phát biểu hưởng ứng", "hưởng ứng"))


def _line(item: Item) -> str:
    return f"{item.order}. {sentence(item.item)}"


def _whole(facts: Facts, items: list[Item]) -> None:
    clauses = tuple(item.clause for item in items)

    def render(view: View) -> Outcome:
        edge = _edge(items, view) if "order" in view.asks else None
        if edge is not None:
            return edge_answer(facts, edge)
        told, shown = listed([_line(item) for item in items], 1000)
        text = f"Chương trình lễ gồm:\n{told}\n{cite(facts.pack, clauses[:1])}"
        return Answer(text, clauses[:shown], ("programme",))

    facts.found.append(
        Fact(
            "programme",
            "Chương trình lễ",
            frozenset({"LIST", "ORDER", "TEXT", "CONTENT"}),
            (
                "chương trình",
                "chương trình lễ phát động",
                "nội dung lễ phát động",
                "các mục chương trình",
                "lễ phát động nội dung chính",
                "lễ phát động",
                "tiết mục",
            ),
            render,
            context=("lễ phát động", "phần", "mục"),
            entity="launch",
            weight=1.05,
        )
    )


def _count(facts: Facts, items: list[Item]) -> None:
    clauses = tuple(item.clause for item in items)

    def render(view: View) -> Outcome:
        told, shown = listed([_line(item) for item in items], 1000)
        text = f"Chương trình lễ có {len(items)} mục:\n{told}\n{cite(facts.pack, clauses[:1])}"
        return Answer(text, clauses[:shown], ("programme.count",))

    facts.found.append(
        Fact(
            "programme.count",
            "Chương trình lễ có mấy mục?",
            frozenset({"COUNT"}),
            (
                "mục chương trình",
                "phần chương trình",
                "nội dung chương trình",
                "tiết mục chương trình",
                "nội dung lễ phát động",
            ),
            render,
            context=("lễ phát động", "phần", "mục", "nội dung"),
            entity="launch",
        )
    )


def _edge(items: list[Item], view: View) -> tuple[str, Item] | None:
    """The first or the last item, when one of them is asked for."""
    if any(word in view.folded for word in ("dau tien", "truoc tien", "mo dau", "mo man", "truoc het", "muc dau")):
        return "Mục đầu tiên", items[0]
    if any(word in view.folded for word in ("cuoi cung", "ket thuc bang", "muc cuoi", "sau cung")):
        return "Mục cuối cùng", items[-1]
    return None


def edge_answer(facts: Facts, edge: tuple[str, Item]) -> Answer:
    """The first or last item of the programme, cited."""
    which, item = edge
    text = f"{which} của chương trình lễ: {sentence(item.item)}"
    return Answer(f"{text}\n{cite(facts.pack, (item.clause,))}", (item.clause,), (f"programme.{item.order}",))


def _next(facts: Facts, item: Item, view: View) -> str:
    """What follows the item, when the question asks for what comes after."""
    padded = f" {view.folded} "
    if _BEFORE.search(padded):
        before = next((other for other in facts.pack.pack.programme if other.order == item.order - 1), None)
        return f"\nTrước đó là: {sentence(before.item)}" if before else "\nĐó là mục đầu tiên của chương trình."
    if not any(word in padded for word in (" xong ", " sau ", " tiep ", " ke ", " het ", " roi toi ")):
        return ""
    after = next((other for other in facts.pack.pack.programme if other.order == item.order + 1), None)
    return f"\nTiếp theo là: {sentence(after.item)}" if after else "\nĐó là mục cuối của chương trình."


def _item(facts: Facts, item: Item) -> None:
    key = f"programme.{item.order}"
    clauses = tuple(dict.fromkeys((item.clause, *((item.owner_clause,) if item.owner_clause else ()))))

    def render(view: View) -> Outcome:
        if "duration" in view.asks and (item.duration is None or item.duration.value is None):
            return refuse(facts, f"Kế hoạch chưa nêu thời lượng của phần “{item.item.rstrip('.')}”", (item.clause,))
        text = f"Trong chương trình lễ có: {sentence(item.item)}"
        text += _next(facts, item, view)
        if item.title and item.title not in item.item:
            text += f" Tên: “{item.title}”."
        cited = clauses
        if item.owner:
            text += f"\nĐơn vị phụ trách: {facts.unit_names(item.owner)}."
        if item.duration is not None and item.duration.value and item.duration.value not in item.item:
            text += f"\nThời lượng: {item.duration.value}."
            cited = tuple(dict.fromkeys((*clauses, item.duration.clause)))
        return Answer(f"{text}\n{cite(facts.pack, cited)}", cited, (key,))

    answers = (
        {"TEXT", "LIST", "WHAT", "INVITED", "ORDER", "CONTENT"}
        | ({"WHO"} if item.owner else set())
        | ({"NAME"} if item.title or item.kind in ("film", "model", "speech", "signing") else set())
        | ({"DURATION"} if item.duration else set())
    )
    facts.found.append(
        Fact(
            key,
            item.item,
            frozenset(answers),
            (item.item, *item.aliases, *KINDS[item.kind], *((item.title,) if item.title else ())),
            render,
            context=_CONTEXT,
            body=(facts.words(item.clause), facts.unit_names(item.owner)),
            entity=f"programme:{item.order}",
            doers=frozenset(item.owner),
            also=("programme", "launch"),
            weight=1.02,
        )
    )


def _several(facts: Facts, part: str, title: str, items: list[Item], subjects: tuple[str, ...]) -> None:
    clauses = tuple(item.clause for item in items)

    def render(view: View) -> Outcome:
        text = f"{title} tại lễ:\n" + "\n".join(f"- {sentence(item.item)}" for item in items)
        return Answer(f"{text}\n{cite(facts.pack, clauses)}", clauses, (f"programme.{part}",))

    facts.found.append(
        Fact(
            f"programme.{part}",
            title,
            frozenset({"WHO", "LIST", "COUNT"}),
            subjects,
            render,
            context=_CONTEXT,
            body=tuple(item.item for item in items),
            entity="launch",
            weight=1.08,
        )
    )

"""When not to answer: chitchat, private data, other places, other subjects, what the plan leaves open."""

from __future__ import annotations

import re

from knowledge.answering.facts.absent import ask_whom
from knowledge.answering.facts.model import Facts
from knowledge.answering.lexicon import tables
from knowledge.answering.matching import Matcher
from knowledge.answering.phrases import Match
from knowledge.answering.question import GENERAL, Question
from knowledge.answering.ranking import Scored
from knowledge.answering.reading import Reader
from knowledge.answering.scenery import asks_in_full
from knowledge.answering.vocabulary import FOREIGN
from knowledge.outcome import Chitchat, Clarify, Outcome, Refuse
from knowledge.pack.loading import LoadedPack, shipped_places
from knowledge.text import fold, is_syllable, syllable, words

FEW = 3
"""So many words besides a greeting may still be mere greeting."""


_KEYBOARD = re.compile("asd|sdf|dfg|fgh|ghj|hjk|jkl|qwe|wert|zxc|xcv|cvb|vbn|bnm")
"""Letters that lie side by side on a keyboard and in no Vietnamese word."""
_UNREADABLE = "Dạ, em chưa đọc được câu này. Bác nhắn lại giúp em bằng tiếng Việt, có dấu hay không dấu đều được ạ."
PLACING = frozenset("o ben tai ve tren duoi le ngoai qua the con cua tinh xuong len".split())  # noqa: SIM905
"""Words, in bare letters, after which a name without diacritics is a place."""
_LONGEST_SYLLABLE = 10
OPENERS = frozenset({"greeting", "thanks", "bye", "sorry"})
"""What a message that begins so and asks nothing is: mere talk, however long."""
DATE_WORDS = 4
"""A date takes so many words at most, and is left out of the words of a question."""
BARELY = 0.45
"""A fact of whose name less is said, and only in single syllables, was met by chance."""
LEARNT = 0.15
"""Unless example questions add so much to its score."""


def _barely_named(scored: Scored) -> bool:
    telling = any(" " in term or ":" in term or term.startswith("@") for term in scored.by)
    return scored.named < BARELY and not telling and scored.learnt < LEARNT


def _is_no_subject(match: Match, question: Question, covered: frozenset[str], sure: bool) -> bool:
    own = [term.name for term in question.terms if match.start <= term.at < match.end]
    if bool(covered) and bool(own) and all(name in covered for name in own):
        return True
    # "… thứ mấy để tôi xin nghỉ làm": why they ask, not what.
    asked = [m.end for m in question.ask_matches if m.value not in GENERAL]
    between = [part.folded for part in question.syllables[min(asked, default=match.start) : match.start]]
    return sure and "de" in between


def _within(inner: Match, outer: Match) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


class TurningDown:
    """Decides what is not answered from the pack, and says so kindly."""

    def __init__(self, pack: LoadedPack, reader: Reader, matcher: Matcher) -> None:
        self._pack = pack
        self._facts = Facts(pack)
        self._reader = reader
        self._matcher = matcher
        self._plan = f" {fold(' '.join(clause.text for clause in pack.clauses.values()))} "
        place = pack.pack.locality
        self._own = {fold(place.place), *(fold(alias) for alias in place.aliases)}
        names = [str(name) for name in (*tables().places["provinces"], *tables().places["localities"])]
        self._elsewhere = {tuple(fold(name).split()): name for name in names if fold(name) not in self._own}
        self._sizes: dict[str, list[int]] = {}
        for parts in self._elsewhere:
            sizes = self._sizes.setdefault(parts[0], [])
            if len(parts) not in sizes:
                sizes.append(len(parts))
                sizes.sort(reverse=True)
        # A province's own communes count as elsewhere only when named as such ("phường An Lộc").
        others = {fold(other.place) for other in shipped_places() if other.province != place.province}
        inside = {str(name) for name in tables().places["localities"]} if place.level == "tỉnh" else set[str]()
        self._inside = {name for name in inside if fold(name) not in others}
        self._levels = {fold(level): level for level in tables().places["levels"]}
        self._written = {fold(name) for name in names}

    def before_answering(self, question: Question) -> Outcome | None:
        """Chitchat, private data, another locality."""
        if not question.syllables:
            return Clarify("Dạ, bác nhắn câu hỏi bằng chữ giúp em ạ.")
        return (
            self._gibberish(question)
            or self._chitchat(question)
            or self._private(question)
            or self._elsewhere_asked(question)
        )

    def after_ranking(self, question: Question, ranked: list[Scored], answer_from: float) -> Outcome | None:
        """Refuse or ask back when no fact fits well enough."""
        if ranked and ranked[0].score >= answer_from and not _barely_named(ranked[0]):
            return None
        unknown = sum(self._matcher.weight(t.name) for t in question.terms if not self._matcher.knows(t.name))
        total = sum(self._matcher.weight(t.name) for t in question.terms)
        about_plan = any(s.covered > 0.3 for s in ranked[:3])
        if unknown > 0.5 * total and not about_plan:
            return self._off_topic("")
        if ranked and (unknown > 0.2 * total or ranked[0].fit < 0.5 or question.asks):
            return self._silent("")
        return Clarify("Dạ, em chưa hiểu rõ câu hỏi. Bác hỏi lại ngắn gọn giúp em, mỗi lần một việc ạ.")

    def _gibberish(self, question: Question) -> Chitchat | None:
        """Keys hit at random ("asdfgh jkl"): most words are no Vietnamese syllables and nothing else is said."""
        if all(is_syllable(part.folded) for part in question.syllables) and not _KEYBOARD.search(question.raw.lower()):
            return None
        typed = fold(question.raw).split()
        mashed = sum(not is_syllable(word) for word in typed) * 2 >= len(typed)
        if (
            mashed
            and _KEYBOARD.search(" ".join(typed))
            and all(" " not in t.name and not t.unit for t in question.terms)
        ):
            return Chitchat(_UNREADABLE)
        odd = [part for part in question.syllables if not is_syllable(part.folded) and not part.folded.isdigit()]
        strange = len(odd) * 3 >= len(question.syllables) * 2 and len(question.terms) >= len(question.syllables)
        if strange and not any(self._reader.mender.is_known(part.folded) for part in odd):
            return Chitchat(_UNREADABLE)
        return None

    def _chitchat(self, question: Question) -> Outcome | None:
        matches = question.longest("talk")
        if not matches:
            return None
        inside = {i for match in matches for i in range(match.start, match.end)}
        rest = [term for term in question.terms if term.at not in inside and self._matcher.knows(term.name)]
        rest = rest if len(rest) > 2 or any(term.phrase for term in rest) else []
        specific = [
            m for m in question.ask_matches if m.start not in inside and m.value not in ("yesno", "list", "what")
        ]
        whole = len(inside) >= len(question.syllables) - 2
        opened = matches[0].start <= 1 and matches[0].value in OPENERS
        opened = (
            opened
            and all(m.value in GENERAL for m in question.ask_matches)
            and not question.found("guide", "guide_how")
        )
        upset = any(m.value == "upset" for m in matches) and not specific
        if (opened or upset) and not any(" " in term.name and term.name not in tables().light for term in rest):
            whole, specific = True, []
        others = [term for term in question.terms if term.at not in inside]
        if specific or ((rest or len(others) > FEW) and not whole):
            return None
        place = self._pack.pack.locality
        ranked = sorted(
            {m.value for m in matches},
            key=lambda v: ("who_are_you", "upset", "thanks", "bye", "sorry", "well", "greeting").index(v),
        )
        launch = self._pack.launch
        text = (
            tables()
            .replies[ranked[0]]
            .format(
                locality=place.name,
                example="lễ tổ chức ngày nào, ở đâu?" if launch else "lớp tập huấn ngày nào?",
                subject="lễ phát động" if launch else "các hoạt động của xã",
                contact=ask_whom(self._facts).removeprefix("Bác vui lòng hỏi ").rstrip("."),
            )
        )
        return Chitchat(text)

    def _topics(self, question: Question) -> list[Match]:
        """Topics named, those left out that stand in the locality's own plan."""
        found = question.longest("private", "contact", "silent", "off_topic")
        asked = {question.segments[m.start] for m in question.ask_matches if m.value not in GENERAL}
        kept = []
        inside = [m for m in question.longest("concept", "unit") if m.end - m.start > 1]
        before = question.longest("polite", "particles")
        longer = question.found("ask", "deictic", "polite", "guide_how")
        for match in found:
            size = match.end - match.start
            if any(m.start < match.end and match.start < m.end and not _within(m, match) for m in inside):
                continue
            if any(m.start <= match.start and match.end <= m.end and m.end - m.start > size for m in longer):
                continue
            if any(m.start < match.start < m.end <= match.end and m.end - m.start > 1 for m in before):
                continue  # "đề nghị làm" holds no "nghỉ làm"
            if asked and question.segments[match.start] not in asked:
                continue
            phrase = " ".join(part.folded for part in question.syllables[match.start : match.end])
            if match.sort == "private" or f" {phrase} " not in self._plan:
                kept.append(match)
        return kept

    def _private(self, question: Question) -> Outcome | None:
        longer = question.found("ask")
        private = [m for m in question.found("private") if not any(m != o and _within(m, o) for o in longer)]
        person = question.found("person")
        if private and any(p.start >= m.end or p.end <= m.start for p in person for m in private):
            text = "Dạ, đó là thông tin riêng của cá nhân nên em không trả lời được ạ. "
            return Refuse(text + ask_whom(self._facts), "personal_data")
        if question.found("contact") and not question.found("guide_how") and "howto" not in question.asks:
            text = f"Kế hoạch chưa nêu số điện thoại hay địa chỉ liên hệ trên mạng. {ask_whom(self._facts)}"
            return Refuse(text, "plan_silent")
        return None

    def _elsewhere_asked(self, question: Question) -> Outcome | None:
        """Another place by name, unless the locality's own plan writes that name in the same way."""
        folded = [part.folded for part in question.syllables]
        units = {i for match in question.longest("unit") for i in range(match.start, match.end)}
        told_before = question.asked_from if asks_in_full(question) else 0
        for at, word in enumerate(folded):
            if at < told_before:
                continue
            for size in self._sizes.get(word, ()):
                name = self._elsewhere.get(tuple(folded[at : at + size])) if at + size <= len(folded) else None
                if name is None or at in units or not self._typed_agrees(question, at, name):
                    continue
                level = self._levels.get(folded[at - 1]) if at else None
                if level is None and (size == 1 or name in self._inside):
                    continue
                bare = all(question.syllables[i].bare for i in range(at, at + size))
                if level is None and bare and at and folded[at - 1] not in PLACING:
                    continue  # "tinh ky" may be "Tịnh Kỳ" or "tỉnh ký"
                phrase = " ".join(folded[at - 1 if level else at : at + size])
                if f" {phrase} " in self._plan and level != self._pack.pack.locality.level:
                    continue
                return self._other_place(f"{level} {name.title()}" if level else name.title())
        return self._level_with_strange_name(question, folded) or self._bare_level_with_strange_name(question, folded)

    @staticmethod
    def _typed_agrees(question: Question, at: int, name: str) -> bool:
        return all(question.syllables[at + i].agrees(syllable(word)) for i, word in enumerate(words(name)))

    def _level_with_strange_name(self, question: Question, folded: list[str]) -> Outcome | None:
        """ "Xã Nghĩa Lâm …": a level word typed with its marks and a capitalised name that is not ours."""
        if question.raw.islower():
            return None
        raw = question.raw.split()
        if question.asked_from and asks_in_full(question):
            raw = raw[-(len(question.syllables) - question.asked_from + DATE_WORDS * len(question.dates)) :]
        for at, word in enumerate(raw[:-1]):
            if word.lower().strip(",.?") not in self._levels.values():
                continue
            name = []
            for part in raw[at + 1 : at + 4]:
                plain = part.strip(",.?!")
                if not part[:1].isupper() or part.isupper() or not plain.isalpha() or len(plain) > _LONGEST_SYLLABLE:
                    break  # also a link or a tag, which we do not say after anybody
                name.append(plain)
            key = fold(" ".join(name))
            if (
                len(name) >= 2
                and key not in self._own
                and f" {fold(word)} {key} " not in self._plan
                and f" {key} " not in self._plan
            ):
                return self._other_place(f"{word.lower()} {' '.join(name)}")
        return None

    def _bare_level_with_strange_name(self, question: Question, folded: list[str]) -> Outcome | None:
        """The same without diacritics or capitals ("phuong tran hung dao …"): two words nobody knows beside it."""
        if not all(part.bare for part in question.syllables):
            return None
        spoken = {i for match in question.matches for i in range(match.start, match.end)}
        for at, word in enumerate(folded[:-2]):
            if word not in ("phuong", "xa", "huyen") or not question.syllables[at].bare:
                continue
            if at and folded[at - 1] not in ("o", "ben", "cua", "tai", "the", "con", "le"):
                continue
            pair = (folded[at + 1], folded[at + 2])
            if (
                not {at + 1, at + 2} & spoken
                and not self._reader.mender.is_pair(pair)
                and f" {' '.join(pair)} " not in self._plan
                and " ".join(pair) not in self._own
            ):
                return self._other_place(f"{self._levels[word]} {' '.join(pair).title()}")
        return None

    def other_subject(
        self, question: Question, names_guide: bool, covered: frozenset[str], sure: bool, wants_guide: bool = False
    ) -> Outcome | None:
        """A subject no launch plan holds: what the plan is silent on, or another matter altogether.

        ``covered``: the terms of a fact that fits well; a subject named in its own words is not another one. ``sure``:
        that fact is named in full. ``wants_guide``: it asks how to do what a guide shows; where either is so, what is
        told before the question is no subject.
        """
        topics = [match for match in self._topics(question) if not _is_no_subject(match, question, covered, sure)]
        if (covered or wants_guide) and asks_in_full(question):
            topics = [match for match in topics if match.end > question.asked_from]
        silent = [m for m in topics if m.sort == "silent"]
        other = [m for m in topics if m.sort == "off_topic"]
        if silent:
            return self._silent(silent[0].value)
        told_of = any(match.end <= question.asked_from for match in other)  # a guide's subject is then met by chance
        if other and not question.units and (not names_guide or (told_of and not wants_guide)):
            return self._off_topic(other[0].value)
        return None if names_guide else self._foreign_body(question)

    def _foreign_body(self, question: Question) -> Outcome | None:
        """A body that the plan gives no duties, asked about without anything that the plan speaks of."""
        foreign = [t for t in question.terms if t.name.startswith(FOREIGN) and not self._matcher.knows(t.name)]
        others = [t for t in question.terms if t not in foreign and self._matcher.knows(t.name)]
        telling = any(term.telling for term in others)
        return self._silent("việc của đơn vị này") if foreign and not telling else None

    def year_not_in_plan(self, question: Question) -> Outcome | None:
        """A year written out that the plan does not mention once."""
        for term in question.terms:
            year = term.name.removeprefix("year:")
            if year != term.name and year in question.raw and f" {year} " not in self._plan:
                return self._silent(f"năm {year}")
        return None

    def unnamed_person(self, question: Question, named: frozenset[str]) -> Refuse | None:
        """The name of a holder of an office ("trưởng phòng đó tên gì"): plans name offices, not people.

        ``named``: the terms by which a fact was found; a fact about that very person is no other one.
        """
        held = any(
            match.end - match.start > 1
            and match.start >= question.asked_from
            and not any(
                term.name in named and not term.unit for term in question.terms if match.start <= term.at < match.end
            )
            for match in question.found("person")
        )
        return self._silent("tên người giữ chức vụ") if held else None

    def silent(self, topic: str = "") -> Refuse:
        """The plan does not say what is asked, or nothing of ``topic``."""
        return self._silent(topic)

    def _silent(self, topic: str) -> Refuse:
        about = f" về {topic}" if topic else " điều bác hỏi"
        text = f"Kế hoạch chưa nêu{about}, nên em không dám nói chắc. {ask_whom(self._facts)}"
        return Refuse(text, "plan_silent")

    def _off_topic(self, topic: str) -> Refuse:
        place = self._pack.pack.locality
        about = f"chuyện {topic}" if topic and topic != "khác" else "việc này"
        text = (
            f"Dạ, em không có thông tin về {about}. Em chỉ trả lời về kế hoạch “Bình dân học vụ số” của {place.name} "
            "và cách dùng VNeID, chữ ký số, dịch vụ công trực tuyến."
        )
        return Refuse(text, "off_topic")

    def _other_place(self, name: str) -> Refuse:
        own = self._pack.pack.locality
        text = f"Dạ, em chỉ có kế hoạch của {own.name}, không có thông tin của {name}. Bác vui lòng hỏi UBND nơi đó."
        return Refuse(text, "other_locality")

"""Every input of the hostile set, in every channel's form, through the real update loop: harmless, all of them."""

from __future__ import annotations

import asyncio
import json
import logging
import re
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from safety.hostile_set import Input, holds_secret, hostile_inputs
from safety.stage import CODES, FORMS, ROLES, Form, Stage, stage

from bot.handling import APOLOGY_TEXT
from bot.updates import BUSY_TEXT
from handlers import dialogue, organiser_words
from scheduler.capabilities import CAPABILITIES
from storage.messages import StoredMessage

SET = hostile_inputs()
ANSWERED_WITHIN_S = 1.0
MARKUP = re.compile(r"[<>{}]|://|\]\(|www\.|evil|javascript|tg:|data:", re.IGNORECASE)
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}


def test_the_set_is_large_and_says_why_of_each() -> None:
    assert len(SET) >= 200
    assert len({(one.text, one.ref, one.content, one.caption) for one in SET}) == len(SET)
    assert all(one.why and sum(part is not None for part in (one.text, one.ref, one.content)) == 1 for one in SET)
    assert {one.kind for one in SET if one.secret} >= {"ID numbers", "OTP PIN and passwords", "cards and accounts"}


@pytest.mark.parametrize("form", FORMS)
async def test_every_hostile_input_is_harmless(form: str, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    async with stage(tmp_path) as ready:
        opened = await FORMS[form].open(ready)
        await opened.bring(Input("ordinary", 0, "so that everything is read once", text="Lễ ngày nào?"), 0)
        roles = ready.rows(*ROLES)
        wrong: list[str] = []
        brought = 0
        people = [(one.with_codes(CODES), who) for who, one in enumerate(SET, start=1)]
        for some in batched(people, opened.at_once):
            for problems, got_through in await asyncio.gather(*(_problems(ready, opened, *one) for one in some)):
                brought += got_through
                wrong += problems
        wrong += [f"log: {record.getMessage()}" for record in caplog.records if record.levelno > logging.INFO]
        wrong += [f"the log tells {secret}" for secret in _long_secrets() if secret in caplog.text]
        wrong += _left_anywhere(ready)

        assert not wrong, "\n".join(wrong)
        assert brought >= 200
        assert ready.rows(*ROLES) == roles, "a role was crossed, or an act of an organiser noted"
        assert any(roles.values())


async def _problems(ready: Stage, form: Form, one: Input, who: int) -> tuple[list[str], bool]:
    began = time.perf_counter()
    address_id = await form.bring(one, who)
    if address_id is None:
        return [], False
    transcript = await ready.transcript(address_id)
    took = time.perf_counter() - began
    problems = [f"took {took:.2f} s"] if took > ANSWERED_WITHIN_S else []
    replies = [message for message in transcript if message.direction == "out"]
    problems += [f"said: {why}" for why in _unkind(replies)]
    longest = CAPABILITIES[form.channel].text_chars
    problems += [f"{len(reply.text)} characters" for reply in replies if len(reply.text) > longest]
    problems += [f"echoes {found.group()!r}: {reply.text}" for reply in replies if (found := MARKUP.search(reply.text))]
    problems += [f"echoes what nobody sees: {reply.text!r}" for reply in replies if not _is_plain(reply.text)]
    if one.says is not None and not any(_says(reply, one) for reply in replies):
        problems.append(f"does not say {one.says}: {[reply.text for reply in replies[-1:]]}")
    state = await ready.database.conversations.state(address_id)
    if one.secret is not None:
        problems += [
            f"stored: {where}" for where, text in _stored(transcript, state) if _tells(where, text, one.secret)
        ]
    return [f"{one.name}: {problem}" for problem in problems], True


def _unkind(replies: list[StoredMessage]) -> list[str]:
    if not replies:
        return ["nothing"]
    forms = [reply.text for reply in replies if (reply.payload or {}).get("args", {}).get("parse_mode")]
    sorry = [reply.text for reply in replies if reply.text in (APOLOGY_TEXT, BUSY_TEXT)]
    polite = re.compile(r"\b(?:bác|anh/chị|em|dạ)\b|Kế hoạch|phụ trách|Xin ", re.IGNORECASE)
    return [*forms, *sorry, *(reply.text for reply in replies[-1:] if not polite.search(reply.text))]


def _is_plain(text: str) -> bool:
    return not any(unicodedata.category(char) in UNSEEN for char in text if char != "\n")


def _says(reply: StoredMessage, one: Input) -> bool:
    if one.says == "secret_warning":
        warnings = [dialogue.secret_warning(found) for found in (["phone"], ["code"], ["id_number"])]
        return reply.text in warnings or reply.text.startswith("Dạ, hình như trong tin của bác có")
    if one.content is not None:
        return reply.text == dialogue.other_content(one.content)
    return reply.text == getattr(dialogue, one.says or "", getattr(organiser_words, one.says or "", None))


def _stored(transcript: list[StoredMessage], state: Any) -> list[tuple[str, str]]:
    texts = [(message.direction, message.text) for message in transcript]
    payloads = [("payload", json.dumps(message.payload, ensure_ascii=False)) for message in transcript]
    return [*texts, *payloads, ("conversation", json.dumps(state, ensure_ascii=False))]


def _tells(where: str, text: str, secret: str) -> bool:
    return holds_secret(text, secret, typed=where == "in")


def batched(people: list[tuple[Input, int]], size: int) -> Iterator[list[tuple[Input, int]]]:
    return (people[start : start + size] for start in range(0, len(people), size))


def _long_secrets() -> list[str]:
    secrets = [one.with_codes(CODES).secret or "" for one in SET]
    return [secret for secret in secrets if len(secret) >= 8]


def _left_anywhere(ready: Stage) -> list[str]:
    """Long secrets of the set that stand raw in any cell of any table; an id of the sender's platform is none."""
    secrets = _long_secrets()
    return [
        f"{table} holds {secret}"
        for table, rows in ready.rows().items()
        for row in rows
        for cell in row
        if isinstance(cell, str)
        for secret in secrets
        if secret in cell
    ]

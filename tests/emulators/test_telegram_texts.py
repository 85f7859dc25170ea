"""Marked text: what is understood, what is refused and with which words, and how lengths count."""

from __future__ import annotations

from typing import Any

import pytest
from emulators.conftest import Client
from emulators.telegram_server import Person


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<b>Lễ", 'Can\'t find end tag corresponding to start tag "b"'),
        ("Lễ</b>", "Unexpected end tag at byte offset 4"),
        ("ế <h1>x</h1>", 'Unsupported start tag "h1" at byte offset 4'),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<a href", 'Unclosed start tag "a" at byte offset 0'),
        ("<a href=x/>", "Unexpected end of name token at byte offset 8"),
        ("<a =x>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("1 < 2 nhé", 'Unsupported start tag "" at byte offset 2'),
    ],
)
async def test_broken_html_is_refused_with_the_byte_offset(call: Client, lan: Person, text: str, reason: str) -> None:
    refused = await call.send(lan.id, text, parse_mode="HTML")

    assert refused.refusal == (400, f"Bad Request: can't parse entities: {reason}")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Ngày 10.10", "Character '.' is reserved and must be escaped with the preceding '\\'"),
        ("a | b", "Character '|' is reserved and must be escaped with the preceding '\\'"),
        ("a > b", "Character '>' is reserved and must be escaped with the preceding '\\'"),
        ("ế *đậm", "Can't find end of Bold entity at byte offset 4"),
        ("_nghiêng", "Can't find end of Italic entity at byte offset 0"),
        ("`mã", "Can't find end of Code entity at byte offset 0"),
        ("[a](b", "Can't find end of a URL at byte offset 4"),
    ],
)
async def test_broken_markdown_is_refused(call: Client, lan: Person, text: str, reason: str) -> None:
    refused = await call.send(lan.id, text, parse_mode="MarkdownV2")

    assert refused.refusal == (400, f"Bad Request: can't parse entities: {reason}")


@pytest.mark.parametrize(
    ("mode", "raw", "text", "entities"),
    [
        ("HTML", "<b>Lễ</b> &lt;&#273;&gt;", "Lễ <đ>", [("bold", 0, 2)]),
        ("HTML", "🎉 <i>mừng</i>", "🎉 mừng", [("italic", 3, 4)]),
        ("HTML", "<a href='https://a.vn/?x=1&amp;y'>đây</a>", "đây", [("text_link", 0, 3, "https://a.vn/?x=1&y")]),
        ("HTML", '<pre><code class="language-py">x</code></pre>', "x", [("pre", 0, 1)]),
        ("HTML", "<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("HTML", "  <u>x</u> \n", "x", [("underline", 0, 1)]),
        ("HTML", "bấm /start nhé", "bấm /start nhé", [("bot_command", 4, 6)]),
        ("MarkdownV2", r"*Lễ* \- 10\.10", "Lễ - 10.10", [("bold", 0, 2)]),
        (
            "MarkdownV2",
            "__a__ ~b~ ||c|| `d`",
            "a b c d",
            [("underline", 0, 1), ("strikethrough", 2, 1), ("spoiler", 4, 1), ("code", 6, 1)],
        ),
        ("MarkdownV2", r"[đây](https://a\.vn)", "đây", [("text_link", 0, 3, "https://a.vn")]),
        ("MarkdownV2", ">dẫn\n>tiếp\nxong", "dẫn\ntiếp\nxong", [("blockquote", 0, 9)]),
        ("", "xem https://a.vn/b.", "xem https://a.vn/b.", [("url", 4, 14)]),
    ],
)
async def test_marked_text_becomes_plain_text_with_entities_counted_in_utf16(
    call: Client, lan: Person, mode: str, raw: str, text: str, entities: list[tuple[Any, ...]]
) -> None:
    message = (await call.send(lan.id, raw, parse_mode=mode)).result

    assert message["text"] == text
    assert [
        (found["type"], found["offset"], found["length"], *([found["url"]] if "url" in found else []))
        for found in message["entities"]
    ] == entities


async def test_lengths_count_after_parsing(call: Client, lan: Person) -> None:
    text = await call.send(lan.id, "<b>" + "ế" * 4096 + "</b>", parse_mode="HTML")
    caption = await call(
        "sendPhoto", chat_id=lan.id, photo="https://a.vn/x.png", caption="<b>" + "ế" * 1024 + "</b>", parse_mode="HTML"
    )
    too_long = await call("sendPhoto", chat_id=lan.id, photo="https://a.vn/x.png", caption="ế" * 1025)

    assert len(text.result["text"]) == 4096
    assert len(caption.result["caption"]) == 1024
    assert too_long.refusal == (400, "Bad Request: message caption is too long")

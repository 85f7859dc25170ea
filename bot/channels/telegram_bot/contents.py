"""What is no text: which kind it is, and a stand-in for handlers. Files, numbers and places stay with Telegram: nothing
is downloaded, no file id, phone number or position goes any further."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

_FILE = {"file_id": "-", "file_unique_id": "-"}
_SIZE = {"width": 1, "height": 1}
_PLACE = {"latitude": 0.0, "longitude": 0.0}

_KINDS: dict[str, tuple[str, Any]] = {
    "animation": ("ảnh động", {**_FILE, **_SIZE, "duration": 0}),  # before document: such a message is both
    "venue": ("địa điểm", {"location": _PLACE, "title": "-", "address": "-"}),  # before location
    "photo": ("hình ảnh", [{**_FILE, **_SIZE}]),
    "sticker": ("nhãn dán", {**_FILE, **_SIZE, "type": "regular", "is_animated": False, "is_video": False}),
    "voice": ("tiếng nói", {**_FILE, "duration": 0}),
    "video": ("video", {**_FILE, **_SIZE, "duration": 0}),
    "video_note": ("video", {**_FILE, "length": 1, "duration": 0}),
    "audio": ("âm thanh", {**_FILE, "duration": 0}),
    "document": ("tệp", _FILE),
    "contact": ("danh bạ", {"phone_number": "-", "first_name": "-"}),
    "location": ("vị trí", _PLACE),
    "dice": ("xúc xắc", {"emoji": "🎲", "value": 1}),
}
"""Telegram's name of a kind → what the transcript shows, and the stand-in."""

_REPORTS = {
    "chat_background_set",
    "chat_shared",
    "connected_website",
    "gift",
    "message_auto_delete_timer_changed",
    "new_chat_photo",
    "paid_message_price_changed",
    "passport_data",
    "pinned_message",
    "refunded_payment",
    "successful_payment",
    "unique_gift",
    "users_shared",
    "web_app_data",
    "write_access_allowed",
}
"""What Telegram itself reports into a private chat: nobody waits for an answer to it."""


def content_of(message: Json) -> tuple[str, Json] | None:
    """What the transcript shows and the fields for handlers; None for Telegram's own reports."""
    for kind, (name, stand_in) in _KINDS.items():
        if kind in message:
            return f"[{name}]", {kind: stand_in}
    return None if message.keys() & _REPORTS else ("[nội dung khác]", {})

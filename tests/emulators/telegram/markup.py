"""What the server checks in a reply_markup."""

from __future__ import annotations

import json
import re

from emulators.telegram.errors import Json, bad_request

MAX_CALLBACK_DATA = 64  # bytes: Bot API, InlineKeyboardButton
_MAX_BUTTONS = 100
_URL = re.compile(r"(?:https?://)?[^\s/:]+\.[^\s/:]+(?::\d+)?(?:[/?#]\S*)?|tg://\S+")
_OTHER_KINDS = (
    "callback_game",
    "pay",
    "switch_inline_query",
    "switch_inline_query_chosen_chat",
    "switch_inline_query_current_chat",
    "login_url",
    "web_app",
    "copy_text",
)


def inline_keyboard(raw: str) -> Json | None:
    """The inline keyboard as a Message shows it; None when there is none (other keyboards are not echoed). Or 400."""
    if not raw:
        return None
    try:
        markup = json.loads(raw)
    except ValueError:
        raise bad_request("Can't parse reply keyboard markup JSON object") from None
    if not isinstance(markup, dict):
        raise bad_request("Object expected as reply markup")
    rows = markup.get("inline_keyboard")
    if not isinstance(rows, list):
        return None
    kept = [[_button(button) for button in _row(row)] for row in rows]
    if sum(map(len, kept)) > _MAX_BUTTONS:
        raise bad_request("Reply markup is too long")
    for button in (button for row in kept for button in row):
        if len(button.get("callback_data", "").encode()) > MAX_CALLBACK_DATA:
            raise bad_request("BUTTON_DATA_INVALID")
    kept = [row for row in kept if row]
    return {"inline_keyboard": kept} if kept else None


def _row(row: object) -> list[object]:
    if not isinstance(row, list):
        raise bad_request('Field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    return row


def _button(button: object) -> Json:
    if not isinstance(button, dict):
        raise bad_request("Can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    if "text" not in button:
        raise bad_request("Can't parse inline keyboard button: Can't find field \"text\"")
    if not str(button["text"]).strip():
        raise bad_request("Inline keyboard button text must be non-empty")
    if button.get("url"):
        if not _URL.fullmatch(str(button["url"])):
            raise bad_request(f"Inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
    elif not button.get("callback_data") and not any(kind in button for kind in _OTHER_KINDS):
        raise bad_request("Can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    return {key: value for key, value in button.items() if value is not None}

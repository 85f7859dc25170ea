"""What is held about one address (dữ liệu em giữ về một người): a value without ids of ours, and the file of it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from scheduler.consent import Consent, Purpose
from scheduler.people import Channel
from scheduler.rights import Right
from scheduler.working_days import VIETNAM

FILE_NAME = "du-lieu-cua-toi.json"


@dataclass(frozen=True, slots=True)
class KeptMessage:
    """A message whose words are still kept. ``from_us``: it was a reply."""

    at: dt.datetime
    from_us: bool
    text: str


@dataclass(frozen=True, slots=True)
class KnownFact:
    """A fact of the plan that was told."""

    fact: str
    pack_version: int
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class AskedRight:
    """A request about one's data. ``settled_at`` None: open."""

    right: Right
    at: dt.datetime
    settled_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Holdings:
    """All that is held. ``role``: the name other organisers read, None for a citizen; moments are aware UTC."""

    channel: Channel
    locality: str
    first_at: dt.datetime
    messages: tuple[KeptMessage, ...] = ()
    consents: tuple[Consent, ...] = ()
    told: tuple[KnownFact, ...] = ()
    requests: tuple[AskedRight, ...] = ()
    wrong_codes: int = 0
    role: str | None = None
    reachable: bool = True


_CHANNELS: Mapping[Channel, str] = {
    Channel.WEB: "trang web",
    Channel.TERMINAL: "cửa sổ lệnh",
    Channel.TELEGRAM: "Telegram",
    Channel.ZALO_BOT: "Zalo",
    Channel.ZALO_OA: "Zalo",
}
PURPOSES: Mapping[Purpose, str] = {
    Purpose.NOTICE: "lời báo lần đầu (chỉ là đã cho xem)",
    Purpose.NEWS: "nhận thông báo và nhắc việc",
}
RIGHTS: Mapping[Right, str] = {
    Right.CORRECT: "sửa thông tin",
    Right.ACCESS: "hỏi ai xem được dữ liệu",
    Right.STOP: "ngừng dùng dữ liệu",
    Right.COMPLAIN: "khiếu nại việc dùng dữ liệu",
}


def channel_name(channel: Channel) -> str:
    """The channel as people call it."""
    return _CHANNELS[channel]


def as_file(holdings: Holdings, now: dt.datetime) -> bytes:
    """The whole of it as JSON (UTF-8, Vietnamese time), with Vietnamese names, to be read by people and programs."""
    whole = {
        "lap_luc": _moment(now),
        "dia_phuong": holdings.locality,
        "kenh": channel_name(holdings.channel),
        "nhan_tin_lan_dau": _moment(holdings.first_at),
        "vai_tro": f"người tổ chức, tên hiện: {holdings.role}" if holdings.role else "bà con",
        "gui_tin_duoc": holdings.reachable,
        "dong_y": [_consent(one) for one in holdings.consents],
        "yeu_cau_ve_du_lieu": [
            {"viec": RIGHTS[one.right], "luc": _moment(one.at), "xong_luc": _moment(one.settled_at)}
            for one in holdings.requests
        ],
        "so_lan_go_ma_sai": holdings.wrong_codes,
        "dieu_da_tra_loi": [
            {"dieu": one.fact, "ban_ke_hoach": one.pack_version, "luc": _moment(one.at)} for one in holdings.told
        ],
        "tin_nhan": [
            {"luc": _moment(one.at), "ai": "máy" if one.from_us else "bác", "noi_dung": one.text}
            for one in holdings.messages
        ],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def _consent(one: Consent) -> dict[str, Any]:
    return {
        "viec": PURPOSES[one.purpose],
        "kenh": channel_name(one.channel),
        "luc": _moment(one.at),
        "thoi_luc": _moment(one.withdrawn_at),
        "loi_da_xem": one.text,
    }


def _moment(at: dt.datetime | None) -> str | None:
    return at.astimezone(VIETNAM).isoformat(timespec="seconds") if at else None

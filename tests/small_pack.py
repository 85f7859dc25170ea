"""A small sound pack of an invented commune, to be spoilt by tests one value at a time."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import yaml

from knowledge.pack.clauses import parse_plan_text
from knowledge.pack.loading import LoadedPack
from knowledge.pack.model import Pack

PLAN = """\
[header] Số: 12/KH-UBND
[header đoạn 1] Tân An, ngày 04 tháng 10 năm 2025
[title] KẾ HOẠCH Tổ chức Lễ phát động phong trào “Bình dân học vụ số”
[preamble đoạn 1] Thực hiện Kế hoạch số 99/KH-UBND ngày 22/9/2025 của UBND tỉnh về chuyển đổi số, UBND xã Tân An lập:
[I] MỤC ĐÍCH
[II] NỘI DUNG
[II.1] Thời gian: 13 giờ 30 ngày 09/10/2025 (thứ Năm).
[II.2] Địa điểm: Hội trường UBND xã.
[II.3] Thành phần: khoảng 60 người
[II.3 gạch 1] Đoàn viên: 40 người.
[II.3 gạch 2] Hội viên phụ nữ: 20 người.
[II.4] Chương trình
[II.4 gạch 1] Phát biểu hưởng ứng toàn dân tham gia Phong trào “Bình dân học vụ số” của Đoàn Thanh niên.
[II.5] Bàn “Thanh toán số”
[II.6] Chiến dịch 30 ngày phổ cập chữ ký số (từ ngày 10/10/2025 đến ngày 08/11/2025)
[III] TỔ CHỨC THỰC HIỆN
[III.1] Công an xã
[III.1 gạch 1] Đảm bảo an ninh trật tự trong thời gian diễn ra Lễ.
[III.2] Đoàn Thanh niên
[III.2 gạch 1] Triệu tập 40 đoàn viên trước ngày 08/10/2025.
[III.2 gạch 2] Báo cáo kết quả gửi UBND tỉnh trước ngày 20/11/2025.
[IV] KINH PHÍ
[IV gạch 1] Từ ngân sách xã.
[recipients] Nơi nhận: UBND tỉnh; Công an xã
[footer] CHỦ TỊCH Nguyễn Văn Mẫu
"""

PACK: dict[str, Any] = {
    "version": 1,
    "locality": {
        "slug": "tan-an",
        "name": "xã Tân An",
        "level": "xã",
        "place": "Tân An",
        "province": "tỉnh Đồng Nai",
        "aliases": ["Tân An"],
        "year": 2025,
    },
    "plan": {
        "issuing_body": {"clause": "preamble đoạn 1", "value": "UBND xã Tân An"},
        "number": {"clause": "header", "value": "12/KH-UBND"},
        "date": {"clause": "header đoạn 1", "value": "2025-10-04", "quote": "ngày 04 tháng 10 năm 2025"},
        "title": {"clause": "title", "value": "Tổ chức Lễ phát động phong trào “Bình dân học vụ số”"},
        "signer": {"clause": "footer", "value": "Nguyễn Văn Mẫu"},
        "recipients": ["UBND tỉnh", "Công an xã"],
        "recipients_clause": "recipients",
        "basis": [
            {
                "number": "99/KH-UBND",
                "issuer": "UBND tỉnh",
                "date": "2025-09-22",
                "about": "chuyển đổi số",
                "clause": "preamble đoạn 1",
            }
        ],
    },
    "units": [
        {"key": "police", "name": "Công an xã", "kind": "police"},
        {"key": "youth-union", "name": "Đoàn Thanh niên", "kind": "youth-union", "aliases": ["Đoàn xã"]},
    ],
    "activities": [
        {
            "key": "launch",
            "kind": "launch",
            "name": "Lễ phát động phong trào “Bình dân học vụ số”",
            "clause": "title",
            "when": {
                "clause": "II.1",
                "kind": "moment",
                "text": "13 giờ 30 ngày 09/10/2025 (thứ Năm)",
                "start": "2025-10-09T13:30:00+07:00",
                "weekday": "thứ Năm",
            },
            "venue": {"clause": "II.2", "value": "Hội trường UBND xã"},
        },
        {
            "key": "signatures",
            "kind": "campaign",
            "name": "Chiến dịch 30 ngày phổ cập chữ ký số",
            "clause": "II.6",
            "when": {
                "clause": "II.6",
                "kind": "window",
                "text": "từ ngày 10/10/2025 đến ngày 08/11/2025",
                "start": "2025-10-10",
                "end": "2025-11-08",
            },
            "details": [{"clause": "II.6", "kind": "duration", "about": ["kéo dài bao lâu"], "value": "30 ngày"}],
        },
    ],
    "attendees": [
        {
            "activity": "launch",
            "clause": "II.3",
            "total": 60,
            "total_quote": "khoảng 60 người",
            "approximate": True,
            "groups": [
                {"name": "Đoàn viên", "clause": "II.3 gạch 1", "side": "mobilised", "count": 40, "unit": "youth-union"},
                {"name": "Hội viên phụ nữ", "clause": "II.3 gạch 2", "side": "mobilised", "count": 20},
            ],
        }
    ],
    "programme": [
        {
            "order": 1,
            "item": "Phát biểu hưởng ứng toàn dân tham gia Phong trào “Bình dân học vụ số” của Đoàn Thanh niên",
            "clause": "II.4 gạch 1",
            "kind": "speech",
            "owner": ["youth-union"],
        }
    ],
    "desks": [{"key": "payment", "name": "Bàn “Thanh toán số”", "clause": "II.5", "guides": ["digital-payment"]}],
    "budget": {"clause": "IV", "value": "Từ ngân sách xã."},
    "reports": [
        {
            "clause": "III.2 gạch 2",
            "who": ["youth-union"],
            "to": "UBND tỉnh",
            "about": "kết quả",
            "by": "2025-11-20",
            "op": "before",
            "quote": "Báo cáo kết quả gửi UBND tỉnh trước ngày 20/11/2025",
        }
    ],
    "tasks": [
        {
            "key": "police-order",
            "clause": "III.1 gạch 1",
            "scope": "assignment",
            "lead": ["police"],
            "text": "Đảm bảo an ninh trật tự trong thời gian diễn ra Lễ.",
            "short": "Giữ an ninh trật tự tại Lễ",
            "deadline": {
                "type": "event",
                "relation": "during",
                "activity": "launch",
                "date": "2025-10-09",
                "explicit": True,
                "text": "trong thời gian diễn ra Lễ",
            },
        },
        {
            "key": "youth-call",
            "clause": "III.2 gạch 1",
            "scope": "assignment",
            "lead": ["youth-union"],
            "text": "Triệu tập 40 đoàn viên trước ngày 08/10/2025.",
            "short": "Triệu tập đoàn viên",
            "deadline": {
                "type": "fixed",
                "op": "before",
                "date": "2025-10-08",
                "explicit": True,
                "text": "trước ngày 08/10/2025",
            },
        },
    ],
}


def changed(path: str, value: object) -> dict[str, Any]:
    """The sound pack's data with one value set; a path such as ``tasks.1.deadline.text``."""
    data = copy.deepcopy(PACK)
    place: Any = data
    *steps, last = path.split(".")
    for step in steps:
        place = place[int(step)] if step.isdecimal() else place[step]
    if isinstance(place, list):
        place[int(last)] = value
    else:
        place[last] = value
    return data


def loaded(data: dict[str, Any] | None = None, plan: str = PLAN) -> LoadedPack:
    """The pack in memory."""
    return LoadedPack(Pack.model_validate(data or PACK), parse_plan_text(plan))


def write(folder: Path, data: dict[str, Any] | None = None, plan: str = PLAN) -> Path:
    """The pack as a folder on disk."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "plan.txt").write_text(plan, encoding="utf-8")
    (folder / "pack.yaml").write_text(
        yaml.safe_dump(data or PACK, allow_unicode=True, sort_keys=False), encoding="utf-8"
    )
    return folder

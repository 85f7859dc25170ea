"""What organisers read while they correct a fact (sửa), and what the others read who have to agree."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.organiser_words import moment
from knowledge.correcting.preview import ChangedAnswer
from knowledge.correcting.typed import LONGEST, SHORTEST, Fault
from scheduler.corrections import Proposal

SHOWN = 3
"""So many changed answers stand in a preview."""
_LINE = 220

CHOOSE = "Anh/chị muốn sửa điều gì? Giá trị của kế hoạch vẫn được giữ và nêu cùng giá trị mới."
CHOOSE_ACTIVITY = "Hoạt động nào?"
OTHERS, MORE = "Hoạt động khác", "Xem tiếp"
YES, AGAIN, NO = "Đúng, gửi đi", "Gõ lại", "Thôi, không sửa"
APPROVE, DECLINE, WITHDRAW = "Đồng ý", "Không đồng ý", "Rút lại"
LEFT = "Vâng, em không sửa gì."
NOTHING_IN_HAND = "Hiện không có việc nào đang làm dở."
NUMBER_TYPED = (
    "Trong phần vừa gõ có số giống số giấy tờ, số điện thoại hoặc mã, nên em không nhận. Anh/chị gõ lại, bỏ số ấy đi, "
    "hoặc gõ /huy để thôi."
)
GONE = "Việc này đã xong hoặc không còn nữa. Anh/chị gõ /suadoi để xem hiện nay thế nào."
NOT_YOUR_OWN = "Điều này do anh/chị đề nghị, nên cần một người tổ chức khác đồng ý."
NO_CHANGE = "Sửa như vậy thì không câu trả lời nào thay đổi, nên em không gửi. Anh/chị gõ /sua để chọn điều khác."

_FAULTS: dict[Fault, str] = {
    "no_day": "Em chưa đọc được ngày. Anh/chị gõ ví dụ: 10/10/2025.",
    "no_such_day": "Không có ngày này trên lịch. Anh/chị xem lại và gõ ví dụ: 10/10/2025.",
    "other_year": "Ngày này khác năm của kế hoạch. Anh/chị xem lại năm.",
    "past": "Lúc này đã qua rồi. Anh/chị gõ ngày giờ từ bây giờ trở đi.",
    "no_hour": "Em chưa đọc được giờ. Anh/chị gõ ví dụ: 14 giờ, hoặc 8 giờ 30 sáng.",
    "which_half": "Giờ này là sáng hay chiều? Anh/chị gõ ví dụ: 2 giờ chiều, hoặc 14 giờ.",
    "backwards": "Ngày sau phải muộn hơn ngày trước. Anh/chị gõ ví dụ: từ 10/10 đến 15/10.",
    "too_short": f"Phần này ngắn quá, cần ít nhất {SHORTEST} chữ cái.",
    "too_long": f"Phần này dài quá, nhiều nhất {LONGEST} chữ cái.",
    "same": "Giá trị này giống giá trị hiện nay. Anh/chị gõ giá trị mới.",
}
_EXAMPLES = {
    "day": "ví dụ 10/10/2025",
    "hour": "ví dụ 14 giờ, hoặc 8 giờ 30 sáng",
    "when": "ví dụ 8 giờ ngày 10/10, hoặc từ 10/10 đến 15/10",
}


def ask_value(label: str, part: str, held: str) -> str:
    """What holds now, and how to type the new value."""
    now = f"Hiện nay: {held}." if held else "Hiện nay: kế hoạch chưa nêu."
    example = f" ({_EXAMPLES[part]})" if part in _EXAMPLES else ""
    return f"{label}.\n{now}\nAnh/chị gõ giá trị mới{example}. Gõ /huy để thôi."


def fault(why: Fault) -> str:
    """Why a typed value is not taken."""
    return f"{_FAULTS[why]} Gõ /huy để thôi."


def preview(title: str, changed: Sequence[ChangedAnswer], told: int, alone: bool) -> str:
    """What would change, before it is sent."""
    whom = (
        "Hiện chỉ có một người tổ chức, nên sau khi anh/chị gửi, người giữ máy chủ duyệt bằng lệnh."
        if alone
        else "Sau khi anh/chị gửi, một người tổ chức khác phải đồng ý thì mới có hiệu lực."
    )
    return f"{title}\n\n{effect(changed, told)}\n\n{whom}"


def effect(changed: Sequence[ChangedAnswer], told: int) -> str:
    """How many answers change, the first of them, and how many people know the old ones."""
    known = f" Đã có {told} người được trả lời theo nội dung cũ." if told else " Chưa ai được trả lời theo nội dung cũ."
    shown = [f"{number}. {one.label}\n{_difference(one)}" for number, one in enumerate(changed[:SHOWN], start=1)]
    rest = [f"… và {len(changed) - SHOWN} câu khác."] if len(changed) > SHOWN else []
    return "\n".join([f"{len(changed)} câu trả lời sẽ thay đổi.{known}", *shown, *rest])


def _difference(one: ChangedAnswer) -> str:
    before, after = one.before.splitlines(), one.after.splitlines()
    gone = [f"Cũ: {_cut(line)}" for line in before if line not in after]
    new = [f"Mới: {_cut(line)}" for line in after if line not in before]
    return "\n".join([*gone[:2], *new[:3]])


def _cut(line: str) -> str:
    return line if len(line) <= _LINE else line[: _LINE - 1] + "…"


def title(label: str, held: str, new: str) -> str:
    """ "Giờ bắt đầu, Lễ phát động: 13 giờ 30 → 14 giờ" """
    return f"{label}: {held or 'chưa nêu'} → {new}"


def revoke_title(label: str, new: str) -> str:
    return f"Bỏ sửa “{label}: {new}”, trở lại như trước"


def sent(key: str, slug: str, alone: bool) -> str:
    """After the proposer confirmed."""
    if alone:
        return (
            f"Đã ghi đề nghị, mã {key}. Hiện chỉ có một người tổ chức, nên người giữ máy chủ duyệt bằng lệnh:\n"
            f"hocvuso organisers approve {key} --locality {slug}\nXem hoặc rút lại: /suadoi"
        )
    return "Đã gửi những người tổ chức khác. Khi một người đồng ý, câu trả lời đổi ngay. Xem hoặc rút lại: /suadoi"


def asks(name: str, what: str, changed: str) -> str:
    """To the others, who may agree."""
    return f"{name} đề nghị sửa, cần một người đồng ý.\n{what}\n\n{changed}"


def approved(name: str, what: str, told: int) -> str:
    """To everybody, once it is in force."""
    known = f" Trước đó có {told} người được trả lời theo nội dung cũ." if told else ""
    return f"{name} đã đồng ý. Có hiệu lực từ lúc này: {what}.{known}"


def declined(name: str, what: str) -> str:
    return f"{name} không đồng ý: {what}. Mọi thứ giữ nguyên."


def withdrawn(name: str, what: str) -> str:
    return f"{name} rút lại đề nghị: {what}. Mọi thứ giữ nguyên."


NONE = "Chưa có điều nào được sửa. Muốn sửa, anh/chị gõ /sua."


def listed(lines: Sequence[str]) -> str:
    """/suadoi"""
    return "Các điều đã sửa hoặc đang chờ duyệt:\n" + "\n".join(lines)


def line(number: int, one: Proposal, what: str, names: dict[int, str]) -> str:
    """One correction in the list."""
    by = names.get(one.by, "một người trước đây")
    if one.approved_at is None:
        state = f"chờ duyệt, {by} đề nghị lúc {moment(one.at)}, mã {one.key}"
    elif one.revoked_by is not None:
        asker = names.get(one.revoked_by, "một người trước đây")
        state = f"đang có hiệu lực; {asker} đề nghị bỏ, chờ duyệt, mã {one.key}"
    else:
        state = f"có hiệu lực từ {moment(one.approved_at)}, {by} đề nghị"
    return f"{number}. {what} ({state})"


def choice_label(verb: str, number: int) -> str:
    return f"{verb} điều {number}"


REVOKE = "Bỏ sửa"

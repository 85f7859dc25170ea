"""What organisers (người tổ chức) read, in one place for an official to review. They are "anh/chị", we are "em".

Texts are plain text; what citizens read is in `dialogue`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from handlers.dialogue import place_of
from knowledge.pack.loading import LoadedPack
from scheduler.audit import AT_THE_MACHINE, THE_CLOCK, Line
from scheduler.codes import TRIES
from scheduler.organisers import Organiser
from scheduler.working_days import VIETNAM

NAME_CHARS = 60


def moment(at: dt.datetime) -> str:
    """ "14:05 ngày 09/10/2025", Vietnamese time."""
    return f"{at.astimezone(VIETNAM):%H:%M ngày %d/%m/%Y}"


def joined(pack: LoadedPack, name: str, code: str, first: bool) -> str:
    """After a one-time code: what they are now, and the personal code, shown once."""
    owns = (
        "Địa phương nay đã có người chịu trách nhiệm, nên em bỏ dòng “Bản dùng thử” "
        f"trên trang của {place_of(pack)}.\n\n"
        if first
        else ""
    )
    return (
        f"Em chào {name}. Từ bây giờ anh/chị là người tổ chức của {place_of(pack)} trên trợ lý này.\n\n{owns}"
        f"Mã riêng của anh/chị: {code}\n"
        "Xin ghi lại và giữ kín. Em hỏi mã này khi anh/chị dùng máy khác, và trước khi gửi tin cho người khác "
        "từ trang web. Em chỉ hiện mã một lần này.\n\n"
        "Gõ /quanly để xem anh/chị làm được những gì."
    )


def told_of_newcomer(name: str) -> str:
    """To the other organisers."""
    return f"{name} vừa trở thành người tổ chức. Nếu không phải người mình mời, anh/chị gõ /nguoitochuc để gỡ ngay."


ALREADY = "Anh/chị đã là người tổ chức ở đây rồi. Mã này em chưa dùng tới, người khác vẫn dùng được."
SIGNED_IN = "Em nhận ra anh/chị rồi. Gõ /quanly để xem các việc làm được."
WRONG_CODE = (
    "Mã này không đúng, đã dùng rồi, hoặc đã hết hạn. Xin xem lại từng chữ, hoặc nhờ người tổ chức khác "
    "gõ /moi để cấp mã mới."
)
TOO_MANY_CODES = f"Đã có {TRIES} lần gõ mã sai trong một giờ. Xin chờ một giờ rồi thử lại."
CODE_IN_PRIVATE = (
    "Mã này xin đừng gõ trong nhóm, vì ai cũng đọc được. Anh/chị mở trò chuyện riêng với em rồi gõ mã ở đó. "
    "Nếu sợ người khác đã đọc mất, xin nhờ cấp mã khác."
)
NEEDS_CODE = (
    "Việc này gửi tin cho người khác, nên em cần chắc là anh/chị. Xin gõ mã riêng (ví dụ BL-K7QM3T), rồi làm lại."
)


def powers(pack: LoadedPack) -> str:
    """/quanly"""
    return (
        f"Anh/chị là người tổ chức của {place_of(pack)}. Các việc làm được:\n"
        "/nguoitochuc: ai đang là người tổ chức, gỡ một người\n"
        "/moi Tên: cấp mã cho người tổ chức mới\n"
        "/ten Tên: đổi tên của anh/chị\n"
        "/truc: giờ trực để trả lời bà con\n"
        "/yeucau: yêu cầu của bà con về dữ liệu, hạn theo luật; trả lời\n"
        "/homnay: hôm nay có bao nhiêu người hỏi, trả lời được bao nhiêu\n"
        "/sua: sửa ngày, giờ, địa điểm … khi kế hoạch thay đổi; /suadoi: các điều đã sửa\n"
        "/cauhoi: các câu chưa trả lời được, trả lời chung một lần; /traloi: các câu đã trả lời chung\n"
        "/tamdung: tạm dừng trả lời bà con ngay; /tieptuc: trả lời lại\n"
        "/mamoi: đổi mã riêng khi quên hoặc lộ mã\n"
        "/nhatky: ai đã làm gì, lúc nào\n"
        "/thoat: thoát ở máy này; /thoathet: thoát ở mọi máy"
    )


def people(organisers: Sequence[Organiser], me: Organiser) -> str:
    """/nguoitochuc"""
    lines = [
        f"{number}. {one.name}{' (anh/chị)' if one.id == me.id else ''}, từ {moment(one.since)}"
        for number, one in enumerate(organisers, start=1)
    ]
    alone = (
        "\n\nHiện chỉ có một người tổ chức. Việc nào cần hai người đồng ý thì người giữ máy chủ xác nhận bằng lệnh "
        "hocvuso organisers, có ghi vào nhật ký."
        if len(organisers) == 1
        else ""
    )
    return "Người tổ chức hiện nay:\n" + "\n".join(lines) + alone


def invited(name: str, code: str, expires_at: dt.datetime) -> str:
    """After /moi."""
    return (
        f"Mã cho {name}: {code}\n"
        f"Dùng một lần, đến {moment(expires_at)}. Anh/chị đọc hoặc gửi riêng mã này cho {name}; "
        "người ấy mở trò chuyện với em và gõ đúng mã. Em chỉ hiện mã một lần này."
    )


INVITE_WHOM = "Xin gõ kèm tên người được mời, ví dụ: /moi Chị Lan, Văn phòng"
NAME_WHICH = "Xin gõ kèm tên, ví dụ: /ten Anh Minh, Phòng Văn hóa - Xã hội"


def remove_label(name: str) -> str:
    return f"Gỡ {name}"


def sure_to_remove(name: str) -> str:
    return f"Gỡ {name} khỏi danh sách người tổ chức? Quyền của người này hết ngay, ở mọi máy."


def sure_to_leave(pack: LoadedPack, last: bool) -> str:
    """Somebody takes themselves off."""
    if last:
        return (
            "Anh/chị là người tổ chức cuối cùng. Nếu rời, dòng “Bản dùng thử” hiện lại, và muốn có người tổ chức mới "
            "phải xin mã từ người giữ máy chủ. Vẫn rời?"
        )
    return f"Anh/chị muốn thôi làm người tổ chức của {place_of(pack)}?"


YES_REMOVE, NO_KEEP = "Đồng ý gỡ", "Không, giữ nguyên"
KEPT = "Vâng, em giữ nguyên."


def removed(name: str) -> str:
    return f"Đã gỡ {name}. Từ lúc này người ấy không còn quyền gì ở đây."


YOU_LEFT = "Anh/chị không còn là người tổ chức nữa. Em cảm ơn anh/chị đã giúp bà con."
YOU_WERE_REMOVED = "Anh/chị không còn là người tổ chức ở đây nữa. Có gì chưa rõ, xin hỏi các người tổ chức khác."
NOT_THERE = "Người này không còn trong danh sách."


def renamed(name: str) -> str:
    return f"Từ nay người khác thấy anh/chị là: {name}."


def renewed(code: str) -> str:
    """After /mamoi."""
    return (
        f"Mã riêng mới của anh/chị: {code}\nMã cũ không dùng được nữa. Xin ghi lại và giữ kín, em chỉ hiện một lần này."
    )


SIGNED_OUT = "Đã thoát ở máy này. Muốn dùng lại, anh/chị gõ mã riêng."
SIGNED_OUT_EVERYWHERE = "Đã thoát ở mọi máy. Muốn dùng lại, anh/chị gõ mã riêng."

_ACTS = {
    "invite": "cấp mã mời",
    "join": "trở thành người tổ chức",
    "sign in": "đăng nhập",
    "sign out": "thoát",
    "rename": "đổi tên",
    "renew code": "đổi mã riêng",
    "remove": "gỡ",
    "take over": "nhận trả lời bà con, lượt",
    "end hand-over": "kết thúc trả lời, lượt",
    "set duty hours": "đổi giờ trực",
    "answer request": "trả lời",
    "settle request": "báo đã xong",
    "propose": "đề nghị sửa",
    "approve": "duyệt",
    "decline": "không duyệt",
    "withdraw": "rút lại",
    "ask to revoke": "đề nghị bỏ sửa",
    "revoke": "duyệt bỏ sửa",
    "answer for all": "trả lời chung, số",
    "revoke answer": "bỏ câu trả lời chung, số",
    "pause": "tạm dừng trả lời",
    "resume": "cho trả lời lại",
}


def audit(lines: Sequence[Line], names: dict[int, str], broken: int | None) -> str:
    """/nhatky"""
    if not lines:
        return "Nhật ký chưa có dòng nào."
    told = [
        f"{line.number}. {moment(line.act.at)}: {_who(line.act.actor, names)} {_ACTS.get(line.act.act, line.act.act)}"
        f"{_about(line.act.about, names)}"
        for line in lines
    ]
    whole = (
        f"Cảnh báo: nhật ký bị sửa từ dòng {broken}. Xin báo ngay cho người giữ máy chủ."
        if broken is not None
        else f"Nhật ký nguyên vẹn. Mã kiểm tra của dòng cuối: {lines[-1].hash[:12]}"
    )
    return "Việc làm gần đây:\n" + "\n".join(told) + f"\n\n{whole}"


def _who(actor: str, names: dict[int, str]) -> str:
    if actor == AT_THE_MACHINE:
        return "người giữ máy chủ"
    if actor == THE_CLOCK:
        return "máy"
    number = actor.removeprefix("organiser ")
    return names.get(int(number), f"người tổ chức số {number}") if number.isdecimal() else actor


def _about(about: str, names: dict[int, str]) -> str:
    if not about:
        return ""
    if about == "everywhere":
        return " ở mọi máy"
    if about.startswith("invited by "):
        return f" (do {_who(about.removeprefix('invited by '), names)} mời)"
    if about.startswith("request "):
        return f" yêu cầu về dữ liệu số {about.removeprefix('request ')}"
    return f": {_who(about, names) if about.startswith('organiser ') else about}"

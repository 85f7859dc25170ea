"""What is said about people's data: agreeing to news and stopping them, what is held, erasing, and requests.

Citizens are "bác", organisers "anh/chị". Plain text, for an official to review.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from handlers.dialogue import office_of, place_of, subject_of, trial_notice
from handlers.organiser_words import moment
from knowledge.pack.loading import LoadedPack
from scheduler.consent import Consent, Purpose
from scheduler.holdings import RIGHTS, Holdings, channel_name
from scheduler.rights import Request, Right

PRIVATELY = "Dạ, việc này em chỉ làm khi bác nhắn riêng cho em, không làm trong nhóm."

# --- news -------------------------------------------------------------------------------------------------------------


def consent_text(pack: LoadedPack, claimed: bool) -> str:
    """What somebody agrees to by the button below; it is kept with the consent, word for word."""
    notice = [] if claimed else [trial_notice(pack)]
    asks = (
        f"Bác có muốn em nhắn tin cho bác về {subject_of(pack)} ở {place_of(pack)} không ạ? Em chỉ nhắn hai loại: "
        "thông báo của người tổ chức (đổi giờ, đổi nơi…) và lời nhắc trước ngày lễ."
    )
    keeps = (
        "Để nhắn được, em nhớ cuộc trò chuyện này và việc bác đã đồng ý, không cần số điện thoại hay tên. "
        "Bác thôi lúc nào cũng được: gõ /dung."
    )
    return "\n\n".join([asks, keeps, *notice])


AGREE, DECLINE = "Tôi đồng ý nhận tin", "Không, cảm ơn"
AGREED = "Dạ, em đã ghi là bác đồng ý nhận tin. Khi nào muốn thôi, bác gõ /dung."
DECLINED = "Dạ vâng, em không nhắn tin cho bác. Bác vẫn hỏi em bình thường ạ."
AGREED_ALREADY = "Dạ, bác đã đồng ý nhận tin rồi ạ. Muốn thôi, bác gõ /dung."
WITHDRAWN = (
    "Dạ, em đã ghi: bác thôi nhận thông báo và nhắc việc. Từ giờ em không tự nhắn cho bác nữa, chỉ trả lời khi bác "
    "hỏi. Muốn nhận lại, bác gõ /dangky."
)

# --- what is held -----------------------------------------------------------------------------------------------------

NOTHING_HELD = "Dạ, em không còn giữ gì về bác."
FILE_CAPTION = "Toàn bộ những gì em giữ về bác, trong một tệp (JSON). Bác đừng gửi tệp này cho người lạ."


def held(holdings: Holdings) -> str:
    """/dulieucuatoi"""
    from_us = sum(one.from_us for one in holdings.messages)
    from_you = len(holdings.messages) - from_us
    told = f", gần nhất lúc {moment(holdings.told[-1].at)}" if holdings.told else ""
    role = f"người tổ chức, tên người khác thấy: {holdings.role}" if holdings.role else "bà con hỏi tin"
    lines = [
        "Em giữ về bác những điều sau:",
        f"– Bác nhắn cho em lần đầu lúc {moment(holdings.first_at)}, qua {channel_name(holdings.channel)}.",
        f"– Tin nhắn còn giữ: {from_you} của bác, {from_us} của em; mỗi tin 30 ngày rồi máy xóa.",
        f"– Điều trong kế hoạch em đã trả lời bác: {len(holdings.told)}{told}.",
        f"– Nhận tin: {_news(holdings.consents)}.",
        f"– Vai trò: {role}.",
        *(f"– Bác đã yêu cầu {RIGHTS[one.right]}, lúc {moment(one.at)}." for one in holdings.requests),
    ]
    without = "" if holdings.role else "họ tên, "
    rest = (
        f"Em không có {without}số điện thoại hay số giấy tờ của bác. Chi tiết ở tệp ngay dưới đây. "
        "Muốn xóa hết, bác gõ /xoadulieu."
    )
    return "\n".join(lines) + f"\n\n{rest}"


def _news(consents: Sequence[Consent]) -> str:
    agreed = [one for one in consents if one.purpose is Purpose.NEWS]
    if not agreed:
        return "bác chưa đồng ý"
    last = agreed[-1]
    if last.withdrawn_at is not None:
        return f"bác đã thôi lúc {moment(last.withdrawn_at)}"
    return f"bác đồng ý lúc {moment(last.at)}"


# --- erasing ----------------------------------------------------------------------------------------------------------


def erasing(organiser: bool, last: bool) -> str:
    """/xoadulieu: what would go; ``last``: nobody else is an organiser."""
    role = "\n– quyền người tổ chức của anh/chị, ở mọi máy" if organiser else ""
    alone = (
        "\n\nAnh/chị là người tổ chức cuối cùng: dòng “Bản dùng thử” sẽ hiện lại, và muốn có người tổ chức mới phải "
        "xin mã từ người giữ máy chủ."
        if organiser and last
        else ""
    )
    return (
        "Bác muốn em xóa hết những gì em giữ về bác? Em sẽ xóa:\n"
        "– mọi tin nhắn giữa bác và em\n"
        "– việc bác đồng ý hay thôi nhận tin\n"
        f"– các yêu cầu của bác về dữ liệu{role}\n\n"
        "Em chỉ giữ một mã kiểm chứng (không đọc ngược ra bác được) với ngày giờ xóa. "
        f"Muốn có bản sao trước, bác gõ /dulieucuatoi.{alone}"
    )


ERASE, KEEP = "Xóa hết", "Không, giữ lại"
SURE = "Xóa rồi thì em không lấy lại được. Bác chắc chắn xóa chứ ạ?"
ERASE_SURELY = "Chắc chắn, xóa đi"
KEPT = "Dạ vâng, em giữ nguyên, không xóa gì cả."
ERASED = (
    "Dạ, em đã xóa hết những gì em giữ về bác. Tin nhắn còn hiện trên máy của bác là do ứng dụng giữ, bác tự xóa ở đó. "
    "Khi nào bác nhắn lại, em coi như mới gặp bác lần đầu. Em chào bác ạ."
)

# --- requests that humans settle --------------------------------------------------------------------------------------


def _date(day: dt.date) -> str:
    return f"{day:%d/%m/%Y}"


def request_taken(right: Right, answer_on: dt.date, settle_on: dt.date) -> str:
    """To the citizen, when organisers were told."""
    return (
        f"Dạ, em đã chuyển yêu cầu {RIGHTS[right]} của bác cho người phụ trách. Bác sẽ được trả lời ngay tại đây, "
        f"chậm nhất ngày {_date(answer_on)}; xong việc chậm nhất ngày {_date(settle_on)}. "
        "Em chỉ báo loại yêu cầu và ngày, không gửi kèm tin nhắn của bác."
    )


def request_known(right: Right, settle_on: dt.date) -> str:
    """The same was asked and is still open."""
    return f"Dạ, yêu cầu {RIGHTS[right]} của bác em đã chuyển rồi, xong việc chậm nhất ngày {_date(settle_on)} ạ."


def nobody_to_ask(pack: LoadedPack, right: Right) -> str:
    """To the citizen, while no organiser stands behind the locality."""
    return (
        f"Dạ, yêu cầu {RIGHTS[right]} phải do cán bộ giải quyết, mà trợ lý này chưa có người phụ trách. "
        f"Bác liên hệ {office_of(pack)} giúp em. Bác tự xem được những gì em giữ: gõ /dulieucuatoi; "
        "tự xóa hết: gõ /xoadulieu."
    )


def request_came(right: Right, answer_on: dt.date, settle_on: dt.date) -> str:
    """To the organisers."""
    return (
        f"Có bà con yêu cầu {RIGHTS[right]}. Theo luật, anh/chị cần trả lời chậm nhất ngày {_date(answer_on)} "
        f"và làm xong chậm nhất ngày {_date(settle_on)}. Gõ /yeucau để xem và trả lời."
    )


NO_REQUESTS = "Không có yêu cầu nào về dữ liệu đang chờ."


def open_requests(requests: Sequence[Request], today: dt.date) -> str:
    """/yeucau"""
    lines = [_line(one, today) for one in requests]
    return (
        "Các yêu cầu về dữ liệu đang chờ:\n"
        + "\n".join(lines)
        + "\n\nTrả lời một yêu cầu: gõ /yeucau, số, rồi lời trả lời, ví dụ: /yeucau 3 Bác cho biết cần sửa điều gì ạ? "
        "Em chuyển nguyên lời tới người hỏi."
    )


def _line(one: Request, today: dt.date) -> str:
    late = " (ĐÃ QUÁ HẠN)" if one.is_overdue(today) else ""
    answered = "đã trả lời" if one.answered_at else f"trả lời trước hết ngày {_date(one.answer_on)}"
    settle = f"xong trước hết ngày {_date(one.settle_on)}{late}"
    return f"Số {one.id}: {RIGHTS[one.right]}, nhận lúc {moment(one.asked_at)}; {answered}, {settle}"


def settle_label(number: int) -> str:
    return f"Đã xong số {number}"


NOT_OPEN = "Yêu cầu số này không có, hoặc đã xong. Anh/chị gõ /yeucau để xem các yêu cầu đang chờ."


def answer_relayed(number: int) -> str:
    return f"Em đã chuyển lời trả lời tới người gửi yêu cầu số {number}. Xong việc, anh/chị gõ /yeucau rồi bấm nút."


def answer_of(right: Right, words: str) -> str:
    """To the citizen: an organiser's own words."""
    return f"Người phụ trách trả lời yêu cầu {RIGHTS[right]} của bác:\n\n{words}"


def settled(number: int) -> str:
    return f"Đã ghi: yêu cầu số {number} xong. Em đã báo cho người gửi."


def settled_for_you(right: Right) -> str:
    """To the citizen."""
    return (
        f"Dạ, người phụ trách báo đã giải quyết xong yêu cầu {RIGHTS[right]} của bác. "
        "Nếu chưa đúng ý, bác cứ nhắn lại yêu cầu cho em ạ."
    )


def alarm(near: Sequence[Request], past: Sequence[Request]) -> str:
    """To the organisers, by the clock."""
    parts = []
    if past:
        parts.append("QUÁ HẠN theo luật:\n" + "\n".join(_due(one) for one in past))
    if near:
        parts.append("Sắp tới hạn:\n" + "\n".join(_due(one) for one in near))
    return "Yêu cầu của bà con về dữ liệu.\n\n" + "\n\n".join(parts) + "\n\nGõ /yeucau để xem và trả lời."


def _due(one: Request) -> str:
    what = "làm xong" if one.answered_at else "trả lời"
    return f"– Số {one.id}, {RIGHTS[one.right]}: {what} chậm nhất ngày {_date(one.due_on)}"

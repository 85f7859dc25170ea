"""Every text of the dialogue, in one place for an official to review: short, warm, no jargon.

The machine calls itself "em" and the person "bác" (or "anh chị"). Texts are plain text; answers and guides have their
own words in knowledge/.
"""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.answering.wording import section_name
from knowledge.pack.loading import LoadedPack
from scheduler.scrubbing import Secret


def place_of(pack: LoadedPack) -> str:
    """How the locality is named in a sentence: "phường Bình Long"."""
    locality = pack.pack.locality
    name = locality.name.strip()
    return name if name.lower().startswith(locality.level) else f"{locality.level} {name}"


def subject_of(pack: LoadedPack) -> str:
    """What the plan is about, in a few words."""
    if pack.launch is not None:
        return "Lễ phát động phong trào “Bình dân học vụ số”"
    return "các hoạt động chuyển đổi số"


def trial_notice(pack: LoadedPack) -> str:
    """Shown until an organiser has claimed the locality (DESIGN 7)."""
    return f"Bản dùng thử, không phải kênh chính thức của UBND {place_of(pack)}."


def welcome(pack: LoadedPack, claimed: bool) -> str:
    """First contact: a machine (Luật 134/2025/QH15, Điều 11), what it can do, what it keeps, how to stop."""
    notice = [] if claimed else [trial_notice(pack)]
    who = "Dạ, em chào bác. Em là máy trả lời tự động, không phải người thật."
    can = (
        f"Bác hỏi em về {subject_of(pack)} ở {place_of(pack)}: cứ gõ như nói chuyện, không dấu cũng được, "
        "hoặc bấm một nút bên dưới."
    )
    keeps = (
        "Em giữ tin nhắn 30 ngày rồi xóa, không lưu số căn cước, mã OTP, mật khẩu. Muốn xem em giữ gì về bác, gõ "
        "/dulieucuatoi. Muốn em xóa hết, gõ /xoadulieu. Cần giúp, bác gõ /trogiup. Muốn dừng, bác gõ /dung."
    )
    return "\n\n".join(["\n".join([who, *notice]), can, keeps])


def about(pack: LoadedPack, claimed: bool) -> str:
    """ "Máy này là gì?" """
    notice = [] if claimed else [trial_notice(pack)]
    who = "Em là máy trả lời tự động, không phải cán bộ."
    says = (
        f"Em chỉ nói những gì có trong kế hoạch của {place_of(pack)}, và nói rõ ở mục nào để bác xem lại. "
        "Điều gì kế hoạch chưa nêu thì em nói là chưa nêu, em không đoán."
    )
    keeps = (
        "Em giữ tin nhắn 30 ngày rồi xóa. Em không bao giờ hỏi số căn cước, mã OTP hay mật khẩu. "
        "Ai hỏi bác những số đó, xin bác đừng đưa."
    )
    return "\n\n".join([who, says, keeps, *notice])


def help_text(pack: LoadedPack) -> str:
    """/trogiup"""
    return (
        f"Bác hỏi em về {subject_of(pack)} ở {place_of(pack)}. Bác gõ như nói chuyện, không dấu cũng được.\n\n"
        "Ví dụ:\n"
        f"{_examples(pack)}\n\n"
        "Bác cũng có thể bấm nút, hoặc gõ số của nút.\n"
        "/menu: các mục để chọn\n"
        "/trogiup: xem lại trang này\n"
        "/dangky: nhận thông báo và nhắc việc; /dung: thôi nhận\n"
        "/dulieucuatoi: em đang giữ gì về bác\n"
        "/xoadulieu: xóa hết những gì em giữ về bác"
    )


def _examples(pack: LoadedPack) -> str:
    examples = (
        ["– Lễ tổ chức ngày nào, ở đâu?"]
        if pack.launch
        else [f"– Tháng này {pack.pack.locality.level} có hoạt động gì?"]
    )
    if pack.pack.desks:
        name = pack.pack.desks[0].name
        examples.append(f"– {name if name.startswith('Bàn') else f'Bàn “{name}”'} giúp việc gì?")
    busy = next((task.lead[0] for task in pack.pack.tasks if task.scope == "assignment" and task.lead), None)
    if busy is not None:
        examples.append(f"– {pack.units[busy].name} làm việc gì?")
    return "\n".join(examples)


COMMANDS = (
    ("menu", "Các mục để chọn"),
    ("trogiup", "Cách hỏi, kèm ví dụ"),
    ("dangky", "Nhận thông báo và nhắc việc"),
    ("dung", "Dừng, thôi nhận tin"),
    ("dulieucuatoi", "Em đang giữ gì về bác"),
    ("xoadulieu", "Xóa hết dữ liệu của bác"),
)
"""The commands a platform offers behind its menu button: name and what it does."""


def group_note(pack: LoadedPack, claimed: bool) -> str:
    """Once, when we are added to a group (Luật 134/2025/QH15, Điều 11): what is read there, and what is not."""
    notice = [] if claimed else [trial_notice(pack)]
    who = f"Dạ, em chào bà con. Em là máy trả lời tự động về {subject_of(pack)} ở {place_of(pack)}."
    reads = (
        "Trong nhóm, em chỉ đọc tin gọi đích danh em: gõ @ rồi chọn tên em, hoặc bấm trả lời vào tin của em. "
        "Tin khác của nhóm em không đọc, không lưu."
    )
    return "\n\n".join(["\n".join([who, *notice]), reads])


STOPPED = (
    "Dạ vâng, em dừng ở đây. Em chỉ trả lời khi bác hỏi, không tự nhắn cho bác. Khi nào cần, bác cứ nhắn lại cho em ạ."
)
GO_ON = "Dạ vâng. Bác cần hỏi gì thêm, bác cứ gõ cho em ạ."
UNKNOWN_COMMAND = "Dạ, em không có lệnh này. Bác gõ câu hỏi bình thường là được, hoặc chọn một mục dưới đây."
GONE_BUTTON = "Dạ, nút này đã cũ, nội dung đã thay đổi. Bác chọn lại giúp em ở dưới, hoặc gõ câu hỏi."
EMPTY = "Dạ, em chưa thấy chữ nào. Bác gõ câu hỏi giúp em ạ."
NO_SUCH_NUMBER = "Dạ, em chưa rõ số này là gì. Bác gõ câu hỏi bằng chữ, hoặc chọn một mục dưới đây."


def office_of(pack: LoadedPack) -> str:
    """Whom to turn to in person: the units the plan names as its contact, otherwise the people's committee."""
    contact = pack.pack.plan.contact
    units = [pack.units[key].name for key in contact.units if key in pack.units] if contact else []
    corrected = next((one.value for one in pack.corrections if one.field == "contact"), "")
    return corrected or ", ".join(units) or f"UBND {place_of(pack)}"


def too_long(limit: int) -> str:
    """A message longer than ``limit`` characters."""
    written = f"{limit:,}".replace(",", ".")
    return (
        f"Dạ, tin của bác dài quá {written} ký tự nên em chưa đọc được. Bác hỏi ngắn lại, mỗi lần một việc, giúp em ạ."
    )


_OTHER_CONTENT = {
    "sticker": "Dạ, em cảm ơn bác. Em chỉ đọc được chữ thôi, bác cần hỏi gì cứ gõ cho em ạ.",
    "photo": "Dạ, em không xem được hình và không tải hình về. Bác gõ câu hỏi bằng chữ giúp em. "
    "Xin bác đừng gửi ảnh giấy tờ tùy thân ạ.",
    "voice": "Dạ, em chưa nghe được tiếng nói. Bác gõ chữ giúp em, hoặc bấm hình micro trên bàn phím để điện thoại "
    "viết thay bác ạ.",
    "video": "Dạ, em không xem được video. Bác gõ câu hỏi bằng chữ giúp em ạ.",
    "document": "Dạ, em không mở được tệp và không tải tệp về. Bác gõ câu hỏi bằng chữ giúp em ạ.",
    "contact": "Dạ, em không cần số điện thoại của ai cả và không lưu lại. Bác gõ câu hỏi bằng chữ giúp em ạ.",
    "location": "Dạ, em không xem vị trí của bác và không lưu lại. Bác gõ câu hỏi bằng chữ giúp em ạ.",
}
_OTHER_CONTENT |= {
    "animation": _OTHER_CONTENT["sticker"],
    "dice": _OTHER_CONTENT["sticker"],
    "audio": _OTHER_CONTENT["voice"],
    "video_note": _OTHER_CONTENT["video"],
    "venue": _OTHER_CONTENT["location"],
}


def other_content(kind: str) -> str:
    """What is no text: ``kind`` is aiogram's content type."""
    return _OTHER_CONTENT.get(kind, "Dạ, em chỉ đọc được chữ. Bác gõ câu hỏi giúp em ạ.")


_SECRET_NAMES: dict[Secret, str] = {
    "id_number": "số giấy tờ hoặc số tài khoản",
    "code": "mã hoặc mật khẩu",
    "phone": "số điện thoại",
}


def secret_warning(found: Iterable[Secret]) -> str:
    """After something that looks like a secret was taken out."""
    seen = set(found)
    names = ", ".join(name for secret, name in _SECRET_NAMES.items() if secret in seen)
    if seen == {"phone"}:
        return "Dạ, em thấy có số điện thoại. Em không cần và không lưu số này. Bác giữ riêng cho mình ạ."
    return (
        f"Dạ, hình như trong tin của bác có {names}. Em đã xóa đi, không lưu lại.\n\n"
        "Xin bác đừng gửi những thứ này cho em hay cho ai trên mạng. Cán bộ thật cũng không hỏi mã OTP hay mật khẩu."
    )


ACTIVITIES = ("Có những hoạt động nào?", "m:activities")
MAIN_CHOICES = (
    ("Lễ diễn ra khi nào, ở đâu?", "q:launch.when"),
    ("Bàn nào giúp việc gì?", "m:desks"),
    ("Ai làm việc gì?", "m:units"),
    ("Hướng dẫn từng bước", "m:guides"),
    ACTIVITIES,
    ("Chương trình buổi lễ có gì?", "q:programme"),
    ("Chỉ tiêu phải đạt là gì?", "q:target.list"),
    ("Phong trào này để làm gì?", "q:plan.purpose"),
)
"""The large buttons in their order; of those a pack can answer, the first four are shown.

Without a launch the activities come first."""

ABOUT = "Máy này là gì?"
ASK_HUMAN = "Hỏi người thật"
SEE_MENU = "Xem các mục để chọn"
NEXT_PAGE = "Xem tiếp"

MENU_INTROS = {
    "main": "Bác muốn hỏi việc gì ạ?",
    "desks": "Tại lễ có các bàn hỗ trợ dưới đây. Bác cần bàn nào ạ?",
    "activities": "Kế hoạch có các hoạt động dưới đây. Bác muốn biết việc nào ạ?",
    "units": "Bác muốn biết đơn vị nào làm việc gì ạ?",
    "guides": "Em chỉ từng bước các việc dưới đây. Bác muốn xem việc nào ạ?",
}


def clause_button(address: str) -> str:
    """The button that shows the plan's own words."""
    return f"Xem nguyên văn {section_name(address)}"

"""What the web pages themselves say (lời của trang web); answers and dialogue have their words elsewhere."""

from __future__ import annotations

TEST_PLANS = (
    "Bản dùng thử dựa trên kế hoạch công khai, không phải kênh chính thức của UBND các địa phương này; "
    "chưa địa phương nào nhận quản lý."
)

TOO_LARGE = "Tin nhắn dài quá, trang không nhận được. Bác chia ra thành vài tin ngắn giúp em nhé."
TOO_LONG = "Tin nhắn dài quá. Bác viết ngắn lại, dưới 1.000 ký tự, giúp em nhé."
EMPTY = "Tin nhắn chưa có chữ nào. Bác gõ câu hỏi rồi bấm Gửi nhé."
MALFORMED = "Trang không đọc được tin nhắn này. Bác tải lại trang rồi gửi lại giúp em."
NOTHING_HELD = "Em không giữ dữ liệu nào của bác ở đây."
NO_SESSION = "Trang cần mở lại cuộc trò chuyện. Bác tải lại trang giúp em."
OTHER_SITE = "Tin nhắn này được gửi từ một trang khác nên em không nhận. Bác mở đúng trang này rồi gửi lại nhé."
NO_LOCALITY = "Không có địa phương này. Bác xem lại đường dẫn giúp em."
NOT_FOUND = "Không có trang này. Bác xem lại đường dẫn giúp em."
TOO_MANY_VISITORS = "Hiện có nhiều người cùng mở trang từ một nơi. Bác chờ ít phút rồi mở lại giúp em nhé."
TOO_MANY_MESSAGES = "Em nhận được nhiều tin quá. Bác chờ một phút rồi hỏi tiếp nhé."
BUSY = "Máy đang bận, chưa nhận được tin. Xin bác thử lại sau ít phút."

"""Messages (tin nhắn): the transcript, both directions. An outgoing one without ``sent_at`` is unanswered; an incoming
one carries the moment we took it."""

from sqlalchemy import JSON, CheckConstraint, Column, ForeignKey, Index, String, Table, Text

from storage.tables.base import Key, UtcDateTime, metadata

messages = Table(
    "messages",
    metadata,
    Column("id", Key, primary_key=True),
    Column("address_id", Key, ForeignKey("addresses.id"), nullable=False),
    Column("account_id", Key, ForeignKey("accounts.id"), nullable=False),
    Column("direction", String(3), nullable=False),
    Column("event_id", String(200)),
    Column("text", Text, nullable=False),
    Column("payload", JSON(none_as_null=True)),
    Column("created_at", UtcDateTime, nullable=False),
    Column("sent_at", UtcDateTime),
    Column("send_until", UtcDateTime),  # null: a reply, which soon would only surprise
    Column("quotes", Key, ForeignKey("addresses.id"), index=True),  # whose words stand in it, when not the reader's own
    Column("platform_message_id", String(200)),
    Column("outcome", String(20)),  # of an incoming one that asks something (`scheduler.questions`)
    CheckConstraint("direction IN ('in', 'out')", name="direction"),
    sqlite_autoincrement=True,
)

Index("ix_messages_address_id_id", messages.c.address_id, messages.c.id)

_unanswered = messages.c.sent_at.is_(None)
Index("ix_messages_unanswered", messages.c.created_at, sqlite_where=_unanswered, postgresql_where=_unanswered)

_asked = messages.c.outcome.is_not(None)
Index("ix_messages_asked", messages.c.account_id, messages.c.created_at, sqlite_where=_asked, postgresql_where=_asked)

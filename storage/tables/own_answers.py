"""Own answers (câu trả lời riêng) of a locality: what organisers answered where the plan is silent."""

from sqlalchemy import JSON, Column, ForeignKey, Index, String, Table, Text

from storage.tables.base import Key, UtcDateTime, metadata

own_answers = Table(
    "own_answers",
    metadata,
    Column("id", Key, primary_key=True),
    Column("locality", String(100), nullable=False),
    Column("questions", JSON, nullable=False),  # a list of wordings, without anybody's address
    Column("answer", Text, nullable=False),
    Column("signed", String(200), nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("made_by", Key, ForeignKey("organisers.id"), nullable=False),
    Column("revoked_at", UtcDateTime),
    Column("revoked_by", Key, ForeignKey("organisers.id")),
    sqlite_autoincrement=True,
)

_given = own_answers.c.revoked_at.is_(None)
Index("ix_own_answers_given", own_answers.c.locality, sqlite_where=_given, postgresql_where=_given)

"""Accounts, people, addresses, events, messages, conversations, told.

A migration is history: it names its columns itself and does not follow later changes of `storage.tables`.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "accounts",
        sa.Column("id", KEY, nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("locality", sa.String(100), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_accounts"),
        sa.UniqueConstraint("channel", "locality", "name", name="uq_accounts_channel_locality_name"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "people",
        sa.Column("id", KEY, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "addresses",
        sa.Column("id", KEY, nullable=False),
        sa.Column("person_id", KEY, nullable=False),
        sa.Column("account_id", KEY, nullable=False),
        sa.Column("external_id", sa.String(200), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_addresses"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_addresses_person_id_people"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_addresses_account_id_accounts"),
        sa.UniqueConstraint("account_id", "external_id", name="uq_addresses_account_id_external_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_addresses_person_id", "addresses", ["person_id"])
    op.create_table(
        "events",
        sa.Column("account_id", KEY, nullable=False),
        sa.Column("event_id", sa.String(200), nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("account_id", "event_id", name="pk_events"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_events_account_id_accounts"),
    )
    op.create_index("ix_events_received_at", "events", ["received_at"])
    _create_transcript()


def _create_transcript() -> None:
    op.create_table(
        "messages",
        sa.Column("id", KEY, nullable=False),
        sa.Column("address_id", KEY, nullable=False),
        sa.Column("account_id", KEY, nullable=False),
        sa.Column("direction", sa.String(3), nullable=False),
        sa.Column("event_id", sa.String(200)),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("payload", sa.JSON(none_as_null=True)),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("sent_at", MOMENT),
        sa.Column("platform_message_id", sa.String(200)),
        sa.PrimaryKeyConstraint("id", name="pk_messages"),
        sa.ForeignKeyConstraint(["address_id"], ["addresses.id"], name="fk_messages_address_id_addresses"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_messages_account_id_accounts"),
        sa.CheckConstraint("direction IN ('in', 'out')", name=op.f("ck_messages_direction")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_messages_address_id_id", "messages", ["address_id", "id"])
    unanswered = sa.text("sent_at IS NULL")
    op.create_index(
        "ix_messages_unanswered", "messages", ["created_at"], sqlite_where=unanswered, postgresql_where=unanswered
    )
    op.create_table(
        "conversations",
        sa.Column("address_id", KEY, autoincrement=False, nullable=False),
        sa.Column("state", sa.JSON(), nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("address_id", name="pk_conversations"),
        sa.ForeignKeyConstraint(["address_id"], ["addresses.id"], name="fk_conversations_address_id_addresses"),
    )
    op.create_table(
        "told",
        sa.Column("id", KEY, nullable=False),
        sa.Column("address_id", KEY, nullable=False),
        sa.Column("fact", sa.String(200), nullable=False),
        sa.Column("pack_version", sa.Integer(), nullable=False),
        sa.Column("told_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_told"),
        sa.ForeignKeyConstraint(["address_id"], ["addresses.id"], name="fk_told_address_id_addresses"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_told_address_id", "told", ["address_id"])
    op.create_index("ix_told_fact_pack_version", "told", ["fact", "pack_version"])

"""Hand-overs to humans, and the duty hours of organisers."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("messages", table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.add_column(sa.Column("send_until", MOMENT))
        batch.add_column(sa.Column("quotes", KEY))
        batch.create_foreign_key("fk_messages_quotes_addresses", "addresses", ["quotes"], ["id"])
        batch.create_index("ix_messages_quotes", ["quotes"])
    op.add_column("organisers", sa.Column("hours", sa.String(200)))
    op.create_table(
        "handovers",
        sa.Column("id", KEY, nullable=False),
        sa.Column("key", sa.String(16), nullable=False),
        sa.Column("locality", sa.String(100), nullable=False),
        sa.Column("address_id", KEY, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("taken_by", KEY),
        sa.Column("taken_at_address", KEY),
        sa.Column("taken_at", MOMENT),
        sa.Column("answered", sa.Boolean(), nullable=False),
        sa.Column("ended_at", MOMENT),
        sa.Column("ended_how", sa.String(20)),
        sa.PrimaryKeyConstraint("id", name="pk_handovers"),
        sa.UniqueConstraint("key", name="uq_handovers_key"),
        sa.ForeignKeyConstraint(["address_id"], ["addresses.id"], name="fk_handovers_address_id_addresses"),
        sa.ForeignKeyConstraint(["taken_by"], ["organisers.id"], name="fk_handovers_taken_by_organisers"),
        sa.ForeignKeyConstraint(["taken_at_address"], ["addresses.id"], name="fk_handovers_taken_at_address_addresses"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_handovers_address_id", "handovers", ["address_id"])
    still_open = sa.text("ended_at IS NULL")
    op.create_index(
        "ix_handovers_open", "handovers", ["locality"], sqlite_where=still_open, postgresql_where=still_open
    )

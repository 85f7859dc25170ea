"""Consents, requests about one's data, erasures; events know whose they are."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _make_consents()
    _make_erasures()
    _make_requests()
    with op.batch_alter_table("events") as batch:
        batch.add_column(sa.Column("address_id", KEY))
        batch.create_foreign_key("fk_events_address_id_addresses", "addresses", ["address_id"], ["id"])
        batch.create_index("ix_events_address_id", ["address_id"])


def _make_consents() -> None:
    op.create_table(
        "consents",
        sa.Column("id", KEY, nullable=False),
        sa.Column("address_id", KEY, nullable=False),
        sa.Column("purpose", sa.String(20), nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("withdrawn_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_consents"),
        sa.ForeignKeyConstraint(["address_id"], ["addresses.id"], name="fk_consents_address_id_addresses"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_consents_address_id", "consents", ["address_id"])


def _make_erasures() -> None:
    op.create_table(
        "asked_erasures",
        sa.Column("address_id", KEY, nullable=False, autoincrement=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("name", sa.String(80)),
        sa.PrimaryKeyConstraint("address_id", name="pk_asked_erasures"),
        sa.ForeignKeyConstraint(["address_id"], ["addresses.id"], name="fk_asked_erasures_address_id_addresses"),
    )
    op.create_table(
        "erasures",
        sa.Column("id", KEY, nullable=False),
        sa.Column("proof", sa.String(64), nullable=False),
        sa.Column("locality", sa.String(100), nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("done_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_erasures"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_erasures_proof", "erasures", ["proof"])


def _make_requests() -> None:
    op.create_table(
        "requests",
        sa.Column("id", KEY, nullable=False),
        sa.Column("locality", sa.String(100), nullable=False),
        sa.Column("address_id", KEY, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("answer_on", sa.Date(), nullable=False),
        sa.Column("settle_on", sa.Date(), nullable=False),
        sa.Column("answered_at", MOMENT),
        sa.Column("settled_at", MOMENT),
        sa.Column("warned_on", sa.Date()),
        sa.Column("alarmed_on", sa.Date()),
        sa.PrimaryKeyConstraint("id", name="pk_requests"),
        sa.ForeignKeyConstraint(["address_id"], ["addresses.id"], name="fk_requests_address_id_addresses"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_requests_locality", "requests", ["locality"])
    op.create_index("ix_requests_address_id", "requests", ["address_id"])

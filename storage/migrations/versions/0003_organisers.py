"""Organisers with their codes and sessions, and the audit of what they do."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "organisers",
        sa.Column("id", KEY, nullable=False),
        sa.Column("locality", sa.String(100), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("removed_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_organisers"),
        sa.UniqueConstraint("code_hash", name="uq_organisers_code_hash"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_organisers_locality", "organisers", ["locality"])
    op.create_table(
        "invitations",
        sa.Column("id", KEY, nullable=False),
        sa.Column("locality", sa.String(100), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("made_by", KEY),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_invitations"),
        sa.UniqueConstraint("code_hash", name="uq_invitations_code_hash"),
        sa.ForeignKeyConstraint(["made_by"], ["organisers.id"], name="fk_invitations_made_by_organisers"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "sessions",
        sa.Column("organiser_id", KEY, nullable=False),
        sa.Column("address_id", KEY, nullable=False),
        sa.Column("confirmed_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT),
        sa.PrimaryKeyConstraint("organiser_id", "address_id", name="pk_sessions"),
        sa.ForeignKeyConstraint(["organiser_id"], ["organisers.id"], name="fk_sessions_organiser_id_organisers"),
        sa.ForeignKeyConstraint(["address_id"], ["addresses.id"], name="fk_sessions_address_id_addresses"),
    )
    op.create_index("ix_sessions_address_id", "sessions", ["address_id"])
    op.create_table(
        "wrong_codes",
        sa.Column("id", KEY, nullable=False),
        sa.Column("address_id", KEY, nullable=False),
        sa.Column("typed_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_wrong_codes"),
        sa.ForeignKeyConstraint(["address_id"], ["addresses.id"], name="fk_wrong_codes_address_id_addresses"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_wrong_codes_address_id_typed_at", "wrong_codes", ["address_id", "typed_at"])
    op.create_table(
        "audit",
        sa.Column("locality", sa.String(100), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor", sa.String(60), nullable=False),
        sa.Column("act", sa.String(60), nullable=False),
        sa.Column("about", sa.String(300), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("locality", "number", name="pk_audit"),
    )

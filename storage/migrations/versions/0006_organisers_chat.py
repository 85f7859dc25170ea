"""Pauses of localities; what a message came to; corrections; own answers."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "pauses",
        sa.Column("id", KEY, nullable=False),
        sa.Column("locality", sa.String(100), nullable=False),
        sa.Column("began_at", MOMENT, nullable=False),
        sa.Column("began_by", KEY, nullable=False),
        sa.Column("ended_at", MOMENT),
        sa.Column("ended_by", KEY),
        sa.PrimaryKeyConstraint("id", name="pk_pauses"),
        sa.ForeignKeyConstraint(["began_by"], ["organisers.id"], name="fk_pauses_began_by_organisers"),
        sa.ForeignKeyConstraint(["ended_by"], ["organisers.id"], name="fk_pauses_ended_by_organisers"),
        sqlite_autoincrement=True,
    )
    lasting = sa.text("ended_at IS NULL")
    op.create_index(
        "ix_pauses_lasting", "pauses", ["locality"], unique=True, sqlite_where=lasting, postgresql_where=lasting
    )
    op.add_column("messages", sa.Column("outcome", sa.String(20)))
    asked = sa.text("outcome IS NOT NULL")
    op.create_index(
        "ix_messages_asked", "messages", ["account_id", "created_at"], sqlite_where=asked, postgresql_where=asked
    )
    _create_corrections()
    _create_own_answers()


def _create_corrections() -> None:
    op.create_table(
        "corrections",
        sa.Column("id", KEY, nullable=False),
        sa.Column("key", sa.String(20), nullable=False),
        sa.Column("locality", sa.String(100), nullable=False),
        sa.Column("field", sa.String(120), nullable=False),
        sa.Column("value", sa.String(300), nullable=False),
        sa.Column("proposed_at", MOMENT, nullable=False),
        sa.Column("proposed_by", KEY, nullable=False),
        sa.Column("approved_at", MOMENT),
        sa.Column("approved_by", KEY),
        sa.Column("revoke_asked_by", KEY),
        sa.Column("closed_at", MOMENT),
        sa.Column("closed_as", sa.String(20)),
        sa.PrimaryKeyConstraint("id", name="pk_corrections"),
        sa.UniqueConstraint("key", name="uq_corrections_key"),
        *(
            sa.ForeignKeyConstraint([column], ["organisers.id"], name=f"fk_corrections_{column}_organisers")
            for column in ("proposed_by", "approved_by", "revoke_asked_by")
        ),
        sqlite_autoincrement=True,
    )
    still_open = sa.text("closed_at IS NULL")
    op.create_index(
        "ix_corrections_open", "corrections", ["locality"], sqlite_where=still_open, postgresql_where=still_open
    )


def _create_own_answers() -> None:
    op.create_table(
        "own_answers",
        sa.Column("id", KEY, nullable=False),
        sa.Column("locality", sa.String(100), nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("signed", sa.String(200), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("made_by", KEY, nullable=False),
        sa.Column("revoked_at", MOMENT),
        sa.Column("revoked_by", KEY),
        sa.PrimaryKeyConstraint("id", name="pk_own_answers"),
        sa.ForeignKeyConstraint(["made_by"], ["organisers.id"], name="fk_own_answers_made_by_organisers"),
        sa.ForeignKeyConstraint(["revoked_by"], ["organisers.id"], name="fk_own_answers_revoked_by_organisers"),
        sqlite_autoincrement=True,
    )
    given = sa.text("revoked_at IS NULL")
    op.create_index("ix_own_answers_given", "own_answers", ["locality"], sqlite_where=given, postgresql_where=given)

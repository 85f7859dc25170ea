"""Addresses know since when and why nothing reaches them."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("addresses", sa.Column("unreachable_at", sa.DateTime(timezone=True)))
    op.add_column("addresses", sa.Column("unreachable_why", sa.String(20)))

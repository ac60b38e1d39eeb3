"""Passages name the transcript that says them, and whether it translates."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("passages", sa.Column("transcript", sa.Text))
    op.add_column("passages", sa.Column("kind", sa.Text))
